"""Elements around blocks, such as <div> and <section>: core/group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.markdown.flow import only_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

TAGS = frozenset(["div", "section", "article", "aside", "header", "footer", "main", "center"])
ATTRIBUTES = frozenset(["class", "id", "align"])
_ALIGNED = re.compile("left|center|right")
_CLASSES = re.compile(r"(?:[^\s\"'<>&]+\s*)*")


def fits(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether a tag with these attributes can be a group, which takes no others."""
    return (
        tag in TAGS
        and attributes.keys() <= ATTRIBUTES
        and _CLASSES.fullmatch(attributes.get("class", "").strip()) is not None
        and _ALIGNED.fullmatch(attributes.get("align", "left")) is not None
    )


def matches(element: Element) -> bool:
    """Say whether this is such an element; not one around code that somebody has coloured."""
    return fits(element.tag, element.attrib) and all(child.tag != "pre" or len(child) == 1 for child in element)


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a group; none of what holds nothing."""
    only_blocks(element)
    inner = context.blocks(element)
    return (around(inner, classes_of(element), tag=element.tag, anchor=element.get("id", "")),) if inner else ()


def classes_of(element: Element) -> list[str]:
    """Give an element's classes, and the one for its alignment, which WordPress's own style sheet knows."""
    align = "center" if element.tag == "center" else element.get("align")
    return [*element.get("class", "").split(), *([f"has-text-align-{align}"] if align else [])]


def of_theme(element: Element) -> list[str]:
    """Give the classes of a text that are the theme's; of its own each version of WordPress makes other attributes."""
    return [name for name in element.get("class", "").split() if not name.startswith(("has-", "wp-"))]


def around(
    inner: Iterable[Block],
    classes: Iterable[str] = (),
    *,
    tag: str = "div",
    anchor: str = "",
) -> Block:
    """Give a group around some blocks."""
    tag = "div" if tag == "center" else tag
    attributes: dict[str, JSON] = {} if tag == "div" else {"tagName": tag}
    named = classed(attributes, classes)
    identity = identified(attributes, anchor)
    return Block(
        name="group",
        attributes=attributes,
        content=(f'<{tag}{identity} class="wp-block-group{named}">', *inner, f"</{tag}>"),
    )


def identified(attributes: dict[str, JSON], anchor: str) -> str:
    """Add an anchor to a block's attributes, and give the one of its HTML: WordPress reads this or that."""
    if not anchor:
        return ""
    attributes["anchor"] = escape.settled(anchor)
    return f' id="{escape.save_attribute(escape.settled(anchor))}"'


def classed(attributes: dict[str, JSON], classes: Iterable[str]) -> str:
    """Add classes to a block's attributes, and give what its HTML says behind the block's own class."""
    named = " ".join(dict.fromkeys(classes))
    if not named:
        return ""
    attributes["className"] = escape.settled(named)
    return f" {escape.save_attribute(escape.settled(named))}"
