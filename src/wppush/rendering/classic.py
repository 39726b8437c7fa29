"""Elements to plain HTML, for posts of sites without the block editor.

WordPress shows such a post through `wpautop`, which makes paragraphs of blank lines and line breaks of newlines, and
leaves alone only what stands in `<pre>`. So an element is written on one line, and a blank line divides the parts of
a post. Shortcodes run in code as well, and an address alone on a line of code would be embedded: both are hidden
behind entities, as the block editor hides them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import escape
from wppush.rendering.address import classes_among_words
from wppush.rendering.markdown import FOOTNOTE_REF, MATH, RAW_HTML, VOID, WP_BLOCK
from wppush.rendering.markup import RICH_TEXT
from wppush.rendering.media import is_player

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context

PARTS = frozenset(
    "caption colgroup dd dt figcaption legend li summary tbody td tfoot th thead tr".split()  # noqa: SIM905 - shorter
)
"""What means something only within the element around it, and so has no row of its own."""
_WITHIN_TEXT = RICH_TEXT | frozenset(
    [
        *("audio", "button", "canvas", "embed", "iframe", "input", "map", "meter", "noscript", "object", "output"),
        *("picture", "progress", "select", "source", "svg", "template", "textarea", "track", "video", FOOTNOTE_REF),
    ]
)
_OF_TEXT = frozenset("dt h1 h2 h3 h4 h5 h6 p summary td th".split())  # noqa: SIM905 - shorter to read
"""Elements whose content is text, whatever stands in it."""
_VERBATIM = frozenset(["code", "pre"])
_BLANKS = re.compile(r"[ \t\n]+")
_LONE_URL = re.compile(r"^(\s*https?:)//([^\s<>\"]+\s*)$", re.MULTILINE)


def element(element: Element, context: Context) -> str:
    """Give an element as it stands; the blocks in it go through the rows."""
    if element.tag == "center":
        # For `wpautop` it is a word like any other.
        element.tag = "div"
        element.set("style", "text-align:center")
    if element.tag in _OF_TEXT or not any(_is_block(child) or child.tag in PARTS for child in element):
        return wrapped(element, words(element))
    out = [escape.text(_collapsed(element.text).strip(" "))]
    for child in element:
        if child.tag == "li":
            out.append(item(child, context))
        elif child.tag in PARTS:
            out.append(_element(child, context))
        elif child.tag == "cite":
            out.append(f"<p>{inline(child)}</p>")  # as WordPress would show it anyway
        else:
            out.append(context.html([child]) if _is_block(child) else inline(child))
        tail = _collapsed(child.tail)
        out.append(escape.text(tail if tail.strip(" ") else ""))
    return wrapped(element, "".join(out))


_element = element


def item(element: Element, context: Context) -> str:
    """Give an item of a list; the words of its only paragraph stand in it directly.

    The tree has paragraphs in every item, whether or not there are blank lines between them.
    """
    children = list(element)
    paragraphs = [child.tag for child in children].count("p")
    if paragraphs == 1 and children[0].tag == "p" and not children[0].attrib and not is_player(children[0]):
        return wrapped(element, words(children[0]) + context.html(children[1:]))
    return _element(element, context)


def wrapped(element: Element, content: str, *, without: Iterable[str] = ()) -> str:
    """Give some HTML within an element's own tags."""
    opening = f"<{element.tag}{_attributes(element, without)}>"
    return opening if element.tag in VOID else f"{opening}{content}</{element.tag}>"


def words(element: Element) -> str:
    """Give an element's content, which is text with inline markup, as HTML."""
    out: list[str] = []
    _write_content(element, out, verbatim=element.tag in _VERBATIM)
    content = "".join(out)
    return content if element.tag in _VERBATIM else content.strip(" ")


def inline(element: Element) -> str:
    """Give an inline element with its content as HTML."""
    out: list[str] = []
    _write(element, out, verbatim=False)
    return "".join(out)


def code(value: str) -> str:
    """Escape the text of code so that it is shown as it is: no shortcode runs in it, no address is embedded."""
    return _LONE_URL.sub(r"\1&#47;&#47;\2", escape.text(value).replace("[", "&#91;"))


def _is_block(element: Element) -> bool:
    """Say whether an element stands on lines of its own, and is given to the row that knows it."""
    if element.tag in {RAW_HTML, WP_BLOCK}:
        return True
    if element.tag == MATH:
        return element.get("display") == "block"
    return element.tag not in _WITHIN_TEXT | PARTS and "-" not in element.tag


def _attributes(element: Element, without: Iterable[str] = ()) -> str:
    said = classes_among_words(element)
    return "".join(f' {key}="{escape.rich_attribute(value)}"' for key, value in said.items() if key not in without)


def _collapsed(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "")


def _write_content(element: Element, out: list[str], *, verbatim: bool) -> None:
    out.append(code(element.text or "") if verbatim else escape.text(_collapsed(element.text)))
    for child in element:
        _write(child, out, verbatim=verbatim)
        out.append(code(child.tail or "") if verbatim else escape.text(_collapsed(child.tail)))


def _write(element: Element, out: list[str], *, verbatim: bool) -> None:
    if element.tag == RAW_HTML:
        out.append(escape.raw_html(element.text or ""))
        return
    out.append(f"<{element.tag}{_attributes(element)}>")
    if element.tag not in VOID:
        _write_content(element, out, verbatim=verbatim or element.tag in _VERBATIM)
        out.append(f"</{element.tag}>")
