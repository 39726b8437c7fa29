"""Containers, `::: name` to `:::`, by their names: callouts, columns, buttons, details, pull quotes, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.codes import Code
from wppush.rendering.constructs.buttons import holds_links
from wppush.rendering.constructs.callout import KINDS
from wppush.rendering.constructs.columns import WIDTH
from wppush.rendering.markdown.flow import elements
from wppush.rendering.markdown.tree import CONTAINER
from wppush.rendering.steps import callouts, citations

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_FOLDED = frozenset(["details", "spoiler", "collapse", "dropdown", "toggle"])
_COLUMN = frozenset(["column", "col"])
_BUTTONS = frozenset(["buttons", "button"])
_ALIGNED = frozenset(["center", "right", "left"])


def run(reading: Reading) -> None:
    """Make of each container what its name says."""
    if ":::" not in reading.text:
        return
    for element in list(elements(reading.tree)):
        if element.tag == CONTAINER:
            _make(element, reading)


def _make(container: Element, reading: Reading) -> None:
    said = dict(container.attrib)
    container.attrib.clear()
    written = said.pop("name")
    name = written.lower()
    title = _taken(container) if said.pop("titled", None) is not None else None
    kept: dict[str, str] = {key: said.pop(key) for key in ("class", "id") if key in said}
    if name in _FOLDED:
        kept.pop("id", None)
        _details(container, _named(name) if title is None else title, kept, opened=said.pop("open", None) is not None)
        title = None
    elif name in KINDS:
        callouts.make(container, name, title)
        title = None
    elif name == "columns":
        _columns(container, kept, reading)
    elif name in _BUTTONS and len(container) and all(child.tag == "p" and holds_links(child) for child in container):
        container.tag = "buttons"
        container[:] = [link for paragraph in container for link in paragraph if link.tag == "a"]
    elif name == "pullquote":
        container.tag = "blockquote"
        container.set("class", name)
        citations.cite(container)
    else:
        _group(container, written, kept)
    if title is not None:
        container.insert(0, title)
    _note(said, written, reading)


def _taken(container: Element) -> Element:
    title = container[0]
    container.remove(title)
    return title


def _named(name: str) -> Element:
    title = Element("p")
    title.text = name.capitalize()
    return title


def _details(container: Element, title: Element, kept: dict[str, str], *, opened: bool) -> None:
    container.tag = "details"
    container.attrib.update(kept)
    if opened:
        container.set("open", "")
    title.tag = "summary"
    container.insert(0, title)


def _columns(container: Element, kept: dict[str, str], reading: Reading) -> None:
    """Make columns; what stands between them gets columns of its own."""
    container.tag = "columns"
    container.attrib.update({key: value for key, value in kept.items() if key == "class"})
    columns: list[Element] = []
    loose: Element | None = None
    for child in container:
        if child.tag == CONTAINER and child.get("name", "").lower() in _COLUMN and "titled" not in child.attrib:
            _column(child, reading)
            columns.append(child)
            loose = None
            continue
        if loose is None:
            loose = Element("column")
            columns.append(loose)
        loose.append(child)
    container[:] = columns


def _column(container: Element, reading: Reading) -> None:
    said = dict(container.attrib)
    container.tag = "column"
    container.attrib.clear()
    written = said.pop("name")
    if WIDTH.fullmatch(said.get("width", "")):
        container.set("width", said.pop("width"))
    if "class" in said:
        container.set("class", said.pop("class"))
    _note(said, written, reading)


def _note(said: dict[str, str], name: str, reading: Reading) -> None:
    for key, value in said.items():
        reading.notices.note(Code.CONTAINER_SETTING, f"{key}={value}" if value else key, near=name)


def _group(container: Element, name: str, kept: dict[str, str]) -> None:
    container.tag = "div"
    classes = [*([] if name.lower() in {"group", *_ALIGNED} else [name]), *kept.get("class", "").split()]
    if name.lower() in _ALIGNED:
        container.set("align", name.lower())
    if classes:
        container.set("class", " ".join(classes))
    if "id" in kept:
        container.set("id", kept["id"])
