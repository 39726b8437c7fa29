"""Texts made to break a renderer: too long, too deep, never closed. All of them render."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from amount import CI
from hard_texts import hard_texts
from wppush.blocks import serialize
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

if TYPE_CHECKING:
    from judging import Judge

SIZE = 1_000 if CI else 150
"""The editor takes far longer for these texts than we do; what is nested is tried at full size everywhere."""
HARD = hard_texts(SIZE)
FULL = hard_texts(1_000)
TOO_DEEP = ("quote marks", "nested lists", "bullets on one line", "nested emphasis")
DEEP = (
    *TOO_DEEP,
    "nested HTML",
    "containers in each other",
    "lists of containers",
    "details in each other",
    "admonitions in each other",
    "callouts in each other",
)

every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_hard_text_becomes_blocks_that_wordpress_would_save_so(text: str, judge: Judge) -> None:
    """A reader that hangs on one of these hangs here, too; how time grows with length is `make bench`'s."""
    contents = {render(text, markdown=MarkdownConfig(flavor=flavor)).content for flavor in get_args(Flavor)}
    for content in contents:  # mostly one
        judge.accepts_exactly(content)


@every_flavor
@pytest.mark.parametrize("name", DEEP)
def test_a_deeply_nested_text_becomes_blocks_that_wordpress_would_save_so(
    name: str, flavor: Flavor, judge: Judge
) -> None:
    rendered = render(FULL[name], markdown=MarkdownConfig(flavor=flavor))
    if name in TOO_DEEP:
        # Its innermost becomes text, and that is said.
        assert "WP202" in {diagnostic.code for diagnostic in rendered.diagnostics}
    judge.accepts_exactly(rendered.content)


def test_control_characters_are_left_out_and_reported() -> None:
    rendered = render("good\nba\x00d\x1b[0m \ufffe text\x7f\ttab", first_line=5)
    assert serialize(rendered.blocks) == "<!-- wp:paragraph -->\n<p>good bad[0m text tab</p>\n<!-- /wp:paragraph -->"
    assert [(str(item.location), item.code) for item in rendered.diagnostics] == [("<text>:6:3", "WP200")]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "<!-- only a comment -->", "[a]: https://example.com/"])
def test_a_text_of_nothing_has_no_blocks(text: str) -> None:
    rendered = render(text)
    assert rendered.blocks == ()
    assert rendered.diagnostics == ()
