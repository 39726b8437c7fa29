"""Inline structure: GFM section 6, appendix "Phase 2: inline structure".

The text is cut into pieces from left to right. Emphasis and links only note on the pieces which elements open and
close there; `weave` makes the elements at the end. So nothing is moved twice and nothing recurses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown.util import AtomicString

from wppush.render.markdown.emphasis import Delimiters
from wppush.render.markdown.html_blocks import CLOSE_TAG, OPEN_TAG
from wppush.render.markdown.pieces import Closing, Opening, Piece
from wppush.render.markdown.references import (
    ENTITY,
    PUNCTUATION,
    Reference,
    character,
    normalised,
    read_destination,
    read_label,
    read_title,
    skip_blanks,
)
from wppush.render.markdown.weave import weave

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    Notes = Callable[[str, str], None]

_INLINE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td"})
_PLAIN = re.compile(r"[^\\`<&\[\]!*_~\n]++")
_TICKS = re.compile(r"`++")
_RUN = re.compile(r"\*++|_++|~++")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*+)>")
_EMAIL = re.compile(r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252}[a-zA-Z0-9])?)>")
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
_DECLARATION = re.compile(r"<![a-zA-Z]")
_MARKED = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_LABEL_LIMIT = 999


class Inline:
    """Reads the inline markup of one block after the other."""

    def __init__(self, references: Mapping[str, Reference]) -> None:
        self._references = references

    def read(self, element: Element, note: Notes) -> None:
        """Turn an element's text into inline elements. Other elements than blocks of text are left alone."""
        text = element.text
        if element.tag not in _INLINE or not text or isinstance(text, AtomicString):
            return
        element.text = None
        weave(_Reader(text, self._references).pieces(), element, note)


class _Bracket:
    """A `[` or `![` that may begin a link or an image."""

    __slots__ = ("active", "image", "inside", "piece", "runs", "start")

    def __init__(self, piece: int, start: int, *, image: bool, runs: int) -> None:
        self.piece = piece
        self.start = start
        """Offset of the text behind the bracket."""
        self.image = image
        self.runs = runs
        """How many runs of delimiters stood before it."""
        self.active = True
        self.inside = False
        """Whether another bracket has followed: then it is no label of its own."""


