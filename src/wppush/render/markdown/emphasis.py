"""Emphasis, strong emphasis and strikethrough: GFM sections 6.4 and 6.5, with the "rule of 3"."""

from __future__ import annotations

import unicodedata

from wppush.render.markdown.pieces import Closing, Opening, Piece

_STRIKE_LIMIT = 2


class _Run:
    """A run of `*`, `_` or `~`."""

    __slots__ = ("before", "can_close", "can_open", "char", "left", "length", "opened", "piece")

    def __init__(self, piece: Piece, char: str, length: int, *, can_open: bool, can_close: bool, before: int) -> None:
        self.piece = piece
        self.char = char
        self.length = length
        self.left = length
        self.can_open = can_open
        self.can_close = can_close
        self.before = before
        """Index of the nearest run before this one that may still open something; -1 for none."""


class Delimiters:
    """The runs of delimiters of one text, and their pairing."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self.runs: list[_Run] = []

    def add(self, text: str, start: int, end: int) -> None:
        """Take the run at this place."""
        char, length = text[start], end - start
        piece = Piece(text[start:end])
        self._pieces.append(piece)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        left = not _is_blank(after) and (not _is_punctuation(after) or _is_blank(before) or _is_punctuation(before))
        right = not _is_blank(before) and (not _is_punctuation(before) or _is_blank(after) or _is_punctuation(after))
        if char == "~" and length > _STRIKE_LIMIT:
            return
        can_open, can_close = left, right
        if char == "_":
            can_open = left and (not right or _is_punctuation(before))
            can_close = right and (not left or _is_punctuation(after))
        if can_open or can_close:
            # A lone delimiter in the middle of nothing is only text and takes no part.
            self.runs.append(_Run(piece, char, length, can_open=can_open, can_close=can_close, before=0))

    def pair(self, bottom: int) -> None:
        """Pair the runs from `bottom` on, and forget them."""
        runs = self.runs[bottom:]
        del self.runs[bottom:]
        for index, run in enumerate(runs):
            run.before = index - 1
        # For each kind of closer: no opener is to be found at or below this index.
        floors: dict[tuple[str, bool, int], int] = {}
        for index, closer in enumerate(runs):
            if not closer.can_close:
                continue
            while closer.left:
                kind = (closer.char, closer.can_open, closer.length if closer.char == "~" else closer.length % 3)
                at = closer.before
                floor = floors.get(kind, -1)
                while at > floor and not _may_pair(runs[at], closer):
                    at = runs[at].before
                if at <= floor:
                    floors[kind] = index - 1
                    break
                closer.before = at  # what stands between them can open nothing any more
                self._join(runs[at], closer)
                if not runs[at].left:
                    closer.before = runs[at].before

    @staticmethod
    def _join(opener: _Run, closer: _Run) -> None:
        if closer.char == "~":
            width, tag = closer.left, "s"
        elif min(opener.left, closer.left) > 1:
            width, tag = 2, "strong"
        else:
            width, tag = 1, "em"
        literal = closer.char * width
        opener.left -= width
        closer.left -= width
        opener.piece.opens.insert(0, Opening(tag, {}, literal))
        opener.piece.text = opener.piece.text[width:]
        closer.piece.closes.append(Closing(tag, literal))
        closer.piece.text = closer.piece.text[width:]


def _may_pair(opener: _Run, closer: _Run) -> bool:
    if opener.char != closer.char or not opener.can_open or not opener.left:
        return False
    if opener.char == "~":
        return opener.length == closer.length
    if opener.can_close or closer.can_open:
        return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True


def _is_blank(char: str) -> bool:
    return not char or char.isspace()


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"
