"""Where files name sections of other files: `other.md#part`, `[[Other#Part]]`, without a parser.

A heading has a name on the site only if something leads to it, so the post of one file hangs on what all the others
say, also in a run that is about that file alone. Thousands of files are looked through for that, so it is done on their
bytes, and rather too much is found than too little: an address in a sample of code, too. A name too many does no harm;
the answer is the same in every run.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.source.discovery import SKIPPED, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = re.compile(rb"#(?<=[^\s#(\[\"'<=&]#)[^\r\n#)\]\"'>]")
"""A `#` between two things, as headings, comments and `#part` alone do not have it. It begins with a plain character,
for which Python searches ten times as fast."""
_NAMED = re.compile(
    r"""
    \[\[ (?P<note>[^\[\]|\#\n]+) \# (?P<section>[^\[\]|\n]+)
    | (?: \]\(\s*< | \]:\s*< ) (?P<angled>[^<>\n]+\#[^<>\n]+) >
    | \]\(\s* (?P<plain>(?:[^\s()<>]|\([^\s()]*\))+) (?<=[^(])
    | \]:\s* (?P<defined>[^\s<>\[!][^\s<>]*)
    | \bhref\s*=\s* (?: "(?P<double>[^"\n]+)" | '(?P<single>[^'\n]+)' | (?P<bare>[^\s"'<>]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A section of another file, as a file names it."""

    path: Path
    """The file that names it, by its real path."""
    address: str
    """Of a link of Markdown or HTML: `../other.md#part`; empty for one in double brackets."""
    note: str = ""
    """What stands in double brackets before the `#`."""
    section: str = ""
    """And behind it."""

    @property
    def name(self) -> str:
        """The last part of the path that it names, as it is written."""
        path = self.note or self.address.partition("#")[0].partition("?")[0]
        return path.rpartition("/")[2]


def mentions(root: Path) -> Iterator[Mention]:
    """Give all sections that files below a folder name, hidden ones left out; what can't be read names none."""
    for path in _files(os.path.realpath(root)):
        yield from mentions_in(path)


def mentions_in(path: str) -> Iterator[Mention]:
    """Give the sections that one file names, by its real path."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - text, thousands of times
            raw = file.read()
    except OSError:
        return
    if _SIGN.search(raw):
        yield from _mentions(Path(path), raw)


def _mentions(path: Path, raw: bytes) -> Iterator[Mention]:
    seen: set[Mention] = set()
    end = -1
    for sign in _SIGN.finditer(raw):
        if sign.start() < end:
            continue
        # An address may stand on the line below its brackets.
        start = raw.rfind(b"\n", 0, max(raw.rfind(b"\n", 0, sign.start()), 0)) + 1
        end = raw.find(b"\n", sign.start())
        end = len(raw) if end < 0 else end
        for found in _NAMED.finditer(raw[start:end].decode("utf-8", "replace")):
            mention = _mention(path, found)
            if mention is not None and mention not in seen:
                seen.add(mention)
                yield mention


def _mention(path: Path, found: re.Match[str]) -> Mention | None:
    if found["note"]:
        section = found["section"].rpartition("#")[2].strip()
        return Mention(path=path, address="", note=found["note"], section=section) if section else None
    address = next(filter(None, (found[key] for key in ("angled", "plain", "defined", "double", "single", "bare"))), "")
    if "#" not in address or _SCHEME.match(address):
        return None
    return Mention(path=path, address=address)


def names_of_links(root: Path) -> dict[str, list[str]]:
    """Give the names of symbolic links below a folder, by the real paths to which they lead."""
    found: dict[str, list[str]] = {}
    for link, real in _walk(os.path.realpath(root)):
        if link.is_symlink():
            found.setdefault(real, []).append(link.name)
    return found


def _files(root: str) -> Iterator[str]:
    """Give the real paths of the Markdown files below a folder, through links that stay below it; some come twice."""
    return (real for entry, real in _walk(root) if real.lower().endswith(SUFFIXES) and entry.is_file())


def _walk(root: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Give all that is below a folder and not hidden, with its real path, each folder once."""
    pending, seen = [root], {root}
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            is_link = entry.is_symlink()
            real = os.path.realpath(entry.path) if is_link else entry.path
            if is_link and not (real + os.sep).startswith(root + os.sep):
                continue
            yield entry, real
            if real not in seen and entry.is_dir():
                seen.add(real)
                pending.append(real)
