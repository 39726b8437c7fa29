"""Texts made to break a renderer: too long, too deep, never closed. All of them render, and in linear time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from wppush.blocks import serialize
from wppush.render import render

if TYPE_CHECKING:
    from judging import Judge

MANY = 10_000
# One tenth of a second each on a laptop; a quadratic reader would need minutes.
SECONDS = 10

HARD = {
    "quote marks": ">" * 5_000,
    "nested lists": "".join("  " * depth + "- a\n" for depth in range(500)),
    "bullets on one line": "- " * 5_000 + "a",
    "opening brackets": "[" * MANY,
    "paired brackets": "[" * MANY + "]" * MANY,
    "opening image brackets": "![" * MANY,
    "nested images": "![a" * MANY + "](b)" * MANY,
    "unclosed links": "[a](" * MANY,
    "unclosed titles": '[a](b "c' * MANY,
    "stars": "*a " * MANY,
    "nested emphasis": "*a **b " * MANY + "b** a* " * MANY,
    "mixed delimiters": "**a *b _c ~~d " * MANY,
    "backticks of every length": " ".join("`" * length for length in range(1, 400)),
    "unclosed tags": "<b><i>" * MANY,
    "misnested tags": "<b><i>" * MANY + "</b></i>" * MANY,
    "unclosed comments": "x <!-- " * MANY,
    "unclosed declarations": "x <!a " * MANY,
    "attributes": "<a" + " b" * MANY,
    "definitions": "[a]: b\n" * MANY,
    "a wide table": "|a" * MANY + "\n" + "|-" * MANY + "\n" + "|b" * MANY,
    "headings among lines": "a\n# b\n" * MANY,
    "underlined headings": "a\n---\n" * MANY,
    "lists among quotes": "- a\n> b\n" * MANY,
    "loose items": "1. a\n\n" * MANY,
    "tables among headings": "a|b\n-|-\n# x\n" * MANY,
    "fences": "```py\nx\n```\n" * 3_000,
    "fences in items": "- ```py\n  x\n  ```\n" * 3_000,
    "options of a fence": '```a="x" ' + 'a="x" ' * MANY + "'",
    "unclosed scripts": "<script>\n\n" * MANY,
    "blank lines": "\n" * MANY,
    "an endless number": "&#" + "9" * MANY + "; <a href='&#" + "9" * MANY + ";'>x</a>",
    "blanks": "```\nhttps://" + " " * MANY + "x\n```\n\n# a" + " " * MANY + "b",
    "one long word": "x" * 1_000_000,
    "a megabyte of prose": "Some **words** of `code` & [links](https://example.com/), then more of them.\n\n" * 13_000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_hard_text_renders_in_bounded_time(text: str) -> None:
    began = time.perf_counter()
    serialize(render(text).blocks)
    assert time.perf_counter() - began < SECONDS


@pytest.mark.parametrize("name", ["quote marks", "nested lists", "bullets on one line", "nested emphasis"])
def test_what_is_nested_too_deeply_becomes_text_and_is_reported(name: str, judge: Judge) -> None:
    rendered = render(HARD[name])
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
