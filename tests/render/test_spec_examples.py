"""The examples of the specifications: what a reader sees is what they say, and WordPress takes it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

import spec_examples
from likeness import seen
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

if TYPE_CHECKING:
    from judging import Judge
    from spec_examples import Example

EXAMPLES = spec_examples.load()
OF_GITHUB = spec_examples.load_gfm()
OTHERWISE: dict[Flavor, dict[str, set[int]]] = {
    "python-markdown": {
        "tabs inside a line of indented code become blanks": {1, 2, 3},
        "an underline behind a lazy line makes a heading": {93},
        "an indented line may close a fence": {137},
        "inside raw HTML, a fence's first line loses a blank": {161},
        "a definition's label and title are on one line, and it ends a paragraph": {196, 201, 208, 215, 216, 541},
        "four blanks are enough for what belongs to an item": {238, 257, 312, 313},
        "what begins further left is read first, but code comes before links, and these before tags": {
            344,
            346,
            524,
            536,
        },
        "addresses in angle brackets that are none": {493, 494},
        "of a link in a link, the outer one is the link": {518, 519, 520, 532, 533, 571},
        "a line break in a tag's attribute": {642, 643},
        "a comment without an end": {626},
    },
    "gfm": {},
}
"""What is read in another way, and in which examples."""
OTHERWISE_THAN_GITHUB: dict[Flavor, dict[str, set[int]]] = {
    "python-markdown": {
        "code comes before an address in angle brackets": {356},
        "a comment may begin like one without content, as in CommonMark 0.31": {650},
    },
    "gfm": {},
}
SUITES = [("CommonMark", EXAMPLES, OTHERWISE), ("GitHub", OF_GITHUB, OTHERWISE_THAN_GITHUB)]

every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))


@every_flavor
@pytest.mark.parametrize(("examples", "otherwise"), [suite[1:] for suite in SUITES], ids=[suite[0] for suite in SUITES])
def test_words_and_blocks_are_those_of_the_specification(
    flavor: Flavor, examples: list[Example], otherwise: dict[Flavor, dict[str, set[int]]]
) -> None:
    markdown = MarkdownConfig(flavor=flavor)
    differ = {
        example.number
        for example in examples
        if seen(render(example.markdown, markdown=markdown).content).tokens != seen(example.html).tokens
    }
    assert examples
    assert differ == set().union(*otherwise[flavor].values())


@every_flavor
def test_wordpress_would_save_all_of_them_byte_for_byte(flavor: Flavor, judge: Judge) -> None:
    markdown = MarkdownConfig(flavor=flavor)
    made = [render(example.markdown, markdown=markdown).content for example in (*EXAMPLES, *OF_GITHUB)]
    judge.accepts_exactly("\n\n".join(filter(None, made)))
