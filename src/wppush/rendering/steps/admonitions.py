"""What extensions make of admonitions (`!!! note`, `??? note`), read as callouts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.flow import elements, only_blocks
from wppush.rendering.steps import callouts

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_NAME = "admonition"
_TITLE = "admonition-title"


def run(reading: Reading) -> None:
    """Make callouts of admonitions."""
    if not any(mark in reading.text for mark in ("!!!", "???", "///")):
        return
    for element in list(elements(reading.tree)):
        classes = element.get("class", "").split()
        if element.tag == "div" and _NAME in classes:
            kinds = [name for name in classes if name != _NAME]
            titled = len(element) and element[0].get("class") == _TITLE
            title = _taken(element, "p") if titled else Element("p")
            only_blocks(element)
            _make(element, kinds or ["note"], title)
        elif element.tag == "details" and classes and len(element) and element[0].tag == "summary":
            folded = "open" if "open" in element.attrib else "closed"
            title = _taken(element, "p")
            only_blocks(element)
            _make(element, classes, title, folded=folded)


def _make(element: Element, classes: list[str], title: Element, *, folded: str | None = None) -> None:
    callouts.make(element, classes[0], title, folded=folded)
    if classes[1:]:
        element.set("class", " ".join(classes[1:]))


def _taken(element: Element, tag: str) -> Element:
    """Take the title out of an element."""
    title = element[0]
    element.remove(title)
    title.tag = tag
    title.attrib.clear()
    return title
