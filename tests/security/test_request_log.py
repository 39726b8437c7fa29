"""The log of requests tells no secret, and nothing that a site or an author has named speaks to a terminal by it."""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from attacker import ME, attacker, reply
from wppush.wordpress.log import shown

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog

PASSWORD = "abcd EFGH ijkl MNOP"
BASIC = base64.b64encode(f"hyeon:{PASSWORD}".encode()).decode()
SECRETS = (PASSWORD, PASSWORD.replace(" ", ""), BASIC, quote(PASSWORD), "hyeon:")


@pytest.mark.parametrize(
    "answers",
    [
        [reply(f"<p>Basic {BASIC} {PASSWORD}".encode(), status="500 No", kind="text/html")],
        [reply(b"", status="302 No", Location=f"/?key={BASIC}")],
        [reply({"code": "x", "message": PASSWORD}, status="401 No")],
        [reply({**ME, "name": PASSWORD}), reply({"code": PASSWORD, "message": BASIC}, status="403 No")],
        [],
    ],
)
def test_the_log_of_requests_tells_no_secret(blog: Blog, tmp_path: Path, answers: list[list[bytes]]) -> None:
    left = iter(answers)
    blog.write(f"---\ntitle: Locked\npassword: {BASIC[:20]}\n---\nWords of a body.\n")
    log = tmp_path / "log"
    with attacker(lambda _: next(left, reply(b"", status="404 No", kind="text/html"))) as site:
        # One at a time: a request that is still on its way when another one fails ends after the command.
        run = blog.run("publish", "-v", "--jobs", "1", "--log-file", str(log), environ={"WPPUSH_URL": site.url})
    assert run.status == 1
    lines = [line for line in run.stderr.splitlines() if line.startswith(("GET ", "POST "))]
    assert lines
    logged = log.read_text()
    assert [line for line in lines if line not in logged] == [], logged
    assert log.stat().st_mode & 0o777 == 0o600
    for secret in (*SECRETS, BASIC[:20], "Words of a body"):
        assert secret not in logged
        assert secret not in "".join(lines)


@pytest.mark.parametrize(
    ("url", "params", "said"),
    [
        ("https://me:pw@blog.example:8443/wp-json/x", {}, "blog.example:8443/wp-json/x"),
        ("https://blog.example/?key=secret#secret", {"search": "a title"}, "blog.example/?search=…"),
        ("https://blog.example/index.php", {"rest_route": "/wp/v2/posts", "page": "2", "_fields": "id"},
         "blog.example/index.php?rest_route=/wp/v2/posts&page=2"),
        ("https://blog.example/\x1b]0;x\x07\n::error::", {"\u202e": "x"}, "blog.example/?]0;x?::error::??=…"),
        ("https://[::1/", {}, "(no address)"),
    ],
)  # fmt: skip
def test_an_address_is_logged_without_what_may_be_secret(url: str, params: dict[str, str], said: str) -> None:
    assert shown(url, params) == said
    assert said.isprintable()


def test_without_being_asked_for_there_is_no_log(blog: Blog) -> None:
    blog.write()
    with attacker(lambda _: reply(b"", status="404 No", kind="text/html")) as site:
        quiet = blog.run("publish", environ={"WPPUSH_URL": site.url})
        said = blog.run("publish", "-v", environ={"WPPUSH_URL": site.url}).stderr
        after = blog.run("publish", environ={"WPPUSH_URL": site.url})
    assert "\nGET " in f"\n{said}"
    assert quiet.stderr == after.stderr
    assert "\nGET " not in f"\n{quiet.stderr}"
    assert not logging.getLogger("wppush.http").handlers
