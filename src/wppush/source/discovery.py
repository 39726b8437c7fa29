"""Which files are meant: arguments of a command line to Markdown files below the content folder.

Links are followed, and every file is named by its real path, so that one file is one post by whatever name it was
reached. What leads out of the content folder is refused: what stands outside has no key.

A folder and a pattern give what is to be published of them; a file that is named itself is published whatever any
`.gitignore` says.
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
from wppush.source.ignored import Ignoring, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

SUFFIXES = (".md", ".markdown")
"""Of Markdown files, in any case."""
SKIPPED = frozenset({"node_modules"})
"""Folders that are not searched, besides the hidden ones (`.git`, `.obsidian`)."""
_WASTE = frozenset({".git", ".trash"})
"""Hidden folders in which no file stands for a post: what Git keeps, and what Obsidian has thrown away."""
_MAGIC = re.compile(r"[*?\[]")


def find(
    paths: Sequence[str],
    *,
    content_root: Path,
    include: Sequence[str] = (),
    ignore: Sequence[str] = (),
    project_root: Path | None = None,
) -> list[Path]:
    """The Markdown files that the arguments name, sorted, each once; without arguments, all below the content folder.

    An argument is a file, a folder (everything below it that is not hidden), or a pattern such as `posts/**/*.md`, for
    shells that hand patterns on. Folders and patterns leave out what `.gitignore` files and `ignore` say, and with
    `include` give only what it matches; both are patterns as in a `.gitignore` of the content folder.

    Raises SourceError with every fault of every argument, and ConfigError where `include` or `ignore` has no patterns.
    """
    root = Path(os.path.realpath(content_root))
    ignoring = Ignoring(root, ignore=ignore, project_root=project_root)
    search = _Search(root, ignoring=ignoring, include=taken(include))
    for argument in paths or [str(content_root)]:
        search.add(argument)
    if search.faults:
        raise SourceError(search.faults)
    return sorted(search.found, key=lambda path: path.as_posix())


def find_all(*, content_root: Path) -> list[Path]:
    """Every Markdown file below the content folder, sorted, also ignored and hidden ones; none is no fault.

    A hidden one may have been published by its name, and a post is thought to be gone only where its file is. Links
    that lead nowhere or out of the content folder have no posts, and are passed over. Raises SourceError for a folder
    that can not be read.
    """
    search = _Search(Path(os.path.realpath(content_root)), hidden=True)
    for file in search.walk(search.root):
        search.add_file(str(file), file)
    if hidden := [fault for fault in search.faults if fault.code == Code.UNREADABLE]:
        raise SourceError(hidden)
    return sorted(search.found, key=lambda path: path.as_posix())


def left_out(
    *, content_root: Path, include: Sequence[str] = (), ignore: Sequence[str] = (), project_root: Path | None = None
) -> Callable[[Path], bool]:
    """What says of a file below the content folder, by its real path, whether `find` leaves it out of its folder.

    Raises ConfigError where `include` or `ignore` has no patterns; what is given raises SourceError for a `.gitignore`
    that can not be read.
    """
    root = Path(os.path.realpath(content_root))
    ignoring = Ignoring(root, ignore=ignore, project_root=project_root)
    search = _Search(root, ignoring=ignoring, include=taken(include))
    return search.leaves_out_file


def is_hidden(path: Path, root: Path) -> bool:
    """Say whether a path below a folder has a name in it that begins with a dot."""
    return path.is_relative_to(root) and any(name.startswith(".") for name in path.relative_to(root).parts)


class _Search:
    """One call of `find`: what was found so far, and what was wrong."""

    def __init__(
        self,
        root: Path,
        *,
        ignoring: Ignoring | None = None,
        include: GitIgnoreSpec | None = None,
        hidden: bool = False,
    ) -> None:
        self.root = root
        self.hidden = hidden
        self.ignoring = ignoring
        self.include = include
        self.found: set[Path] = set()
        self.faults: list[Diagnostic] = []

    def add(self, argument: str) -> None:
        path = Path(argument)
        if os.path.isdir(argument):  # noqa: PTH112 - Path.is_dir() raises where a name is too long
            self._add_folder(argument, path)
        elif os.path.lexists(argument):
            self.add_file(argument, path)
        elif _MAGIC.search(argument):
            self._add_pattern(argument)
        else:
            self._refuse(Code.NOTHING_THERE, argument, f"There is no file or folder {argument!r}.", _nearby(path))

    def _add_folder(self, argument: str, folder: Path) -> None:
        if not self._is_inside(argument, folder):
            return
        before = len(self.faults)
        files = list(self.walk(folder))
        if not files and len(self.faults) == before and not self._all_are_ignored(argument, folder):
            message = f"There is no Markdown file below the folder {argument!r}."
            self._refuse(Code.NO_MARKDOWN, argument, message, "Markdown files end in .md or .markdown")
        for file in files:
            self.add_file(str(file), file)

    def add_file(self, shown: str, path: Path) -> None:
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
            files = [file for file in self.walk(folder) if _is_meant(file.relative_to(base).parts, parts[fixed:])]
            if not files and len(self.faults) == before:
                everything = _Search(self.root).walk(folder)
                meant = (file for file in everything if _is_meant(file.relative_to(base).parts, parts[fixed:]))
                if self._refuse_ignored(pattern, next(meant, None), f"that matches {pattern!r}"):
                    return
        if not files and len(self.faults) == before:
            message = f"No Markdown file matches {pattern!r}."
            self._refuse(Code.NO_MARKDOWN, pattern, message, "`**` stands for folders at any depth: 'posts/**/*.md'")
        for file in files:
            self.add_file(str(file), file)

    def walk(self, folder: Path) -> Iterator[Path]:
        """Markdown files below a folder that are neither hidden nor left out."""
        real = Path(os.path.realpath(folder))
        if self.ignoring is None or self.ignoring.rule_on_the_way(real, is_folder=True) is None:
            yield from self._walk(folder, set())

    def _walk(self, folder: Path, visited: set[str]) -> Iterator[Path]:
        """Go through links to folders, and into each folder once (links may form a ring)."""
        real = os.path.realpath(folder)
        if real in visited:
            return
        visited.add(real)
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            if self.hidden and is_hidden(folder, self.root):
                return
            self._refuse(Code.UNREADABLE, str(folder), f"The folder can not be read: {error.strerror}.", None)
            return
        for entry in entries:
            if entry.name in SKIPPED or (entry.name.startswith(".") and not (self.hidden and entry.name not in _WASTE)):
                continue
            is_folder = entry.is_dir()
            if not is_folder and entry.suffix.lower() not in SUFFIXES:
                continue
            if self._leaves_out(entry, Path(real, entry.name), is_folder=is_folder):
                continue
            if not is_folder:
                yield entry
            elif self._is_inside(str(entry), entry):
                yield from self._walk(entry, visited)

    def _leaves_out(self, entry: Path, place: Path, *, is_folder: bool) -> bool:
        """Say whether an entry is not to be published, by its own name or, for a link, by that of what it leads to."""
        if self.ignoring is not None:
            is_link = entry.is_symlink()
            if self.ignoring.rule_for(place, is_folder=is_folder and not is_link):
                return True
            real = Path(os.path.realpath(entry)) if is_link else place
            if is_link and self.ignoring.rule_on_the_way(real, is_folder=is_folder):
                return True
        return not is_folder and not self._includes(place)

    def leaves_out_file(self, path: Path) -> bool:
        """Say whether a file is not to be published, or no folder on the way to it; the path has to be a real one."""
        if self.ignoring is not None and self.ignoring.rule_on_the_way(path, is_folder=False):
            return True
        return not self._includes(path)

    def _includes(self, place: Path) -> bool:
        if self.include is None or not place.is_relative_to(self.root):
            return True
        return self.include.match_file(place.relative_to(self.root).as_posix())

    def _all_are_ignored(self, argument: str, folder: Path) -> bool:
        """Say whether a folder without anything to publish has Markdown all the same, and write down why it is not."""
        first = next(_Search(self.root).walk(folder), None)
        return self._refuse_ignored(argument, first, f"below the folder {argument!r}")

    def _refuse_ignored(self, argument: str, first: Path | None, where: str) -> bool:
        if first is None or self.ignoring is None:
            return False
        place = Path(os.path.realpath(first.parent), first.name)
        rule = self.ignoring.rule_on_the_way(place, is_folder=False)
        if rule is None and first.is_symlink():
            rule = self.ignoring.rule_on_the_way(Path(os.path.realpath(first)), is_folder=False)
        reason = str(rule) if rule else "`include` in wppush.toml does not match"
        example = first.relative_to(self.root) if first.is_relative_to(self.root) else first
        message = f"Every Markdown file {where} is left out: for {example.as_posix()!r}, {reason}."
        hint = "name a file itself to publish it all the same, or change the pattern"
        self._refuse(Code.ALL_IGNORED, argument, message, hint)
        return True

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


def _is_meant(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Say whether a pattern matches a path or a folder on the way: a shell would hand on that folder, and all below."""
    return any(_matches(names[:end], pattern) for end in range(1, len(names) + 1))


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
