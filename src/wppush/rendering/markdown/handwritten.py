"""Blocks that an author wrote by hand, found by their delimiters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wppush.blocks.grammar import delimiters


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    whole: bool = True
    """Whether every block in it has both delimiters."""


def spans(text: str) -> dict[int, int]:
    """Give the offsets at which whole blocks begin, and those behind their ends: outer ones and those in them."""
    found: dict[int, int] = {}
    begun: list[_Open] = []
    names: Counter[str] = Counter()
    for delimiter in delimiters(text):
        if delimiter.void:
            found[delimiter.start] = delimiter.end
        elif not delimiter.closer:
            begun.append(_Open(delimiter.name, delimiter.start))
            names[delimiter.name] += 1
        elif names[delimiter.name]:
            whole, last = True, begun.pop()
            while last.name != delimiter.name:
                names[last.name] -= 1
                whole, last = False, begun.pop()
            names[last.name] -= 1
            if whole and last.whole:
                found[last.start] = delimiter.end
            elif begun:
                begun[-1].whole = False
        elif begun:
            begun[-1].whole = False
    return found
