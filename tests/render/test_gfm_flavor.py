"""The flavour gfm: markdown-it-py reads, and everything behind the tree is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prose_fixtures import Fixture, load
from wppush.config import MarkdownConfig
from wppush.rendering import render

GFM = MarkdownConfig(flavor="gfm")

NOT_THERE = {
    "admonitions": "Python-Markdown's syntax; on GitHub it is a paragraph and code",
    "definitions": "Python-Markdown's and Pandoc's syntax; on GitHub it is a paragraph",
}
"""Files of fixtures for what GitHub does not have, each with what it is there."""

OTHERWISE = {
    "callout: without a title": "written as an admonition",
    "captions: what is no caption": "its last paragraph is a definition for Python-Markdown",
    "leftovers: a size behind the address of a picture": "GitHub knows none",
    "leftovers: in an address they are part of it": "an address has no blanks for GitHub",
    "list: four blanks nest as well": "GitHub wants what belongs to an item as far right as its words",
    "paragraph: a tilde within a word or a range strikes nothing": "GitHub strikes what is between two ranges",
    "paragraph: a definition may follow one that failed": "for GitHub all of them are text then",
    "wp_block: in code, and with a half missing, they are none": "the same markup, with the lines that are meant",
}
"""Fixtures that GitHub reads otherwise, each with what it does."""

FIXTURES = [
    fixture for fixture in load() if not fixture.settings.extensions and fixture.name.split(":", 1)[0] not in NOT_THERE
]


@pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture.name for fixture in FIXTURES])
def test_a_construct_becomes_the_same_markup_in_both_flavours(fixture: Fixture) -> None:
    rendered = render(fixture.markdown, markdown=replace(fixture.settings, flavor="gfm"))
    said = [f"{item.location} {item.code} {item.message}" for item in rendered.diagnostics]
    alike = rendered.content == fixture.markup and said == [f"<text>:{line}" for line in fixture.diagnostics]
    if fixture.name in OTHERWISE:
        assert not alike, "it is no exception any more"
    else:
        assert rendered.content == fixture.markup
        assert said == [f"<text>:{line}" for line in fixture.diagnostics]


def test_every_exception_is_of_a_fixture_that_there_is() -> None:
    assert OTHERWISE.keys() <= {fixture.name for fixture in FIXTURES}


AGAIN = "```\ntext <b> text\n| a | b | c |\n```\n\n"
"""Lines that say the same where nothing is wrong with it."""


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("text <b> text", "<text>:6:6", "WP203"),
        ("- text <b> text", "<text>:6:8", "WP203"),
        ("> x\n> text <b> text", "<text>:7:8", "WP203"),
        ("| a | b |\n|---|---|\n| a | b | c |", "<text>:8:11", "WP204"),
        ("::: columns\n::: column\ntext <b> text\n:::\n:::", "<text>:8:6", "WP203"),
    ],
)
def test_a_place_is_found_where_the_same_words_stand_before(text: str, place: str, code: str) -> None:
    found = render(AGAIN + text, markdown=GFM).diagnostics
    assert [(str(item.location), item.code) for item in found] == [(place, code)]
