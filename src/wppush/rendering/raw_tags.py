"""The tags of raw HTML with the offsets of their attributes, so that one value is replaced and no other byte changes.

They are found as browsers find them: comments and scripts hold none, quotes are optional. Python's own `HTMLParser`
tells no offsets within a tag, stops at some declarations, and takes quadratic time for tags that do not end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.blocks import escape
from wppush.rendering.markdown.entities import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = re.compile(r"[^ \t\n\r\f/>]*")
_BETWEEN = re.compile(r"[ \t\n\r\f/]*")
_KEY = re.compile(r"=?[^ \t\n\r\f/>=]*")
_EQUALS = re.compile(r"[ \t\n\r\f]*=[ \t\n\r\f]*")
_BARE = re.compile(r"[^ \t\n\r\f>]*")
_CANDIDATE = re.compile(r"[ \t\n\r\f,]*+(?P<address>[^ \t\n\r\f]++)")
_VERBATIM = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE | re.ASCII)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Elements in which there are no tags → where they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of a tag."""

    key: str
    """In lower case."""
    value: str
    """The characters, no entities."""
    begin: int
    """Offset of its name, from which on it goes if it is taken away."""
    start: int
    """Offset of its value, quotes included."""
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTag:
    """An opening tag."""

    name: str
    """In lower case."""
    attributes: tuple[Attribute, ...]
    """Of two with one name only the first, which counts."""

    def get(self, key: str) -> str:
        """Give the value of an attribute; empty for none."""
        return next((attribute.value for attribute in self.attributes if attribute.key == key), "")


def tags(html: str) -> Iterator[RawTag]:
    """Give the opening tags of a piece of HTML in their order. Linear in its length."""
    at = html.find("<")
    while at >= 0:
        following = html[at + 1 : at + 2]
        if html.startswith("<!--", at):
            end = html.find("-->", at + 2)
            at = end + 3
        elif following.isascii() and following.isalpha():
            tag, end = _tag(html, at + 1)
            at = end
            if tag is not None:
                yield tag
                if tag.name in _VERBATIM:
                    closed = _VERBATIM[tag.name].search(html, at)
                    end = at = closed.start() if closed else -1
        elif following and following in "!?/":
            end = html.find(">", at)
            at = end + 1
        else:
            end = at = at + 1
        if end < 0:
            return
        at = html.find("<", at)


def replaced(html: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Give some HTML with other characters between some offsets, which are given in their order."""
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += [html[at:start], new]
        at = end
    return "".join([*out, html[at:]])


def quoted(value: str) -> str:
    """Give the value of an attribute with its quotes."""
    return f'"{escape.rich_attribute(value)}"'


def candidates(srcset: str) -> list[tuple[str, str]]:
    """Give the addresses of a `srcset`, each with what is said of it: `2x`, `300w`."""
    found: list[tuple[str, str]] = []
    at = 0
    while candidate := _CANDIDATE.match(srcset, at):
        address = candidate["address"].rstrip(",")
        at = candidate.end()
        said = ""
        if address == candidate["address"]:
            end = srcset.find(",", at)
            end = len(srcset) if end < 0 else end
            said, at = srcset[at:end].strip(), end
        found.append((address, said))
    return found


def _tag(html: str, at: int) -> tuple[RawTag | None, int]:
    """Give the tag whose name begins at an offset, and the offset behind it; -1 for one that does not end."""
    at = _end(_NAME, html, start := at)
    name = html[start:at].lower()
    found: dict[str, Attribute] = {}
    while True:
        at = _end(_BETWEEN, html, at)
        if at >= len(html):
            return None, -1
        if html[at] == ">":
            return RawTag(name=name, attributes=tuple(found.values())), at + 1
        begin, at = at, _end(_KEY, html, at)
        key = html[begin:at].lower()
        start = end = at
        value = ""
        if equals := _EQUALS.match(html, at):
            start = equals.end()
            quote = html[start : start + 1]
            if quote and quote in "\"'":
                closed = html.find(quote, start + 1)
                if closed < 0:
                    return None, -1
                value, end = html[start + 1 : closed], closed + 1
            else:
                end = _end(_BARE, html, start)
                value = html[start:end]
            at = end
        found.setdefault(key, Attribute(key=key, value=decoded(value), begin=begin, start=start, end=end))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
