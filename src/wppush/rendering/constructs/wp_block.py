"""Blocks that the author wrote by hand, with their delimiters: passed through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, strip_mark
from wppush.blocks.grammar import delimiters
from wppush.rendering.codes import Code
from wppush.rendering.markdown import WP_BLOCK

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is such a block."""
    return element.tag == WP_BLOCK


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Give the block as written: what is in it is its author's affair, but no mark is copied."""
    markup = html(element, context)
    return (Block(name=next(delimiters(markup)).name, markup=markup),)


def html(element: Element, context: Context) -> str:
    """Give the block as written; WordPress reads its delimiters in every post."""
    markup = element.text or ""
    for delimiter in delimiters(markup):
        if delimiter.json and not delimiter.attributes() and delimiter.json.strip("{} \n\t"):
            context.note(Code.BLOCK_ATTRIBUTES, element, markup[delimiter.start : delimiter.end])
    return strip_mark(markup)
