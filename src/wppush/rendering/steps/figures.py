"""A picture that the author wrote as raw HTML becomes one of the tree, where nothing in it is lost.

`<img>` alone on its lines, in a link, in `<p align="center">`, `<center>` or `<figure>` with its `<figcaption>`. What
has more to say, a style or a `srcset`, stays raw HTML.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering import picture
from wppush.rendering.markdown import RAW_HTML, VOID
from wppush.rendering.media import only

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_LONGEST = 10_000
_HOLDERS = frozenset(["div", "blockquote", "li", "section", "details", "callout", "column"])
_ALIGNED = {"text-align:center": "center", "text-align:left": "left", "text-align:right": "right"}


def run(reading: Reading) -> None:
    """Make figures."""
    if "<" not in reading.text:
        return
    for root in (reading.tree.root, *reading.tree.footnotes.values()):
        for holder in [root, *root.iter()]:
            if holder.tag in _HOLDERS or holder is root:
                for child in holder:
                    if child.tag == RAW_HTML:
                        _change(child)


def _change(raw: Element) -> None:
    written = (raw.text or "").strip()
    if len(written) > _LONGEST or "<img" not in written.lower():
        return
    reader = _Reader()
    reader.feed(written)
    reader.close()
    figure = _figure(reader.root) if reader.well_formed else None
    if figure is not None and picture.read(figure) is not None:
        raw.tag, raw.text = "figure", None
        raw.attrib.clear()
        raw.attrib.update(figure.attrib)
        raw[:] = list(figure)


def _figure(root: Element) -> Element | None:
    """Give the HTML as a figure."""
    outer = only(root)
    if outer is None:
        return None
    if outer.tag == "figure":
        return outer
    figure = Element("figure")
    inner: Element | None = outer
    if outer.tag in {"p", "div", "center"}:
        inner = only(outer)
        align = "center" if outer.tag == "center" else _align(outer)
        if align is None:
            return None
        figure.set("align", align)
    if inner is None or inner.tag not in {"img", "a"}:
        return None
    figure.append(inner)
    return figure


def _align(element: Element) -> str | None:
    """Give how a paragraph is aligned; None where it says more, or nothing."""
    if element.attrib.keys() == {"align"}:
        return element.get("align")
    style = "".join(element.get("style", "").lower().split()).rstrip(";")
    return _ALIGNED.get(style) if element.attrib.keys() == {"style"} else None


class _Reader(HTMLParser):
    """Reads HTML in which every tag has its partner into elements."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self.well_formed = True
        self._open = [self.root]

    def close(self) -> None:
        super().close()
        self.well_formed = self.well_formed and len(self._open) == 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        if len(element.attrib.keys()) < len(attrs):
            self.well_formed = False
        self._open[-1].append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.well_formed = False

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag == tag and len(self._open) > 1:
            self._open.pop()
        elif tag != "br":
            self.well_formed = False

    def handle_data(self, data: str) -> None:
        into = self._open[-1]
        if len(into):
            into[-1].tail = (into[-1].tail or "") + data
        else:
            into.text = (into.text or "") + data

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - HTMLParser's signature
        self.well_formed = False

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 - HTMLParser's signature
        self.well_formed = False

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - HTMLParser's signature
        self.well_formed = False
