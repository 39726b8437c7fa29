"""Where a key stands in wppush.toml: `tomllib` gives values, and an author needs lines."""

from __future__ import annotations

import re
import tomllib

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[{{1,2}}[ \t]*(?P<key>{_KEY})[ \t]*\]")
_PAIR = re.compile(rf"[ \t]*(?P<key>{_KEY})[ \t]*=")

KeyPath = tuple[str, ...]


def lines_of_keys(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of each key and table in `text`, which is valid TOML. Keys of inline tables are not listed."""
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        header, pair = _HEADER.match(line), _PAIR.match(line)
        # A line of a text over several lines may look like a key: only where what precedes is complete, it is one.
        if not (header or pair) or not _is_complete("".join(lines[: number - 1])):
            continue
        if header:
            table = _parts(header["key"])
            path = table
        elif pair:
            path = (*table, *_parts(pair["key"]))
        for length in range(1, len(path) + 1):
            found.setdefault(path[:length], number)
    return found


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int | None:
    """The line of a key; of the nearest table around it, where it has none of its own."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def _is_complete(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _parts(key: str) -> KeyPath:
    return tuple(part[1:-1] if part[0] in "'\"" else part for part in re.findall(_PART, key))
