"""Texts made to break a renderer: too long, too deep, never closed. All of them render."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from hard_texts import hard_texts
from wppush.blocks import serialize
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

if TYPE_CHECKING:
    from judging import Judge

HARD = hard_texts(400)
DEEP = hard_texts(2_000)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_hard_text_becomes_blocks_that_wordpress_would_save_so(text: str, judge: Judge) -> None:
    """A reader that hangs on one of these hangs here, too; how time grows with length is `make bench`'s."""
    contents = {render(text, markdown=MarkdownConfig(flavor=flavor)).content for flavor in get_args(Flavor)}
    for content in contents:  # mostly one: the editor takes far longer for it than we do
        judge.accepts_exactly(content)


@pytest.mark.parametrize("name", ["quote marks", "nested lists", "bullets on one line", "nested emphasis"])
def test_what_is_nested_too_deeply_becomes_text_and_is_reported(name: str, judge: Judge) -> None:
    rendered = render(DEEP[name])
    assert "WP202" in {diagnostic.code for diagnostic in rendered.diagnostics}
    judge.accepts_exactly(serialize(rendered.blocks))


def test_control_characters_are_left_out_and_reported() -> None:
    rendered = render("good\nba\x00d\x1b[0m \ufffe text\x7f\ttab", first_line=5)
    assert serialize(rendered.blocks) == "<!-- wp:paragraph -->\n<p>good bad[0m text tab</p>\n<!-- /wp:paragraph -->"
    assert [(str(item.location), item.code) for item in rendered.diagnostics] == [("<text>:6:3", "WP200")]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "<!-- only a comment -->", "[a]: https://example.com/"])
def test_a_text_of_nothing_has_no_blocks(text: str) -> None:
    rendered = render(text)
    assert rendered.blocks == ()
    assert rendered.diagnostics == ()
