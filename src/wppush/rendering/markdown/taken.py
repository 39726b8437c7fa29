"""What is taken out of a text before any parser reads it: blocks written by hand, and the lines around containers.

Both are made of lines that a parser of Markdown would take for something else, or run into the paragraph next to
them. A mark stands for each, alone in a paragraph; in the tree the marks become elements again. So both work in every
flavour, in quotes and in lists, and a hand-written block keeps its every byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wppush.rendering.markdown.containers import FENCE, Opening, read_opening
from wppush.rendering.markdown.gfm.fences import FencedCode
from wppush.rendering.markdown.gfm.lines import CODE_INDENT
from wppush.rendering.markdown.handwritten import spans

_MARK = "\ufdd0"
"""A code that is no character: texts have none."""
MARKED = re.compile(f"{_MARK}([0-9]+){_MARK}")
_BLOCK = re.compile(r"(?P<prefix>[ ]*+(?:>[ ]?)*+[ ]*+)(?=<!--\s+wp:)")
_VERBATIM = re.compile(r" {0,3}<(?P<name>!--|(?:script|style|pre|textarea)(?=[\s>]|$))", re.IGNORECASE)
_INDENTED = re.compile(r"(?:!!!|\?\?\?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What a mark stands for."""

    written: str
    """As in the text; of a block, without what its quote or its list puts before each line."""
    line: int
    """Of the author's text, from 0."""
    opening: Opening | None = None
    block: bool = False


@dataclass(slots=True, kw_only=True)
class Taken:
    """A text with marks."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    """For each line the one of the author's text that it comes from."""


def take(text: str) -> Taken | None:
    """Take out all there is to take; None for nothing."""
    if ":::" not in text and "<!-- wp:" not in text:
        return None
    taken = _Reader(text).taken
    return taken if taken.pieces else None


class _Reader:
    """Goes through a text once, line by line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._spans = spans(text) if "<!-- wp:" in text else {}
        self._code = FencedCode()
        self._out: list[str] = []
        self._open: list[str] = []
        """What stands before the colons of the containers that are open."""
        self._indented = False
        self.taken = Taken()
        at = 0
        while at < len(self._lines):
            at = self._read(at)
        self.taken.text = "\n".join(self._out)

    def _read(self, at: int) -> int:
        """Read a line, or more that belong together; give the next one."""
        line = self._lines[at]
        if self._code.takes(line):
            self._keep(line, at)
            return at + 1
        if line[:1] not in {"", " "}:
            self._indented = _INDENTED.match(line) is not None
        if ":::" in line and (fence := FENCE.match(line)) and self._is_prose(fence["prefix"]):
            self._fence(fence, line, at)
            return at + 1
        if "<!--" in line and (block := _BLOCK.match(line)) and self._is_prose(block["prefix"]):
            end = self._block(block["prefix"], at)
            if end is not None:
                return end
        elif verbatim := _VERBATIM.match(line):
            return self._verbatim(verbatim["name"].lower(), verbatim.end(), at)
        self._keep(line, at)
        return at + 1

    def _is_prose(self, prefix: str) -> bool:
        return ">" in prefix or len(prefix) < CODE_INDENT or self._code.in_list or self._indented

    def _keep(self, line: str, at: int) -> None:
        self._out.append(line)
        self.taken.origins.append(at)

    def _fence(self, fence: re.Match[str], line: str, at: int) -> None:
        opening = read_opening(fence["info"]) if fence["info"] else None
        if (fence["info"] and opening is None) or (opening is None and not self._open):
            self._keep(line, at)
            return
        prefix = fence["prefix"]
        if opening:
            self._open.append(prefix)
        else:
            # Formatters indent the end as if it went on with the list above it. It belongs where the container began.
            begun = self._open.pop()
            prefix = begun if begun.count(">") == prefix.count(">") else prefix
        piece = Piece(written=line[fence.end("prefix") :].strip(), line=at, opening=opening)
        self._mark(piece, prefix, at, behind=opening.title if opening else "")

    def _block(self, prefix: str, at: int) -> int | None:
        """Take a block; None where the line begins no whole one."""
        start = self._starts[at] + len(prefix)
        end = self._spans.get(start)
        if end is None:
            return None
        lines = self._text[start:end].split("\n")
        common = prefix.rstrip(" ") if ">" in prefix else prefix
        if any(line.strip() and not line.startswith(common) for line in lines[1:]):
            return None
        written = "\n".join([lines[0], *(_without(line, prefix, common) for line in lines[1:])])
        self._mark(Piece(written=written, line=at, block=True), prefix, at)
        last = at + len(lines) - 1
        behind = self._text[end : self._starts[last + 1] - 1]
        if not behind.strip():
            return last + 1
        self._lines[last] = prefix + behind
        self._starts[last] = end - len(prefix)
        return last

    def _verbatim(self, name: str, behind: int, at: int) -> int:
        """Keep HTML in which nothing is Markdown, up to the line that ends it."""
        end = "-->" if name == "!--" else f"</{name}>"
        while at < len(self._lines):
            line = self._lines[at]
            self._keep(line, at)
            at += 1
            if end in line[behind:].lower():
                break
            behind = 0
        return at

    def _mark(self, piece: Piece, prefix: str, at: int, *, behind: str = "") -> None:
        blank = prefix.rstrip(" ")
        if self._out and self._out[-1].strip(" >"):
            self._keep(blank, at)
        self._keep(f"{prefix}{_MARK}{len(self.taken.pieces)}{_MARK} {behind}".rstrip(" "), at)
        self._keep(blank, at)
        self.taken.pieces.append(piece)


def _without(line: str, prefix: str, common: str) -> str:
    return line[len(prefix) :] if line.startswith(prefix) else line[len(common) :]
