"""Every construct becomes the markup that its fixture shows, and WordPress would save that markup byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prose_fixtures import FOLDER, Fixture, load
from wppush.blocks import Mark, strip_mark, with_mark
from wppush.rendering import render
from wppush.rendering.table import ROWS, STEPS

if TYPE_CHECKING:
    from judging import Judge

FIXTURES = load()
MARKABLE = [fixture for fixture in FIXTURES if fixture.markup]
every_fixture = pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture.name for fixture in FIXTURES])


@pytest.mark.parametrize("name", [*(step.name for step in STEPS), *(row.name for row in ROWS)])
def test_every_step_and_every_row_of_the_table_has_a_fixture(name: str) -> None:
    assert (FOLDER / f"{name}.md").is_file()


@every_fixture
def test_a_construct_becomes_the_markup_shown(fixture: Fixture) -> None:
    rendered = render(fixture.markdown, markdown=fixture.settings)
    assert rendered.content == fixture.markup
    assert rendered.footnotes == fixture.footnotes
    said = [f"{item.location} {item.code} {item.message}" for item in rendered.diagnostics]
    assert said == [f"<text>:{line}" for line in fixture.diagnostics]


@every_fixture
def test_wordpress_would_save_the_markup_byte_for_byte(fixture: Fixture, judge: Judge) -> None:
    judge.accepts_exactly(fixture.markup)


@pytest.mark.parametrize("fixture", MARKABLE, ids=[fixture.name for fixture in MARKABLE])
def test_the_mark_changes_nothing_of_that(fixture: Fixture, judge: Judge) -> None:
    mark = Mark(source="0123456789abcdef", base={"content": "12345678"})
    marked = with_mark(fixture.markup, mark)
    judge.accepts_exactly(marked)
    assert strip_mark(marked) == fixture.markup


@every_fixture
def test_rendering_twice_gives_the_same_bytes(fixture: Fixture) -> None:
    assert render(fixture.markdown, markdown=fixture.settings) == render(fixture.markdown, markdown=fixture.settings)
