"""How a site answers: from a cache, by which clock, in which time zone, how fast."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from attacker import attacker, reply
from visits import INFO, OK, PROBLEM, WARNING, look, visit_as, visit_to

if TYPE_CHECKING:
    from local_site import Site
    from proxy import Proxy


@pytest.mark.parametrize("sign", [{"Age": "30"}, {"X-Cache": "HIT from cache"}, {"CF-Cache-Status": "HIT"}])
def test_a_cache_that_answers_users_is_a_problem(site: Site, proxy: Proxy, sign: dict[str, str]) -> None:
    proxy.adds = sign
    found = look(visit_as(site, "admin", url=proxy.url), "caching")
    assert (found.standing, next(iter(sign)) in found.found) == (PROBLEM, True), found
    assert look(visit_to(proxy.url), "caching").standing is WARNING


def test_a_cache_that_passes_requests_on_is_none(site: Site, proxy: Proxy) -> None:
    proxy.adds = {"Age": "0", "X-Cache": "MISS", "CF-Cache-Status": "DYNAMIC"}
    assert look(visit_as(site, "admin", url=proxy.url), "caching").standing is OK


@pytest.mark.parametrize(
    ("hours", "age", "standing", "words"),
    [
        (0, 0, OK, "both agree"),
        (2, 0, WARNING, "behind the site"),
        (-2, 0, WARNING, "ahead of the site"),
        (-2, 7200, OK, "both agree"),
    ],
)
def test_clocks_that_disagree_are_a_warning(hours: int, age: int, standing: str, words: str) -> None:
    said = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    with attacker(lambda _: reply(b"", kind="text/html", Date=said, Age=str(age))) as server:
        found = look(visit_to(server.url), "clock")
    assert (found.standing, words in found.found) == (standing, True), found
    assert standing is OK or re.search(r"\b[12]:\d\d:\d\d\b", found.found)


def test_a_time_without_a_zone_is_utc() -> None:
    said = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} -0000"
    with attacker(lambda _: reply(b"", kind="text/html", Date=said)) as server:
        assert look(visit_to(server.url), "clock").standing is OK


@pytest.mark.parametrize("said", [{}, {"Date": "soon"}])
def test_a_site_without_a_clock_is_left_alone(said: dict[str, str]) -> None:
    with attacker(lambda _: reply(b"", kind="text/html", **said)) as server:
        assert look(visit_to(server.url), "clock").found == "the site does not tell the time"


def test_the_time_zone_of_the_site_is_told(site: Site) -> None:
    site.rest("POST", "/wp/v2/settings", json={"timezone": "Asia/Seoul"})
    found = look(visit_to(site.url), "time zone")
    assert (found.standing, found.found.startswith("Asia/Seoul (+9 h)")) == (INFO, True), found


def test_the_speed_is_told_and_judged_by_nobody(site: Site) -> None:
    found = look(visit_to(site.url), "speed")
    assert found.standing is INFO
    assert re.fullmatch(r"\d+ ms an answer, connecting included \(median of 3\)", found.found)
