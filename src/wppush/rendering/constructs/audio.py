"""A link to sound alone in its paragraph, or the syntax of a picture with its address: core/audio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering import players

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block
    from wppush.rendering.context import Context


def matches(element: Element) -> bool:
    """Say whether this is a paragraph that leads to sound and has nothing else to say."""
    return players.read(element, "audio") is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a player."""
    return players.build(element, "audio", context)


def html(element: Element, context: Context) -> str:
    """Make a player of HTML's own."""
    return players.html(element, "audio", context)
