"""Python-Markdown is set up once and reads one text after another: none of them leaves anything behind for the next."""

from __future__ import annotations

from prose_fixtures import load
from wppush.rendering import render
from wppush.rendering.markdown import reader


def test_a_text_is_read_alike_whatever_was_read_before() -> None:
    fixtures = load()
    alone = []
    for fixture in fixtures:
        reader._kept.clear()
        alone.append(render(fixture.markdown, markdown=fixture.settings))
    for order in (1, -1):
        again = [render(fixture.markdown, markdown=fixture.settings) for fixture in fixtures[::order]]
        assert again[::order] == alone
