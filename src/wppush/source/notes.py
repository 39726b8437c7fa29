"""Which file a name in `[[…]]` means: Obsidian's way to find a note, wherever it lies.

Where several files have the name, the first of these is meant: the one whose whole path from the content folder on was
given (`folder/Note`), one in the folder of the text, one that is spelled so to the letter, the one in the fewest
folders, the first one by alphabet. Aliases in front matter do not count: Obsidian writes `[[Note|alias]]` for them.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.source.discovery import SKIPPED, SUFFIXES
from wppush.source.folders import address_of, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A file that can be named, once by its whole name and, for Markdown, once without its ending."""

    path: Path
    parts: tuple[str, ...]
    """From the folder on that is searched; the last one as it is named."""
    folded: tuple[str, ...]


class NoteIndex:
    """All files that `[[…]]` can name: notes and others below the content folder, others also in the project's.

    The folders are gone through once, when the first name is asked for; hidden ones are not.
    """

    def __init__(self, content_root: Path, project_root: Path) -> None:
        self._content_root = Path(os.path.realpath(content_root))
        self._project_root = Path(os.path.realpath(project_root))
        self._of_content: dict[str, list[_Note]] | None = None
        self._of_project: dict[str, list[_Note]] | None = None

    def find(self, name: str, *, document: Path) -> str | None:
        """The address that a Markdown link from `document` to the file has: `../notes/My%20note.md`; None for no file.

        `Note` is a file's name without its ending of Markdown, `folder/Note` the end of a path, `/Note` a path from
        the content folder on, `../Note` one from the text's folder on, `picture.png` any other file. Small and capital
        letters are the same.
        """
        folder = Path(os.path.realpath(document)).parent
        if self._of_content is None:
            self._of_content = _index(self._content_root, self._project_root)
        found = _best(self._of_content, self._content_root, name, folder)
        if found is None and self._content_root != self._project_root:
            if self._of_project is None:
                self._of_project = _index(self._project_root, self._project_root, notes=False)
            found = _best(self._of_project, self._project_root, name, folder)
        return None if found is None else address_of(found, folder)


def _index(root: Path, boundary: Path, *, notes: bool = True) -> dict[str, list[_Note]]:
    """All files below a folder by the last part of their names."""
    index: dict[str, list[_Note]] = {}
    for path in _files(root, boundary, {str(root)}):
        is_note = path.suffix.lower() in SUFFIXES
        if is_note and not notes:
            continue
        parts = path.relative_to(root).parts
        for last in (path.name, path.stem) if is_note else (path.name,):
            named = (*parts[:-1], last)
            note = _Note(path=path, parts=named, folded=tuple(map(fold, named)))
            index.setdefault(note.folded[-1], []).append(note)
    return index


def _files(folder: Path, boundary: Path, visited: set[str]) -> Iterator[Path]:
    """Files below a folder that are not hidden, through links to folders inside the boundary, each folder once.

    A folder that can not be read has no notes for anybody; where it is one of posts, reading the posts says so.
    """
    linked: list[Path] = []
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in SKIPPED:
            continue
        if not entry.is_dir():
            yield entry
        elif entry.is_symlink():
            linked.append(entry)
        else:
            visited.add(str(entry))
            yield from _files(entry, boundary, visited)
    for entry in linked:
        real = os.path.realpath(entry)
        if real not in visited and Path(real).is_relative_to(boundary):
            visited.add(real)
            yield from _files(entry, boundary, visited)


def _best(index: dict[str, list[_Note]], root: Path, name: str, folder: Path) -> Path | None:
    """The file that a name means in a text of the folder."""
    given, is_path = _parts(name.strip(), root, folder)
    if not given:
        return None
    folded = tuple(map(fold, given))
    candidates = [note for note in index.get(folded[-1], []) if note.folded[-len(given) :] == folded]
    if is_path:
        candidates = [note for note in candidates if len(note.parts) == len(given)]
    has_ending = "." in given[-1]

    def rank(note: _Note) -> tuple[bool, bool, int, bool, int, int, tuple[str, ...]]:
        # `photo.jpg` is the picture rather than the note photo.jpg.md, `Makefile` rather the note Makefile.md.
        other_kind = (note.parts[-1] == note.path.name) != has_ending
        spelling = _spelling(note.parts[-len(given) :], given)
        is_whole = is_path or (len(given) > 1 and len(note.parts) == len(given))
        elsewhere = note.path.parent != folder
        whole_spelling = spelling if is_whole else 0
        return other_kind, not is_whole, whole_spelling, elsewhere, spelling, len(note.parts), note.parts

    return min(candidates, key=rank).path if candidates else None


def _parts(name: str, root: Path, folder: Path) -> tuple[tuple[str, ...], bool]:
    """The parts of a name, and whether they are a whole path from `root` on; none for a path that leads out of it."""
    names = [part for part in name.split("/") if part not in ("", ".")]
    if not name.startswith(("./", "../")):
        return (() if ".." in names else tuple(names)), name.startswith("/")
    if not folder.is_relative_to(root):
        return (), True
    way = list(folder.relative_to(root).parts)
    for part in names:
        if part != "..":
            way.append(part)
        elif way:
            way.pop()
        else:
            return (), True
    return tuple(way), True


def _spelling(parts: Sequence[str], given: Sequence[str]) -> int:
    """How far a name is from what was given: 0 the same, 1 but for how Unicode composes letters, 2 in other letters."""
    if tuple(parts) == tuple(given):
        return 0
    return 1 if unicodedata.normalize("NFC", "/".join(parts)) == unicodedata.normalize("NFC", "/".join(given)) else 2
