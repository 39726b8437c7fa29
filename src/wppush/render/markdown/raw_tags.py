"""Raw HTML tags between words: GFM section 6.10, read into elements instead of being passed on as text."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.render.markdown.pieces import Piece

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 - shorter to read
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"[ \t\n]+([a-zA-Z_:][a-zA-Z0-9_.:-]*)"
    r"(?:[ \t\n]*=[ \t\n]*(?:([^ \t\n\"'=<>`]+)|'([^']*)'|\"([^\"]*)\"))?"
)


def name_of(tag: str) -> str:
    """Give the name of a tag, in lower case."""
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def attributes_of(tag: str) -> dict[str, str]:
    """Give the attributes of an opening tag; of two with one name the first, as in browsers."""
    found: dict[str, str] = {}
    name = _NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, name.end() if name else 0):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def stands_alone(tag: str) -> bool:
    """Say whether a tag is an element by itself: `<br>`, or written as one, `<x/>`."""
    return not tag.startswith("</") and (tag.endswith("/>") or name_of(tag) in VOID)


def paired(pieces: Sequence[Piece]) -> frozenset[int]:
    """Give the indexes of those raw tags that begin or end an element within one Markdown element."""
    real: set[int] = set()
    levels: list[tuple[list[tuple[str, int]], Counter[str]]] = [([], Counter())]
    for index, piece in enumerate(pieces):
        for _ in piece.closes:
            levels.pop()
        if piece.tag:
            _take(piece.tag, index, *levels[-1], real)
        levels.extend(([], Counter()) for _ in piece.opens)
    return frozenset(real)


def _take(tag: str, index: int, begun: list[tuple[str, int]], names: Counter[str], real: set[int]) -> None:
    name = name_of(tag)
    if stands_alone(tag):
        real.add(index)
    elif not tag.startswith("</"):
        begun.append((name, index))
        names[name] += 1
    elif names[name]:
        while True:
            other, start = begun.pop()
            names[other] -= 1
            if other == name:
                real.update((start, index))
                return
