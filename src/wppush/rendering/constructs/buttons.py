"""Links that are shown as buttons: core/buttons around core/button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering import classic
from wppush.rendering.constructs import group
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

_ATTRIBUTES = frozenset(["href", "class", "target", "rel", "title"])
_NAMES = frozenset(["button", "btn"])
_OUTLINED = frozenset(["outline", "secondary", "btn-outline", "button-outline"])


def matches(element: Element) -> bool:
    """Say whether these are buttons: an element of such links, or a paragraph of links with the class `button`."""
    return element.tag == "buttons" or (
        element.tag == "p" and holds_links(element) and all(_NAMES & set(_classes(link)) for link in element)
    )


def holds_links(element: Element) -> bool:
    """Say whether an element holds links only, each of which can be a button."""
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    links = [child for child in element if child.tag != "br"]
    return bool(links) and not words.strip() and all(map(_is_link, links))


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make a button of each link."""
    buttons = (_button(link) for link in element if link.tag == "a")
    return (Block(name="buttons", content=('<div class="wp-block-buttons">', *buttons, "</div>")),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the links with the classes by which WordPress styles its buttons."""
    links = []
    for link in element:
        if link.tag == "a":
            link.set("class", "wp-element-button")
            links.append(classic.inline(link))
    return f"<p>{' '.join(links)}</p>"


def _is_link(link: Element) -> bool:
    return link.tag == "a" and bool(link.get("href")) and set(link.keys()) <= _ATTRIBUTES and unfit(link) is None


def _classes(link: Element) -> list[str]:
    return link.get("class", "").split()


def _button(link: Element) -> Block:
    attributes: dict[str, JSON] = {}
    classes = ["is-style-outline" if name in _OUTLINED else name for name in _classes(link) if name not in _NAMES]
    named = group.classed(attributes, classes)
    said = "".join(
        f' {key}="{escape.save_attribute(settled(link.get(key, "")))}"'
        for key, settled in (
            ("href", escape.settled_url),
            ("title", escape.settled),
            ("target", escape.settled),
            ("rel", escape.settled),
        )
        if link.get(key)
    )
    html = f'<div class="wp-block-button{named}"><a class="wp-block-button__link wp-element-button"{said}>'
    return Block(name="button", attributes=attributes, content=(f"{html}{rich_text(link)}</a></div>",))
