"""An extension that fails is named, with its line and the file that it failed on; it ends no run with a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

import pytest
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from wppush.config import MarkdownConfig
from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.rendering import render

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown


class Breaks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        raise ValueError(f"no room for {lines[0]}")


class Spoils(Treeprocessor):
    """Puts something in the tree that is no text."""

    def run(self, root: Element) -> None:
        SubElement(root, "p").text = 5  # type: ignore[assignment] # what nobody should do


class BreakingExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.register(Breaks(md), "breaks", 1)


class SpoilingExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(Spoils(md), "spoils", 1)


def fault_of(extension: str) -> Diagnostic:
    settings = MarkdownConfig(extensions=("tables", f"{__name__}:{extension}"))
    with pytest.raises(SourceError) as raised:
        render("text", name="posts/a.md", markdown=settings)
    (fault,) = raised.value.diagnostics
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.severity, str(fault.location)) == ("WP213", Severity.ERROR, "posts/a.md")
    assert fault.hint
    return fault


def test_an_extension_that_raises_is_named_with_its_line() -> None:
    message = fault_of("BreakingExtension").message
    assert f'the Markdown extension "{__name__}" failed on this text, in its line ' in message
    assert message.endswith(": ValueError: no room for text")


def test_where_the_parser_stumbles_over_what_one_did_all_of_them_are_named() -> None:
    message = fault_of("SpoilingExtension").message
    assert message.startswith(f'this text can\'t be read with the Markdown extensions "tables", "{__name__}": ')


def test_after_a_failure_the_next_text_is_read() -> None:
    fault_of("BreakingExtension")
    assert render("*a*").content == "<!-- wp:paragraph -->\n<p><em>a</em></p>\n<!-- /wp:paragraph -->"
