"""Shortcodes on lines of their own, which are no Markdown: `[gallery ids="1,2"]`, `[x]…[/x]`.

A word in brackets may be anything. It is a shortcode with an attribute, with its closing half, with a name that has an
underscore, or as one of WordPress's own; the page looks the same where nobody registered it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from wppush.rendering.markdown import SHORTCODE
from wppush.rendering.markdown.flow import elements

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_NAME = r"[A-Za-z][A-Za-z0-9_-]*+"
_VALUE = r"(?:\"[^\"\[\]]*+\"|'[^'\[\]]*+'|[^\s\"'\[\]/]++(?:/(?!\])[^\s\"'\[\]/]*+)*+)"
_OPENING = re.compile(
    rf"\[(?P<name>{_NAME})(?P<said>(?:\s++[A-Za-z_][\w-]*+=(?:{_VALUE}))*+)\s*+(?P<closed>/?)\](?!\()"
)
_CLOSING = re.compile(rf"\[/(?P<name>{_NAME})\]")
_OURS = frozenset(["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"])


def run(reading: Reading) -> None:
    """Take shortcodes out of the text."""
    if "[" not in reading.text or "]" not in reading.text:
        return
    sources = reading.tree.sources
    for parent in list(elements(reading.tree)):
        written = {
            child: source
            for child in parent
            if child.tag == "p" and (source := sources.get(child, "").strip()).startswith("[") and source.endswith("]")
        }
        if not written:
            continue
        closed = {found["name"] for source in written.values() if (found := _CLOSING.fullmatch(source))}
        opened: set[str] = set()
        children: list[Element] = []
        for child in parent:
            codes = _read(child, written[child], opened, closed) if child in written else []
            children += [_element(code) for code in codes] or [child]
        parent[:] = children


def _read(paragraph: Element, source: str, opened: set[str], closed: set[str]) -> list[str]:
    """Give the shortcodes that a paragraph consists of; none where there is anything else in it."""
    made = {part.tag for part in paragraph.iter() if part is not paragraph and not _is_address(part)}
    has_markdown = not all(f"<{tag}" in source for tag in made)
    ends: dict[str, list[int]] = {}
    for half in _CLOSING.finditer(source):
        ends.setdefault(half["name"], []).append(half.end())
    codes: list[str] = []
    at = 0
    while at < len(source):
        found = _OPENING.match(source, at)
        if found is None:
            closing = _CLOSING.match(source, at)
            if closing is None or closing["name"] not in opened:
                return []
            end = closing.end()
        else:
            name, end = found["name"], found.end()
            if has_markdown and not found["said"]:
                return []
            behind = bisect_right(ends.get(name, []), end)
            if behind < len(ends.get(name, [])):
                if has_markdown:
                    return []
                end = ends[name][behind]
            elif name in closed:
                opened.add(name)
            elif not (found["said"] or found["closed"] or "_" in name or name.lower() in _OURS):
                return []
        codes.append(source[at:end])
        rest = source[end:]
        if rest and not rest.lstrip(" \t").startswith("\n"):
            return []
        at = len(source) - len(rest.lstrip())
    return codes


def _is_address(part: Element) -> bool:
    """Say whether an element is a bare address; others have to stand in the Markdown as HTML."""
    return part.tag == "a" and part.get("href") == part.text


def _element(code: str) -> Element:
    element = Element(SHORTCODE)
    element.text = AtomicString(code)
    return element
