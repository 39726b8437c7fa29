"""What lies in a folder, by names as they are on the disk: the same answer on every system.

A file system may find `Photo.JPG` under `photo.jpg`, and a name in composed letters under one in decomposed letters,
or may not. So names are compared with what the folder lists, and never handed to the system to be found.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from wppush.source.faults import closest

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name in a folder that was asked for."""

    name: str
    """As it is on the disk."""
    exact: bool
    """Whether it was asked for so, but for how Unicode composes letters; else with other capital letters."""


class Folders:
    """What folders list, each read once: for one run, in which nobody adds files."""

    def __init__(self) -> None:
        self._listed: dict[str, Mapping[str, list[str]]] = {}

    def look_up(self, folder: str, name: str) -> Entry | None:
        """The entry of this name. Raises OSError for a folder that can not be read."""
        names = self._names(folder).get(fold(name), [])
        if name in names:
            return Entry(name=name, exact=True)
        composed = unicodedata.normalize("NFC", name)
        for candidate in names:
            if unicodedata.normalize("NFC", candidate) == composed:
                return Entry(name=candidate, exact=True)
        return Entry(name=names[0], exact=False) if names else None

    def nearest(self, folder: str, name: str) -> str | None:
        """The name in the folder, not a hidden one, that was most likely meant: misspelled, or without its ending."""
        try:
            listed = self._names(folder)
        except OSError:
            return None
        known = {folded: names[0] for folded, names in listed.items() if not folded.startswith(".")}
        stems = {folded.rpartition(".")[0]: name for folded, name in sorted(known.items(), reverse=True)}
        wanted = fold(name)
        if wanted in stems:
            return stems[wanted]
        known = stems | known
        found = closest(wanted, known)
        return known[found] if found else None

    def _names(self, folder: str) -> Mapping[str, list[str]]:
        if folder not in self._listed:
            names: dict[str, list[str]] = {}
            for name in sorted(os.listdir(folder)):  # noqa: PTH208 - names alone, of a folder given as text
                names.setdefault(fold(name), []).append(name)
            self._listed[folder] = names
        return self._listed[folder]


def fold(name: str) -> str:
    """A name in the form in which all its spellings are the same: capital and small, composed and decomposed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def address_of(path: Path, folder: Path) -> str:
    """The address that a Markdown link in a file of the folder has to `path`: `../notes/My%20note.md`."""
    return quote(os.fsencode(Path(os.path.relpath(path, folder)).as_posix()))
