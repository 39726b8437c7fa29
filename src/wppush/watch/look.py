"""One look at the files below some folders, and what is different from the look before.

An operating system tells of every touch: the copies that editors make, files that are written and renamed, folders
that are opened. What counts is what the files are afterwards, so looks are compared, and nothing that was missed on the
way is lost.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.source.discovery import SKIPPED, SUFFIXES
from wppush.source.ignored import IGNORE_FILE
from wppush.source.search import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NEVER_ENTERED = SKIPPED | {"__pycache__"}
_OF_EDITORS = re.compile(r"~\Z|\A[~#]|\.(?:tmp|temp|bak|orig|part|crdownload|sw[a-z]|old)\Z", re.IGNORECASE)
"""Names of copies that editors and browsers make for a while."""
_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What is different."""

    changed: frozenset[Path]
    """Files that are new or were written, and those that are gone; as they lie below the folders, and by real paths."""
    gone: tuple[Path, ...] = ()
    """Markdown files that are not there any more, sorted."""
    settings: bool = False
    """Whether that is a wppush.toml, or a .gitignore, on which every file hangs."""

    @property
    def texts(self) -> tuple[Path, ...]:
        """Give the Markdown files that are new or were written, sorted."""
        return tuple(sorted(path for path in self.changed if _is_text(path.name) and path not in self.gone))

    def __bool__(self) -> bool:
        return bool(self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All files below some folders that something may hang on, each with what changes when it is written."""

    files: dict[Path, _Stamp] = field(repr=False)
    folders: frozenset[Path] = field(repr=False)
    """All folders that were looked into."""

    @classmethod
    def at(cls, roots: Iterable[Path]) -> Look:
        """Look at what lies below folders, hidden folders left out. What can not be read is passed over."""
        files: dict[Path, _Stamp] = {}
        folders: set[Path] = set()
        for root in roots:
            for folder, entries in _walk(os.path.realpath(root)):
                folders.add(Path(folder))
                for entry in entries:
                    stamp = _stamp(entry)
                    if stamp is not None:
                        files[Path(entry.path)] = stamp
        return cls(files=files, folders=frozenset(folders))

    def since(self, before: Look) -> Saved:
        """Give what is different from an earlier look."""
        gone = before.files.keys() - self.files.keys()
        written = {path for path, stamp in self.files.items() if before.files.get(path) != stamp}
        changed = written | gone
        return Saved(
            changed=frozenset({*changed, *(Path(os.path.realpath(path)) for path in changed)}),
            gone=tuple(sorted(path for path in gone if _is_text(path.name))),
            settings=any(path.name in (SETTINGS, IGNORE_FILE) for path in changed),
        )


def _walk(root: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Give each folder with its entries that count, through links, each folder once."""
    pending, seen = [root], {os.path.realpath(root)}
    while pending:
        folder = pending.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if _counts(entry.name)]
        except OSError:
            continue
        yield folder, entries
        for entry in entries:
            try:
                if entry.is_dir() and (real := os.path.realpath(entry.path)) not in seen:
                    seen.add(real)
                    pending.append(entry.path)
            except OSError:
                continue


def _counts(name: str) -> bool:
    if name == IGNORE_FILE:
        return True
    return not (name.startswith(".") or name in _NEVER_ENTERED or _OF_EDITORS.search(name))


def _stamp(entry: os.DirEntry[str]) -> _Stamp | None:
    """Give what changes when a file is written; None for what is no file, or has no ending, as no post shows it."""
    if "." not in entry.name:
        return None
    try:
        found = entry.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _is_text(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)
