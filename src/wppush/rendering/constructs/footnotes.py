"""The notes of a post: core/footnotes. Their words stand in a field of the post, not in its content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering.codes import Code
from wppush.rendering.markdown.tree import FOOTNOTES
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether these are the notes of the post."""
    return element.tag == FOOTNOTES


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make the block that shows the notes, and give them to the context as the editor would store them."""
    for note in element:
        if tag := unfit(note):  # a comment has no name
            context.note(Code.HTML_IN_FOOTNOTE, note, f"<{tag}")
    notes = [{"id": note.get("id", ""), "content": rich_text(note)} for note in element]
    context.footnotes = json.dumps(notes, ensure_ascii=False, separators=(",", ":"))
    return (Block(name="footnotes"),)
