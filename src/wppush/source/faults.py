"""A fault as the checks find it, before anybody knows where in which file it stands.

A check of a date knows nothing of lines; the reader does. So a check raises `Faults`, and each fault names its place
by the path to the value (`("tags", 2)`) or by an offset; `reader` turns both into a Location.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.source.codes import Code

ValuePath = tuple[str | int, ...]
"""The way to a value in the front matter: `("categories", 0, "Reviews")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with one file."""

    code: Code
    message: str
    hint: str | None = None
    path: ValuePath = ()
    """The value that is wrong; within a check of one field, relative to that field's value."""
    offset: int | None = None
    """Where it stands in the text at hand, in characters from 0; beats `path`."""
    at_key: bool = False
    """Whether it is the key at the end of `path` that is wrong, and not its value."""


class Faults(ValueError):
    """One check's faults, all of them. A ValueError, so that pydantic collects it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    found = get_close_matches(word.casefold(), sorted(known), n=1, cutoff=0.7)
    return found[0] if found else None


def shown(text: str, limit: int = 60) -> str:
    """`text` as a message quotes it: on one line, cut to `limit` characters."""
    line = " ".join(text.split())
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f'"{line if len(line) <= limit else line[: limit - 1] + "…"}"'
