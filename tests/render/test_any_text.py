"""Whatever someone types: it never raises, never makes a block that WordPress would reject, and loses no word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings

from amount import examples
from any_markdown import markdown, marked_words
from wppush.blocks import serialize
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

if TYPE_CHECKING:
    from judging import Judge

# The judge is one for the whole session, and it remembers nothing from one question to the next.
judged = settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))
WORD = re.compile(r"w\d+")


@every_flavor
@judged
@given(text=markdown)
def test_wordpress_accepts_every_block_and_would_save_it_byte_for_byte(judge: Judge, flavor: Flavor, text: str) -> None:
    judge.accepts_exactly(render(text, markdown=MarkdownConfig(flavor=flavor)).content)


@every_flavor
@settings(max_examples=examples(300))
@given(text=markdown)
def test_rendering_is_deterministic_and_has_a_place_for_every_diagnostic(flavor: Flavor, text: str) -> None:
    config = MarkdownConfig(flavor=flavor)
    rendered = render(text, name="a.md", markdown=config, first_line=7)
    assert rendered == render(text, name="a.md", markdown=config, first_line=7)
    last = 7 + text.count("\n") + text.count("\u2028") + text.count("\u2029")
    for diagnostic in rendered.diagnostics:
        assert diagnostic.location is not None
        assert diagnostic.location.path == "a.md"
        assert 7 <= (diagnostic.location.line or 0) <= last


@every_flavor
@settings(max_examples=examples(400))
@given(text=marked_words)
def test_every_word_survives(flavor: Flavor, text: str) -> None:
    rendered = render(text, markdown=MarkdownConfig(flavor=flavor))
    markup = serialize(rendered.blocks)
    told = {item.location.line for item in rendered.diagnostics if item.code == "WP204" and item.location}
    kept = "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in told)
    assert set(WORD.findall(kept)) <= set(WORD.findall(markup)), markup
