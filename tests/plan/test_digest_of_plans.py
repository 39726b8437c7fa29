"""The digest of a plan: one for the same deeds, whoever plans them, and another for any others."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from wppush.blocks import Mark, source_of
from wppush.diagnostics import Diagnostic, Location
from wppush.plan import DesiredPost, Directory, Place, PostLink, RemotePost, Snapshot, TermIndex, make_plan
from wppush.plan.digest import _said
from wppush.texts import keep
from wppush.wordpress.wire import PostId, TermId

SOURCE = source_of("blog", "a.md")
DESIRED = DesiredPost(
    name="posts/a.md", source=SOURCE, title="A", slug="a", words=keep("<p>Words.</p>"), status="publish"
)
ON_SITE = RemotePost(
    id=PostId(1),
    link="https://a.example/a/",
    status="publish",
    slug="a",
    title="A",
    excerpt="",
    stored=keep("<p>Words.</p>"),
    words=keep("<p>Words.</p>"),
    date="2026-01-02T10:00:00",
    date_gmt="2026-01-02T08:00:00",
    modified="2026-01-02T10:00:00",
    categories=frozenset({TermId(2)}),
    tags=frozenset(),
    mark=Mark(source=SOURCE),
)
LINK = PostLink(address="b.md", target=source_of("blog", "b.md"), name="posts/b.md")


def digest(desired: DesiredPost, *posts: RemotePost, url: str = "https://a.example", **known: Any) -> str:
    snapshot = Snapshot(posts=posts, directory=Directory(TermIndex({}), **known), site=url)
    return make_plan([desired], snapshot, claimed=frozenset({SOURCE})).digest()


def test_what_is_said_of_a_file_and_where_it_lies_is_no_part_of_it() -> None:
    warned = replace(DESIRED, diagnostics=(Diagnostic(code="WP1", message="m", location=Location(path="/x", line=1)),))
    moved = replace(DESIRED, links=(replace(LINK, location=Location(path="/x", line=2)),), again=lambda *_: DESIRED)
    assert digest(warned) == digest(DESIRED)
    assert digest(moved) == digest(replace(DESIRED, links=(LINK,)))


@pytest.mark.parametrize(
    "change",
    [{"title": "B"}, {"status": "draft"}, {"tags": ("two",)}, {"password": "secret"}, {"meta": {"a": [1]}}],
    ids=lambda change: next(iter(change)),
)
def test_another_file_makes_another_one(change: dict[str, Any]) -> None:
    assert digest(replace(DESIRED, **change)) != digest(DESIRED)


@pytest.mark.parametrize(
    "change", [{"excerpt": "Theirs."}, {"modified": "2026-04-04T00:00:00"}, {"id": 99}, {"tags": frozenset({5})}]
)
def test_another_post_makes_another_one(change: dict[str, Any]) -> None:
    wanted = replace(DESIRED, title="B")
    assert digest(wanted, replace(ON_SITE, **change)) != digest(wanted, ON_SITE)


def test_another_site_makes_another_one_and_so_does_what_names_mean_there() -> None:
    assert digest(DESIRED, url="https://b.example") != digest(DESIRED)
    wanted = replace(DESIRED, author="anna", links=(LINK,))

    def known(user: int = 3, link: str = "https://a.example/b/") -> str:
        place = Place(id=7, link=link, status="publish")
        return digest(wanted, users={"anna": user}, posts={LINK.target: place})

    assert known() == known()
    assert len({known(), known(user=4), known(link="https://a.example/c/")}) == 3


def test_sets_and_mappings_have_no_order() -> None:
    program = (
        "from wppush.plan.digest import _said; print(_said(frozenset('abcdefgh')), _said(dict.fromkeys('ba', {'é'})))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert _said({"a": 1, "b": 2}) == _said({"b": 2, "a": 1})


def test_what_would_be_printed_otherwise_in_every_run_is_refused() -> None:
    with pytest.raises(TypeError):
        _said(object())
