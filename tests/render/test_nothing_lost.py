"""Nothing that GitHub shows of a text is lost: it is in the post, or a diagnostic says where it went."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, get_args
from urllib.parse import unquote

import pytest
from hypothesis import given, settings

import spec_examples
from amount import examples
from any_markdown import numbered
from likeness import github, seen
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.rendering import Rendered

WORD = re.compile(r"[^\W_]{3,}")
NUMBERED = re.compile(r"w\d+x")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""Newer versions of the specification than GitHub's take more for a comment."""
SPOKEN_OF = {
    "WP200": "control characters",
    "WP204": "cells without a column",
    "WP220": "footnotes that nothing refers to",
    "WP222": "footnotes of footnotes",
    "WP225": "HTML in footnotes",
    "WP230": "the way to another note",
    "WP231": "another note",
    "WP233": "attributes",
    "WP234": "comments",
    "WP235": "abbreviations that are not used",
    "WP236": "words of a recording",
    "WP240": "attributes of blocks written by hand",
    "WP243": "settings of containers",
    "WP244": "settings of code",
}
"""Codes of the diagnostics that tell of something left out, and what it is."""
AS_WRITTEN = {
    344: "a tag without a partner, cut by code",
    346: "an address, cut by code",
    507: "a blank that is encoded in an address",
    520: "a link in a picture's words",
    630: "a tag without a partner, with an entity",
    642: "a tag without a partner, with a line break",
    643: "a tag without a partner, with a line break",
}
"""Examples of the specification in which something is there in another spelling."""
every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))


def lost(text: str, rendered: Rendered, word: re.Pattern[str]) -> list[str]:
    """Give the words, links and pictures that are neither in the post nor spoken of."""
    wanted = seen(github(text))
    content = f"{rendered.content}\n{rendered.footnotes or ''}"
    there = "\n".join((content, " ".join(seen(content).words), html.unescape(content), unquote(html.unescape(content))))
    missing = [
        *(found for found in dict.fromkeys(word.findall(" ".join(wanted.words))) if found not in there),
        *(target for target in (*wanted.links, *wanted.images) if not any(form in there for form in _forms(target))),
    ]
    told = [item.location.line or 0 for item in rendered.diagnostics if item.code in SPOKEN_OF and item.location]
    comments = " ".join(COMMENT.findall(text))
    return [what for what in missing if what not in comments and not any(_line(text, what) >= line for line in told)]


def _forms(target: str) -> Iterator[str]:
    plain = unquote(html.unescape(target))
    yield from (target, plain, plain.replace(" ", "%20"), plain.removeprefix("mailto:"))


def _line(text: str, what: str) -> int:
    before = text[: max(text.rfind(what), 0)]
    return sum(map(before.count, "\n\u2028\u2029")) + 1


@every_flavor
@settings(max_examples=examples(300))
@given(text=numbered)
def test_nothing_is_lost_of_any_text(flavor: Flavor, text: str) -> None:
    assert lost(text, render(text, markdown=MarkdownConfig(flavor=flavor, comments="warn")), NUMBERED) == []


@every_flavor
def test_nothing_is_lost_of_the_specification(flavor: Flavor) -> None:
    markdown = MarkdownConfig(flavor=flavor, comments="warn")
    found = {
        example.number: missing
        for example in spec_examples.load()
        if (missing := lost(example.markdown, render(example.markdown, markdown=markdown), WORD))
    }
    assert found.keys() <= AS_WRITTEN.keys()
