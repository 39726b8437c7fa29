"""Which files a folder leaves out: what `.gitignore` files and the `ignore` of wppush.toml say.

Git decides entry by entry on the way down: what lies in a folder that is left out can not be brought back. So a path is
asked about one part at a time, and pathspec's patterns are held to the part at hand, not to the folders above it.

The content folder itself was named by whoever wrote wppush.toml; only what lies below it can be left out.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.diagnostics import Diagnostic, Location
from wppush.errors import ConfigError, SourceError
from wppush.source.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"
_SETTINGS = "wppush.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern that leaves files out, or brings them back."""

    source: str
    """The file that it stands in, for people."""
    line: int | None
    text: str
    leaves_out: bool
    pattern: re.Pattern[str]

    def __str__(self) -> str:
        if self.line is None:
            return f"`ignore` in {self.source} has {self.text!r}"
        return f"{self.source}, line {self.line}, says {self.text!r}"

    def means(self, path: str, *, is_folder: bool) -> bool:
        """Say whether the pattern is about this very path, and not merely about a folder above it.

        A pattern of pathspec has a group where it matches a folder by the slash behind its name: that slash has to be
        the path's last one. Without a group it is about whatever it is found in (`*`, `folder/**`).
        """
        if self.pattern.groups == 0:
            return self.pattern.search(path) is not None
        if self.pattern.fullmatch(path):
            return True
        if not is_folder:
            return False
        return any(found.end() == len(path) + 1 for found in self.pattern.finditer(path + "/"))


class Ignoring:
    """What is left out below a content folder. Reads each `.gitignore` once, when it is first needed.

    Of all rules about a file the first of these decides, and among the rules of one place the last one: `ignore`, the
    `.gitignore` next to the file, those of the folders above, `.git/info/exclude`. Outside a repository the project's
    folder is the topmost whose `.gitignore` counts.
    """

    def __init__(self, content_root: Path, *, ignore: Sequence[str] = (), project_root: Path | None = None) -> None:
        self._root = Path(os.path.realpath(content_root))
        self._own = _of_settings(ignore)
        self._git: dict[Path, tuple[Rule, ...]] = {}
        repository = next((folder for folder in (self._root, *self._root.parents) if _is_repository(folder)), None)
        project = self._root if project_root is None else Path(os.path.realpath(project_root))
        self._top = repository or (project if self._root.is_relative_to(project) else self._root)
        self._exclude = _exclude_file(repository) if repository else None

    def rule_for(self, path: Path, *, is_folder: bool) -> Rule | None:
        """The rule that leaves out an entry of a folder that is itself not left out. The path has to be a real one.

        As for git, a symbolic link is no folder. Raises SourceError for a `.gitignore` that can not be read.
        """
        for base, rules in self._places(path):
            below = path.relative_to(base).as_posix()
            for rule in reversed(rules):
                if rule.means(below, is_folder=is_folder):
                    return rule if rule.leaves_out else None
        return None

    def rule_on_the_way(self, path: Path, *, is_folder: bool) -> Rule | None:
        """The rule that leaves out a path, or a folder between it and the content folder."""
        if path == self._root or not path.is_relative_to(self._root):
            return None
        between = [folder for folder in reversed(path.parents) if folder != self._root and self._root in folder.parents]
        for folder in between:
            if rule := self.rule_for(folder, is_folder=True):
                return rule
        return self.rule_for(path, is_folder=is_folder)

    def _places(self, path: Path) -> Iterator[tuple[Path, tuple[Rule, ...]]]:
        """The rules that may be about a path, with the folder that they count from; what comes first decides."""
        yield self._root, self._own
        for folder in path.parents:
            if not folder.is_relative_to(self._top):
                break
            if folder not in self._git:
                self._git[folder] = self._read(folder / IGNORE_FILE)
            yield folder, self._git[folder]
        if self._exclude is not None:
            if self._exclude not in self._git:
                self._git[self._exclude] = self._read(self._exclude)
            yield self._top, self._git[self._exclude]

    def _read(self, file: Path) -> tuple[Rule, ...]:
        # Git does not follow a .gitignore that is a link, as it may lead out of the repository.
        if file.is_symlink() or not file.is_file():
            return ()
        shown = Path(os.path.relpath(file, self._top)).as_posix()
        try:
            text = os.fsdecode(file.read_bytes())
        except OSError as error:
            message = f"{shown} can not be read, so that nobody knows which files it leaves out: {error.strerror}."
            fault = Diagnostic(code=Code.UNREADABLE, message=message, location=Location(path=shown))
            raise SourceError([fault]) from None
        return tuple(_rules(enumerate(text.removeprefix("\ufeff").split("\n"), start=1), shown))


def taken(include: Sequence[str]) -> GitIgnoreSpec | None:
    """The patterns of `include`, which match a path below the content folder; None where there are none.

    Raises ConfigError for what is no pattern.
    """
    if not include:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines([_unprefixed(line) for line in include])
    except (ValueError, re.error):
        raise _no_pattern("include", include) from None


def _of_settings(lines: Sequence[str]) -> tuple[Rule, ...]:
    if not lines:
        return ()
    try:
        return tuple(_rules(((None, _unprefixed(line)) for line in lines), _SETTINGS, strict=True))
    except (ValueError, re.error):
        raise _no_pattern("ignore", lines) from None


def _no_pattern(key: str, lines: Iterable[str]) -> ConfigError:
    for line in lines:
        try:
            list(_rules([(None, line)], _SETTINGS, strict=True))
        except (ValueError, re.error):
            return ConfigError(
                f"`{key}` in {_SETTINGS} has {line!r}, which is no pattern",
                hint=f"patterns are written as in .gitignore: `{key} = ['drafts/', '*.private.md']`",
                ref=SettingsCode.PATTERN,
            )
    return ConfigError(f"`{key}` in {_SETTINGS} has what is no pattern", ref=SettingsCode.PATTERN)


def _rules(lines: Iterable[tuple[int | None, str]], source: str, *, strict: bool = False) -> Iterator[Rule]:
    """The rules that lines make. Where git passes over a line that makes none, `strict` raises what pathspec raises."""
    from pathspec import GitIgnoreSpec

    for number, line in lines:
        try:
            patterns = list(GitIgnoreSpec.from_lines([line]).patterns)
        except (ValueError, re.error):
            if strict:
                raise
            continue
        for pattern in patterns:
            if pattern.include is not None and pattern.regex is not None:
                yield Rule(
                    source=source, line=number, text=line.strip(), leaves_out=pattern.include, pattern=pattern.regex
                )


def _unprefixed(line: str) -> str:
    """A pattern without the `./` that git would look for in vain."""
    negated, rest = ("!", line[1:]) if line.startswith("!") else ("", line)
    return f"{negated}{rest[1:]}" if rest.startswith("./") else line


def _is_repository(folder: Path) -> bool:
    return (folder / ".git").exists()


def _exclude_file(repository: Path) -> Path:
    """Where git keeps the patterns that are shared with nobody; in a further work tree `.git` is a file."""
    place = repository / ".git"
    try:
        if place.is_file():
            place = repository / place.read_text().removeprefix("gitdir:").strip()
            if (common := place / "commondir").is_file():
                place /= common.read_text().strip()
    except (OSError, ValueError):
        pass  # no repository that git could read either
    return place / "info" / "exclude"
