"""What a caller of `render` gets besides blocks: the title, and diagnostics with the lines of the file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import pytest

from wppush.blocks import serialize
from wppush.diagnostics import Severity
from wppush.rendering import render
from wppush.rendering.context import Context


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# My *great* `title` &amp; more\n\ntext", "My great title & more"),
        ("text\n\nTitle\nof two lines\n===", "Title of two lines"),
        ("## Two\n\n# One {#one}\n\n# Second", "One"),
        ("# ![A picture](a.png)", "A picture"),
        ("> # quoted\n\n- # listed", None),
        ("    # code", None),
        ("", None),
    ],
)
def test_the_first_heading_1_of_the_text_itself_is_the_title(text: str, title: str | None) -> None:
    assert render(text, take_title=True).title == title


def test_the_title_is_taken_out_of_the_text_only_when_it_is_asked_for() -> None:
    assert len(render("# One\n\ntext\n\n# Two").blocks) == 3
    taken = render("# One\n\ntext\n\n# Two", take_title=True)
    assert [block.name for block in taken.blocks] == ["paragraph", "heading"]
    assert render("# One").title is None


def test_a_diagnostic_names_the_file_and_the_line_in_it() -> None:
    rendered = render("one\n\n- two\n  <b>three\n\n| a |\n|---|\n| 1 | 2 |", name="posts/a.md", first_line=10)
    assert [(str(item.location), item.code) for item in rendered.diagnostics] == [
        ("posts/a.md:13:3", "WP203"),
        ("posts/a.md:17:7", "WP204"),
    ]
    assert all(item.severity is Severity.WARNING and item.hint for item in rendered.diagnostics)


def test_an_element_that_no_construct_knows_is_kept_as_html() -> None:
    """A Python-Markdown extension may add elements of its own."""
    unknown = Element("dl", {"class": "a&b"})
    SubElement(unknown, "dt").text = "a < b"
    context = Context({})
    assert serialize(context.blocks([unknown])) == (
        '<!-- wp:html -->\n<dl class="a&amp;b"><dt>a &lt; b</dt></dl>\n<!-- /wp:html -->'
    )
    assert [(notice.code, notice.about) for notice in context.notices.all] == [("WP201", "<dl")]
