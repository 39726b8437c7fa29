"""A callout: core/group with a class for themes and with colours that hold without one; folded, core/details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.blocks import Block
from wppush.rendering import classic
from wppush.rendering.markup import rich_text, unfit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

_TEXT = "#1f2328"
"""On every background below, its contrast is above 13 : 1; a dark theme's own text would not be read on them."""


@dataclass(frozen=True, slots=True)
class _Colors:
    """Of the border, at 4.5 : 1 or more against white and its background, and of the background."""

    border: str
    background: str


_BLUE = _Colors("#0969da", "#eef6ff")
_GREEN = _Colors("#1a7f37", "#eefbf1")
_PURPLE = _Colors("#8250df", "#f7f2ff")
_AMBER = _Colors("#9a6700", "#fff8e5")
_RED = _Colors("#cf222e", "#fff1f0")
_GREY = _Colors("#59636e", "#f6f8fa")

_COLORS = {
    **dict.fromkeys(["note", "info", "todo", "abstract", "summary", "tldr", "seealso"], _BLUE),
    **dict.fromkeys(["tip", "hint", "success", "check", "done"], _GREEN),
    **dict.fromkeys(["important", "example"], _PURPLE),
    **dict.fromkeys(["warning", "attention", "question", "help", "faq"], _AMBER),
    **dict.fromkeys(["caution", "danger", "error", "bug", "failure", "fail", "missing"], _RED),
    **dict.fromkeys(["quote", "cite"], _GREY),
}
"""By kind: those of GitHub, of Obsidian with its aliases, and of Python-Markdown's admonitions. Others are blue."""
KINDS = frozenset(_COLORS)


def matches(element: Element) -> bool:
    """Say whether this is a callout with a title that the editor can hold."""
    return element.tag == "callout" and unfit(element[0]) is None


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a group whose first paragraph is the title, or details whose summary it is."""
    inner = context.blocks(element[1:])
    colors = _colors(element)
    names = _names(element)
    attributes: dict[str, JSON] = {"className": names, "style": _style(colors)}
    css = (
        f"border-left-color:{colors.border};border-left-width:4px;color:{_TEXT};background-color:{colors.background};"
        "padding-top:1em;padding-right:1em;padding-bottom:1em;padding-left:1em"
    )
    names += " has-text-color has-background"
    folded = element.get("folded")
    title = rich_text(element[0]) or (element.get("kind", "").capitalize() if folded else "")
    title = f"<strong>{title}</strong>" if title else ""
    if folded:
        opened = " open" if folded == "open" else ""
        shown: dict[str, JSON] = {"showContent": True} if opened else {}
        opening = f'<details class="wp-block-details {names}" style="{css}"{opened}>'
        content: tuple[str | Block, ...] = (f"{opening}<summary>{title}</summary>", *inner, "</details>")
        return (Block(name="details", attributes={**shown, **attributes}, content=content),)
    head = (Block(name="paragraph", content=(f"<p>{title}</p>",)),) if title else ()
    opening = f'<div class="wp-block-group {names}" style="{css}">'
    return (Block(name="group", attributes=attributes, content=(opening, *head, *inner, "</div>")),)


def html(element: Element, context: Context) -> str:
    """Give the callout with its colours, as a part of the page or folded."""
    colors = _colors(element)
    css = f"border-left:4px solid {colors.border};color:{_TEXT};background-color:{colors.background};padding:1em"
    said = f'class="{_names(element)}" style="{css}"'
    title = classic.words(element[0])
    title = f"<strong>{title}</strong>" if title else ""
    inner = context.html(element[1:])
    folded = element.get("folded")
    if folded:
        opened = " open" if folded == "open" else ""
        return f"<details {said}{opened}><summary>{title}</summary>{inner}</details>"
    return f"<div {said}>{'<p>' if title else ''}{title}{'</p>' if title else ''}{inner}</div>"


def _names(element: Element) -> str:
    return f"callout callout-{element.get('kind')} {element.get('class', '')}".rstrip(" ")


def _colors(element: Element) -> _Colors:
    return _COLORS.get(element.get("kind", ""), _BLUE)


def _style(colors: _Colors) -> dict[str, JSON]:
    return {
        "border": {"left": {"color": colors.border, "width": "4px"}},
        "spacing": {"padding": {"top": "1em", "right": "1em", "bottom": "1em", "left": "1em"}},
        "color": {"text": _TEXT, "background": colors.background},
    }
