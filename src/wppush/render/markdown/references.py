"""Link destinations, titles, labels and reference definitions: GFM sections 4.7 and 6.6."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPE_OR_ENTITY = re.compile(r"\\([!-/:-@\[-`{-~])|" + ENTITY.pattern)
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999})\]", re.DOTALL)
_ANGLE_DESTINATION = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_TITLE = re.compile(r'"((?:[^"\\]|\\.)*+)"|\'((?:[^\'\\]|\\.)*+)\'|\(((?:[^()\\]|\\.)*+)\)', re.DOTALL)
_BLANKS = re.compile(r"[ \t]*\n?[ \t]*")
_REST_IS_BLANK = re.compile(r"[ \t]*(?:\n|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MAX_PARENTHESES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a link goes."""

    url: str
    title: str | None


def character(entity: str) -> str:
    """Give what an entity stands for; the text itself where HTML knows no such entity."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", html.unescape(entity)) or "\N{REPLACEMENT CHARACTER}"


def unescaped(text: str) -> str:
    """Resolve backslash escapes and entities, as in destinations, titles and info strings."""
    return _ESCAPE_OR_ENTITY.sub(lambda found: found[1] or character(found[0]), text)


def normalised(label: str) -> str:
    """Give the form by which labels are compared: case folded, blanks collapsed."""
    return " ".join(label.split()).casefold()


def read_label(text: str, at: int) -> tuple[str, int] | None:
    """Read `[label]` at this offset: the label and the offset behind it."""
    found = _LABEL.match(text, at)
    return (found[1], found.end()) if found and found[1].strip() else None


def read_destination(text: str, at: int) -> tuple[str, int] | None:
    """Read a link destination at this offset, with or without angle brackets."""
    if text.startswith("<", at):
        found = _ANGLE_DESTINATION.match(text, at)
        return (_address(found[1]), found.end()) if found else None
    end, depth = at, 0
    while end < len(text):
        char = text[end]
        if char == "\\" and text[end + 1 : end + 2] in PUNCTUATION and end + 1 < len(text):
            end += 2
            continue
        if char <= " " or char == "\x7f":
            break
        if char == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif char == ")":
            if not depth:
                break
            depth -= 1
        end += 1
    return (_address(text[at:end]), end) if not depth else None


def read_title(text: str, at: int) -> tuple[str, int] | None:
    """Read a quoted title at this offset. It may span lines, but no blank one."""
    found = _TITLE.match(text, at)
    if not found:
        return None
    said = next(group for group in found.groups() if group is not None)
    return None if _BLANK_LINE.search(said) else (unescaped(said), found.end())


def skip_blanks(text: str, at: int) -> int:
    """Skip blanks with at most one line end among them."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def read_definition(text: str, at: int = 0) -> tuple[str, Reference, int] | None:
    """Read `[label]: destination "title"` at the beginning of a line of a paragraph."""
    label = read_label(text, at)
    if label is None or not text.startswith(":", label[1]):
        return None
    start = skip_blanks(text, label[1] + 1)
    destination = read_destination(text, start)
    if destination is None or (destination[1] == start):
        return None
    url, end = destination
    title_at = skip_blanks(text, end)
    title = read_title(text, title_at) if title_at > end else None
    if title and (closed := _REST_IS_BLANK.match(text, title[1])):
        return normalised(label[0]), Reference(url=url, title=title[0]), closed.end()
    closed = _REST_IS_BLANK.match(text, end)
    return (normalised(label[0]), Reference(url=url, title=None), closed.end()) if closed else None


def _address(written: str) -> str:
    """Give a destination as an attribute's value. A blank cannot stand in an address; letters stay readable."""
    return unescaped(written).replace(" ", "%20").replace("\n", "")
