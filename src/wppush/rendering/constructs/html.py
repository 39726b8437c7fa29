"""Raw HTML on lines of its own: core/html, as the author wrote it. A comment alone is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.codes import Code
from wppush.rendering.markdown import RAW_HTML

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


_ONLY_COMMENTS = re.compile(r"(?:<!--(?:[^-]|-(?!->))*+-->\s*+)++")
_SCRIPTS = ("<script", "<style")


def matches(element: Element) -> bool:
    """Say whether this is raw HTML."""
    return element.tag == RAW_HTML


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a Custom HTML block."""
    written = html(element, context)
    return (Block(name="html", content=(written,)),) if written else ()


def html(element: Element, context: Context) -> str:
    """Give the HTML as written, but for comments that WordPress would take for blocks."""
    written = (element.text or "").strip()
    kept = escape.raw_html(written)
    if kept != written:
        context.note(Code.DELIMITER_IN_HTML, element, "<!-- wp:" if "<!-- wp:" in written else "<!-- /wp:")
    if not written or _ONLY_COMMENTS.fullmatch(written):
        if written:
            context.note(Code.COMMENT, element, written)
        return ""
    if context.target.format == "html" and written[:7].lower().startswith(_SCRIPTS):
        # WordPress would make paragraphs at the blank lines of a script when it shows a post without blocks.
        return "\n".join(line for line in kept.split("\n") if line.strip())
    return kept