class _Reader:
    def __init__(self, text: str, references: Mapping[str, Reference]) -> None:
        self._text = text
        self._at = 0
        self._references = references
        self._pieces: list[Piece] = []
        self._delimiters = Delimiters(self._pieces)
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        self._unclosed: set[str] = set()

    def pieces(self) -> list[Piece]:
        text = self._text
        while self._at < len(text):
            if plain := _PLAIN.match(text, self._at):
                self._say(plain[0], plain.end())
                continue
            match text[self._at]:
                case "\\":
                    self._backslash()
                case "`":
                    self._code()
                case "<":
                    self._angle()
                case "&":
                    entity = ENTITY.match(text, self._at)
                    self._say(character(entity[0]) if entity else "&", entity.end() if entity else self._at + 1)
                case "!" if text.startswith("![", self._at):
                    self._open_bracket(2)
                case "[":
                    self._open_bracket(1)
                case "]":
                    self._close_bracket()
                case "*" | "_" | "~":
                    self._run()
                case "\n":
                    self._line_end()
                case char:
                    self._say(char, self._at + 1)
        self._delimiters.pair(0)
        return self._pieces

    def _say(self, text: str, end: int) -> None:
        self._pieces.append(Piece(text))
        self._at = end

    def _put(self, piece: Piece, end: int) -> None:
        self._pieces.append(piece)
        self._at = end

    def _backslash(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following == "\n":
            self._put(Piece(void="br"), self._after_blanks(self._at + 2))
        elif following and following in PUNCTUATION:
            self._say(following, self._at + 2)
        else:
            self._say("\\", self._at + 1)

    def _line_end(self) -> None:
        """Two blanks before a line end break the line; other line ends are blanks."""
        end = self._after_blanks(self._at + 1)
        before = self._pieces[-1] if self._pieces else None
        hard = before is not None and before.text.endswith("  ") and before.is_text
        if before is not None and before.is_text:
            before.text = before.text.rstrip(" \t")
        self._put(Piece(void="br") if hard else Piece(" "), end)

    def _after_blanks(self, at: int) -> int:
        while self._text[at : at + 1] in {" ", "\t"}:
            at += 1
        return at

    def _code(self) -> None:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        opening = _TICKS.match(self._text, self._at)
        width = opening.end() - self._at if opening else 1
        starts = self._ticks.get(width, [])
        closing = bisect_right(starts, self._at)
        if closing == len(starts):
            self._say("`" * width, self._at + width)
            return
        said = self._text[self._at + width : starts[closing]].replace("\n", " ")
        if said.startswith(" ") and said.endswith(" ") and said.strip(" "):
            said = said[1:-1]
        self._put(Piece(said, code=True), starts[closing] + width)

    def _angle(self) -> None:
        text, at = self._text, self._at
        if found := _AUTOLINK.match(text, at):
            self._link_to(found[1], found[1], found.end())
        elif found := _EMAIL.match(text, at):
            self._link_to(f"mailto:{found[1]}", found[1], found.end())
        elif found := _TAG.match(text, at):
            self._put(Piece(tag=found[0]), found.end())
        elif (end := self._end_of_marked()) is not None:
            if text.startswith("<!--", at):
                self._put(Piece(comment=True), end)
            else:
                self._say(text[at:end], end)
        else:
            self._say("<", at + 1)

    def _end_of_marked(self) -> int | None:
        """Find the end of a comment, an instruction or a declaration that begins here."""
        for begin, end in _MARKED:
            if not self._text.startswith(begin, self._at) or begin in self._unclosed:
                continue
            if begin == "<!" and not _DECLARATION.match(self._text, self._at):
                continue
            found = self._text.find(end, self._at + len(begin))
            if found >= 0:
                return found + len(end)
            self._unclosed.add(begin)  # nor is there an end for the next one
        return None

    def _link_to(self, url: str, said: str, end: int) -> None:
        self._pieces.append(Piece(opens=[Opening("a", {"href": url})]))
        self._pieces.append(Piece(said))
        self._put(Piece(closes=[Closing("a")]), end)

    def _run(self) -> None:
        found = _RUN.match(self._text, self._at)
        end = found.end() if found else self._at + 1
        self._delimiters.add(self._text, self._at, end)
        self._at = end

    # Links and images

    def _open_bracket(self, width: int) -> None:
        if self._brackets:
            self._brackets[-1].inside = True
        self._brackets.append(
            _Bracket(len(self._pieces), self._at + width, image=width > 1, runs=len(self._delimiters.runs))
        )
        self._say(self._text[self._at : self._at + width], self._at + width)

    def _close_bracket(self) -> None:
        bracket = self._brackets.pop() if self._brackets else None
        target = self._target(bracket) if bracket and bracket.active else None
        if bracket is None or target is None:
            self._say("]", self._at + 1)
            return
        reference, end = target
        self._delimiters.pair(bracket.runs)
        opening = self._pieces[bracket.piece]
        attributes = {"src" if bracket.image else "href": reference.url}
        if reference.title is not None:
            attributes["title"] = reference.title
        opening.opens = [Opening("img" if bracket.image else "a", attributes, opening.text)]
        opening.text = ""
        self._put(Piece(closes=[Closing("img" if bracket.image else "a", self._text[self._at : end])]), end)
        if not bracket.image:
            # A link holds no link: no bracket before this one may become one. All before an inactive one are inactive.
            for earlier in reversed(self._brackets):
                if not earlier.image:
                    if not earlier.active:
                        break
                    earlier.active = False

    def _target(self, bracket: _Bracket) -> tuple[Reference, int] | None:
        return self._inline_target() or self._reference_target(bracket)

    def _inline_target(self) -> tuple[Reference, int] | None:
        text = self._text
        if not text.startswith("(", self._at + 1):
            return None
        at = skip_blanks(text, self._at + 2)
        destination = read_destination(text, at)
        if destination is None:
            return None
        url, at = destination
        title = None
        title_at = skip_blanks(text, at)
        if title_at > at and (found := read_title(text, title_at)):
            title, title_at = found
            title_at = skip_blanks(text, title_at)
        return (Reference(url=url, title=title), title_at + 1) if text.startswith(")", title_at) else None

    def _reference_target(self, bracket: _Bracket) -> tuple[Reference, int] | None:
        end = self._at + 1
        label = None
        if found := read_label(self._text, end):
            label, end = found
        elif not bracket.inside and self._at - bracket.start <= _LABEL_LIMIT:
            label = self._text[bracket.start : self._at]
            if self._text.startswith("[]", end):
                end += 2
        reference = self._references.get(normalised(label)) if label else None
        return (reference, end) if reference else None
