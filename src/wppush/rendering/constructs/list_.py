"""A list: core/list around core/list-item."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.blocks import Block
from wppush.rendering import classic
from wppush.rendering.constructs import group, image, paragraph
from wppush.rendering.markdown.flow import only_blocks
from wppush.rendering.markup import rich_text

if TYPE_CHECKING:
    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context

_BOXES = {"open": "☐ ", "done": "☑ "}
_OF_TASKS = "task-list"


def matches(element: Element) -> bool:
    """Say whether this is a list, numbered or not."""
    return element.tag in {"ul", "ol"}


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a list with its items."""
    attributes: dict[str, JSON] = {}
    start = element.get("start")
    if element.tag == "ol":
        attributes["ordered"] = True
        if start is not None:
            attributes["start"] = int(start)
    opening = f'<{element.tag} start="{int(start)}"' if start is not None else f"<{element.tag}"
    named = group.classed(attributes, [_OF_TASKS] if _has_tasks(element) else [])
    items = tuple(_item(item, context) for item in element)
    content: tuple[str | Block, ...] = (f'{opening} class="wp-block-list{named}">', *items, f"</{element.tag}>")
    return (Block(name="list", attributes=attributes, content=content),)


def _item(element: Element, context: Context) -> Block:
    """Make an item: its first paragraphs are its text, with an empty line between them; the rest are inner blocks.

    A paragraph block inside an item is not the editor's way, but text behind an inner block would be moved before it
    when the post is saved again. And between two inner blocks WordPress takes the blank line for text of the item,
    so several of them go into one group.
    """
    only_blocks(element)
    children = list(element)
    texts: list[str] = []
    while children and paragraph.matches(children[0]) and not image.matches(children[0]):
        texts.append(rich_text(children.pop(0)))
    inner = context.blocks(children)
    if len(inner) > 1:
        inner = (group.around(inner),)
    text = _box(element, context) + "<br><br>".join(filter(None, texts))
    return Block(name="list-item", content=("<li>" + text.rstrip(" "), *inner, "</li>"))


def html(element: Element, context: Context) -> str:
    """Give the list; the box of a task stands before its words."""
    if _has_tasks(element):
        element.set("class", _OF_TASKS)
    for item in element:
        task = item.attrib.pop("task", None)
        if task is None:
            continue
        if len(item) == 0 or item[0].tag != "p":
            item.insert(0, Element("p"))
        if context.markdown.tasks == "checkboxes":
            box = Element("input", {"type": "checkbox", "disabled": "", **({"checked": ""} if task == "done" else {})})
            box.tail = " " + (item[0].text or "").lstrip()
            item[0].text = None
            item[0].insert(0, box)
        else:
            item[0].text = _BOXES[task] + (item[0].text or "").lstrip()
    return classic.element(element, context)


def _has_tasks(element: Element) -> bool:
    return any("task" in item.attrib for item in element)


def _box(item: Element, context: Context) -> str:
    """Give what shows whether an item's task is done; a check box is filtered out for some roles."""
    task = item.get("task")
    if task is None:
        return ""
    if context.markdown.tasks == "characters":
        return _BOXES[task]
    checked = ' checked=""' if task == "done" else ""
    return f'<input type="checkbox" disabled=""{checked}> '
