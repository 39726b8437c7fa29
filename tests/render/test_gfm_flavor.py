"""The flavour gfm: markdown-it-py reads, and everything behind the tree is the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from any_markdown import markdown, marked_words
from hard_texts import hard_texts
from prose_fixtures import Fixture, load
from wppush.config import MarkdownConfig
from wppush.rendering import render

if TYPE_CHECKING:
    from judging import Judge

WORD = re.compile(r"w\d+")
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


HARD = hard_texts(1_000)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_hard_text_becomes_blocks_that_wordpress_would_save_so(text: str, judge: Judge) -> None:
    judge.accepts_exactly(render(text, markdown=GFM).content)


@pytest.mark.parametrize("name", ["quote marks", "nested lists", "bullets on one line", "nested emphasis"])
def test_what_is_nested_too_deeply_becomes_text_and_is_reported(name: str) -> None:
    rendered = render(HARD[name], markdown=GFM)
    assert "WP202" in {diagnostic.code for diagnostic in rendered.diagnostics}


# The judge is one for the whole session, and it remembers nothing from one question to the next.
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=markdown)
def test_wordpress_accepts_whatever_someone_types(judge: Judge, text: str) -> None:
    rendered = render(text, markdown=GFM, first_line=7)
    judge.accepts_exactly(rendered.content)
    last = 7 + text.count("\n") + text.count("\u2028") + text.count("\u2029")
    for diagnostic in rendered.diagnostics:
        assert diagnostic.location is not None
        assert 7 <= (diagnostic.location.line or 0) <= last


@settings(max_examples=300, deadline=None)
@given(text=marked_words)
def test_every_word_survives(text: str) -> None:
    rendered = render(text, markdown=GFM)
    told = {item.location.line for item in rendered.diagnostics if item.code == "WP204" and item.location}
    kept = "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in told)
    assert set(WORD.findall(kept)) <= set(WORD.findall(rendered.content)), rendered.content


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
