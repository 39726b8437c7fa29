"""GFM 6.6: where a link goes, and its title."""

from __future__ import annotations

import re

from markdown.util import ETX, STX

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ANGLE = re.compile(r"<([^<>\n]*)>")
_BARE = re.compile(r"\{\{[^{}\n]*+\}\}|\{%(?:[^{}%\n]|%(?!\}))*+%\}|[^\x00-\x01\x04-\x20\x7f(){]+|\{|\(")
"""With blanks in what other tools put an address in the place of: `{{ site.baseurl }}/x`, `{% link x.md %}`."""
_TITLE = re.compile(r'"((?:[^"\\]|\\.)*+)"|\'((?:[^\'\\]|\\.)*+)\'|\(((?:[^()\\]|\\.)*+)\)', re.DOTALL)
_BLANKS = re.compile(r" *\n? *")
_MAX_PARENTHESES = 32


def marked(text: str) -> str:
    """Give a text in which escaped characters have the mark that Python-Markdown gives them.

    So an escaped `&` is told from one that begins an entity; what the two mean is decided when the tree is resolved.
    """
    return _ESCAPE.sub(lambda found: f"{STX}{ord(found[1])}{ETX}", text)


def address(written: str) -> str:
    """Give a destination as an attribute's value. A blank cannot stand in an address; letters stay readable."""
    return marked(written).strip().replace(" ", "%20").replace("\n", "")


def read_target(text: str, at: int) -> tuple[str, str | None, int] | None:
    """Read `(destination "title")` at this offset: the two as written, and the offset behind."""
    if not text.startswith("(", at):
        return None
    destination = _read_destination(text, _skip_blanks(text, at + 1))
    if destination is None:
        return None
    url, at = destination
    end, title = _skip_blanks(text, at), None
    if end > at and (found := _TITLE.match(text, end)):
        title = next(group for group in found.groups() if group is not None)
        end = _skip_blanks(text, found.end())
    return (url, title, end + 1) if text.startswith(")", end) else None


def _read_destination(text: str, at: int) -> tuple[str, int] | None:
    if angle := _ANGLE.match(text, at):
        return angle[1], angle.end()
    end, depth = at, 0
    while True:
        if found := _BARE.match(text, end):
            depth += found[0] == "("
            if depth > _MAX_PARENTHESES:
                return None
            end = found.end()
        elif depth and text.startswith(")", end):
            depth -= 1
            end += 1
        else:
            return (text[at:end], end) if not depth else None


def _skip_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
