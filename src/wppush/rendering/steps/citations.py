"""The author below a quote: its last line, `— Name`, becomes the citation of the quote.

Only one that cannot be anything else: a short line with a dash at its start and words above it. Where another line
begins with a dash, or the words above end with a colon, somebody is speaking.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown import plain_text
from wppush.rendering.markdown.flow import elements
from wppush.rendering.markup import unfit

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_DASH = re.compile(r"(?:[—―–]|--(?!-))[ \t\u00a0]*(?=[^\s—―–-])")
_SPEECH = re.compile(r"^\s*(?:[—―–]|--(?!-))", re.MULTILINE)
_NAMED = re.compile(r"(?:^|\n)\{:? ?\.pullquote ?\}\s*$")
_LONGEST = 120
_GOES_ON = (":", ",", ";")
_ASKS = ("?", "!", "…", ",", ";", ":")


def run(reading: Reading) -> None:
    """Give quotes their authors."""
    if ">" not in reading.text:
        return
    for quote in list(elements(reading.tree)):
        if quote.tag == "blockquote":
            cite(quote)


def cite(quote: Element) -> None:
    """Make the author in a quote's last line its citation; below it may stand `{: .pullquote}`, as in kramdown."""
    if len(quote) and quote[-1].tag == "p":
        _name(quote, quote[-1])
    author = _citation(quote) if len(quote) and quote[-1].tag == "p" else None
    if author is not None:
        quote.append(author)


def _name(quote: Element, last: Element) -> None:
    text = last[-1].tail if len(last) else last.text
    found = _NAMED.search(text or "")
    if not text or not found:
        return
    quote.set("class", "pullquote")
    if len(last):
        last[-1].tail = text[: found.start()]
    elif text[: found.start()].strip():
        last.text = text[: found.start()]
    else:
        quote.remove(last)


def _citation(quote: Element) -> Element | None:
    """Take the author out of a quote's last paragraph; None where there is none."""
    last = quote[-1]
    at = _last_line(last)
    begun = _text_at(last, at)
    words = begun.lstrip()
    dash = _DASH.match(words)
    marked = not words and len(last) == at + 1 and last[at].tag == "cite"
    if not dash and not marked:
        return None
    line = Element("cite")
    line.text = words[dash.end() :] if dash else ""
    line.extend(last[at:])
    said = plain_text(line).strip()
    above = "\n".join(filter(None, [*(plain_text(child).strip() for child in quote[:-1]), _above(last, at)]))
    if not _is_author(said, strict=dash is not None) or not _may_end(above) or unfit(line) is not None:
        return None
    _cut(last, at)
    if not len(last) and not (last.text or "").strip():
        quote.remove(last)
    return line[0] if marked else line


def _is_author(said: str, *, strict: bool) -> bool:
    return bool(said) and "\n" not in said and len(said) <= _LONGEST and not (strict and said.endswith(_ASKS))


def _may_end(above: str) -> bool:
    """Say whether a quote may end with this text, so that the author can follow."""
    return bool(above) and not above.endswith(_GOES_ON) and not _SPEECH.search(above)


def _last_line(paragraph: Element) -> int:
    """Give the number of the children before a paragraph's last line."""
    for at in range(len(paragraph), 0, -1):
        if paragraph[at - 1].tag == "br" or "\n" in (paragraph[at - 1].tail or ""):
            return at
    return 0


def _text_at(paragraph: Element, at: int) -> str:
    """Give the words with which the last line begins."""
    text = (paragraph[at - 1].tail if at else paragraph.text) or ""
    return text.rpartition("\n")[2]


def _above(paragraph: Element, at: int) -> str:
    rest = Element("p")
    rest.text = paragraph.text
    rest.extend(paragraph[:at])
    text = plain_text(rest)
    return text[: len(text) - len(_text_at(paragraph, at))].strip() if rest.text or at else ""


def _cut(paragraph: Element, at: int) -> None:
    """Leave a paragraph's lines above the last one."""
    line = _text_at(paragraph, at)
    for child in paragraph[at:]:
        paragraph.remove(child)
    if not at:
        paragraph.text = (paragraph.text or "").removesuffix(line).rstrip()
        return
    before = paragraph[at - 1]
    before.tail = (before.tail or "").removesuffix(line).rstrip()
    if before.tag == "br" and not before.tail:
        paragraph.remove(before)
