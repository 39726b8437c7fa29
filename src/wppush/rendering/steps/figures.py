"""A picture that the author wrote as raw HTML becomes one of the tree, where nothing in it is lost.

`<img>` alone on its lines, in a link, in `<p align="center">`, `<center>` or `<figure>` with its `<figcaption>`. What
has more to say, a style or a `srcset`, stays raw HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering import picture
from wppush.rendering.markdown import RAW_HTML
from wppush.rendering.markdown.html_words import write_html
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
    root = Element("div")
    write_html(root, written)
    figure = _figure(root)
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
        outer[:] = [child for child in outer if child.tag != "br" or (child.tail or "").strip()]
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
