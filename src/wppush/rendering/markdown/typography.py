"""Typographic quotes, dashes and ellipses: one set of rules for both flavours, each of which brings its pieces of text.

What the parsers have themselves is not used. Python-Markdown's `smarty` reads each piece for itself, so that the quote
at the end of `"*word*"` opens one; markdown-it-py's typographer also makes ™ of (tm) and takes out commas.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTE = re.compile(r"[\"']")
_WORD = re.compile(r"\S++")
_MARK = re.compile(r"(?<!-)---?(?!-)|(?<!\.)\.\.\.(?!\.)")
_MARKS = {"--": "–", "---": "—", "...": "…"}
_OPENING = {'"': "“", "'": "‘"}
_CLOSING = {'"': "”", "'": "’"}
_APOSTROPHE = "’"
_DECADE = re.compile(r"'[0-9]0s")
_MOST_OPEN = 16
"""Quotes within each other; an older one is closed by nothing."""


@dataclass(slots=True)
class Piece:
    """A piece of a block's text."""

    text: str
    level: int = 0
    """How many elements it stands in: both quotes of a pair are in one."""
    fixed: bool = False
    """Whether it only stands beside others, as code does."""


@dataclass(slots=True)
class _Open:
    quote: str
    level: int
    piece: int
    at: int


def set_typographic(pieces: Sequence[Piece]) -> None:
    """Change the marks in the pieces of one block's text."""
    said: dict[tuple[int, int], str] = {}
    opened: list[_Open] = []
    for number, at, before, after in _quotes(pieces):
        piece = pieces[number]
        quote = piece.text[at]
        while opened and opened[-1].level > piece.level:
            opened.pop()
        opens, closes = _may_open(before, after), _may_open(after, before)
        if opens and closes:  # between marks it may be either, within a word it is none
            opens, closes = _is_mark(before), _is_mark(after)
        pair = _pair(opened, quote, piece.level) if closes else None
        if pair is not None:
            said[opened[pair].piece, opened[pair].at] = _OPENING[quote]
            said[number, at] = _CLOSING[quote]
            del opened[pair:]
        elif quote == "'" and (closes or not opens or _DECADE.match(piece.text, at)):
            if before.strip() or after.strip():
                said[number, at] = _APOSTROPHE
        elif opens:
            opened.append(_Open(quote, piece.level, number, at))
            del opened[:-_MOST_OPEN]
    changed = {number: list(pieces[number].text) for number in {number for number, _ in said}}
    for (number, at), mark in said.items():
        changed[number][at] = mark
    for number, piece in enumerate(pieces):
        text = "".join(changed[number]) if number in changed else piece.text
        piece.text = text if piece.fixed else _WORD.sub(_with_marks, text)


def _quotes(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, str, str]]:
    """Give each quote: its piece, its offset there, and the characters before and after it."""
    following = [" "] * (len(pieces) + 1)
    for number in range(len(pieces) - 1, -1, -1):
        following[number] = pieces[number].text[:1] or following[number + 1]
    before = " "
    for number, piece in enumerate(pieces):
        text = piece.text
        for found in () if piece.fixed else _QUOTE.finditer(text):
            at = found.start()
            yield number, at, text[at - 1] if at else before, text[at + 1 : at + 2] or following[number + 1]
        before = text[-1:] or before


def _may_open(before: str, after: str) -> bool:
    """Say whether a quote between two characters may belong to the second one; turned round, to the first one."""
    return not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _pair(opened: Sequence[_Open], quote: str, level: int) -> int | None:
    """Give the index of the last quote of this kind that is open on this level."""
    for at in range(len(opened) - 1, -1, -1):
        if opened[at].level < level:
            return None
        if opened[at].quote == quote and opened[at].level == level:
            return at
    return None


def _with_marks(word: re.Match[str]) -> str:
    if "@" in word[0]:
        return word[0]  # an address of mail
    return _MARK.sub(lambda found: _MARKS[found[0]], word[0])
