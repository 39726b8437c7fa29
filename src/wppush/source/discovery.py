"""Which files are meant: arguments of a command line to Markdown files below the content folder.

Links are followed, and every file is named by its real path, so that one file is one post by whatever name it was
reached. What leads out of the content folder is refused: what stands outside has no key.
"""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic, Location
from wppush.errors import SourceError
from wppush.source.codes import Code
from wppush.source.faults import closest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (".md", ".markdown")
"""Of Markdown files, in any case."""
SKIPPED = frozenset({"node_modules"})
"""Folders that are not searched, besides the hidden ones (`.git`, `.obsidian`)."""
_MAGIC = re.compile(r"[*?\[]")


def find(paths: Sequence[str], *, content_root: Path) -> list[Path]:
    """The Markdown files that the arguments name, sorted, each once; without arguments, all below the content folder.

    An argument is a file, a folder (everything below it that is not hidden), or a pattern such as `posts/**/*.md`, for
    shells that hand patterns on. Raises SourceError with every fault of every argument.
    """
    search = _Search(Path(os.path.realpath(content_root)))
    for argument in paths or [str(content_root)]:
        search.add(argument)
    if search.faults:
        raise SourceError(search.faults)
    return sorted(search.found, key=lambda path: path.as_posix())


class _Search:
    """One call of `find`: what was found so far, and what was wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: set[Path] = set()
        self.faults: list[Diagnostic] = []

    def add(self, argument: str) -> None:
        path = Path(argument)
        if os.path.isdir(argument):  # noqa: PTH112 - Path.is_dir() raises where a name is too long
            self._add_folder(argument, path)
        elif os.path.lexists(argument):
            self._add_file(argument, path)
        elif _MAGIC.search(argument):
            self._add_pattern(argument)
        else:
            self._refuse(Code.NOTHING_THERE, argument, f"There is no file or folder {argument!r}.", _nearby(path))

    def _add_folder(self, argument: str, folder: Path) -> None:
        if not self._is_inside(argument, folder):
            return
        before = len(self.faults)
        files = list(self._walk(folder, set()))
        if not files and len(self.faults) == before:
            message = f"There is no Markdown file below the folder {argument!r}."
            self._refuse(Code.NO_MARKDOWN, argument, message, "Markdown files end in .md or .markdown")
        for file in files:
            self._add_file(str(file), file)

    def _add_file(self, shown: str, path: Path) -> None:
        if not self._is_inside(shown, path):
            return
        if path.is_symlink() and not path.exists():
            self._refuse(Code.NOTHING_THERE, shown, f"The link {shown!r} leads nowhere.", "delete it, or mend it")
        elif not path.is_file() or path.suffix.lower() not in SUFFIXES:
            message = f"{shown!r} is not a Markdown file."
            self._refuse(Code.NOT_MARKDOWN, shown, message, "Markdown files end in .md or .markdown")
        else:
            self.found.add(Path(os.path.realpath(path)))

    def _add_pattern(self, pattern: str) -> None:
        parts = Path(pattern).parts
        fixed = next(index for index, part in enumerate(parts) if _MAGIC.search(part))
        base = Path(os.path.realpath(Path(*parts[:fixed])))
        # `**/*.md` in the project's folder is meant for the content folder below it, not for what lies beside that.
        folder = self.root if self.root.is_relative_to(base) else base
        before = len(self.faults)
        files = []
        if folder.is_dir() and self._is_inside(pattern, folder):
            # A shell would hand on a matching folder too, and then everything below that folder is meant.
            for file in self._walk(folder, set()):
                names = file.relative_to(base).parts
                if any(_matches(names[:end], parts[fixed:]) for end in range(1, len(names) + 1)):
                    files.append(file)
        if not files and len(self.faults) == before:
            message = f"No Markdown file matches {pattern!r}."
            self._refuse(Code.NO_MARKDOWN, pattern, message, "`**` stands for folders at any depth: 'posts/**/*.md'")
        for file in files:
            self._add_file(str(file), file)

    def _walk(self, folder: Path, visited: set[str]) -> Iterator[Path]:
        """Markdown files below a folder, through links to folders, each folder once (links may form a ring)."""
        real = os.path.realpath(folder)
        if real in visited:
            return
        visited.add(real)
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            self._refuse(Code.UNREADABLE, str(folder), f"The folder can not be read: {error.strerror}.", None)
            return
        for entry in entries:
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            if entry.is_dir():
                if self._is_inside(str(entry), entry):
                    yield from self._walk(entry, visited)
            elif entry.suffix.lower() in SUFFIXES:
                yield entry

    def _is_inside(self, shown: str, path: Path) -> bool:
        """Say whether the path is below the content folder, and write down a fault where it is not."""
        real = Path(os.path.realpath(path))
        if real.is_relative_to(self.root):
            return True
        how = "a link that leads out of" if path.absolute().is_relative_to(self.root) else "outside"
        message = f"{shown!r} is {how} the content folder {str(self.root)!r}."
        hint = "move the file there, or change `content` in wppush.toml"
        if self.root.is_relative_to(real):
            hint = f"did you mean {Path(os.path.relpath(self.root)).as_posix()!r}?"
        self._refuse(Code.OUTSIDE_ROOT, shown, message, hint)
        return False

    def _refuse(self, code: Code, shown: str, message: str, hint: str | None) -> None:
        # A name that is not UTF-8 comes with halves of characters in it, which no report could print.
        printable = Path(shown).as_posix().encode(errors="backslashreplace").decode()
        place = Location(path=printable)
        fault = Diagnostic(code=code, message=message, hint=hint, location=place)
        if fault not in self.faults:
            self.faults.append(fault)


def _matches(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Say whether a path matches a pattern, part by part; `**` stands for any number of folders."""
    if not pattern:
        return not names
    if pattern[0] == "**":
        return any(_matches(names[start:], pattern[1:]) for start in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _matches(names[1:], pattern[1:])


def _nearby(path: Path) -> str | None:
    """A hint at the name in the same folder that was most likely meant."""
    try:
        names = {entry.name.casefold(): entry.name for entry in path.parent.iterdir()}
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return None
    meant = closest(path.name, names)
    return f"did you mean {(path.parent / names[meant]).as_posix()!r}?" if meant else None
