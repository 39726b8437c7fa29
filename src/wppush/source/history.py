"""Which files have changed since a commit, and which posts that concerns: for runs that need not look at every file.

Git is asked, with its own command; nothing is written to the repository.

Changed since `REF` means: since HEAD and `REF` went separate ways (`git diff REF...`), with what is not committed yet.
For a branch, `--changed-since origin/main` is then what the branch has changed, and not what others have meanwhile done
on main, which would be published in its old form. For a commit that HEAD descends from, such as `HEAD~1`, a tag, or the
commit before a push, it is the difference to that commit.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.codes import SettingsCode
from wppush.environment import without_secrets
from wppush.errors import ConfigError
from wppush.source.discovery import SKIPPED, SUFFIXES
from wppush.source.folders import fold
from wppush.source.search import INDEXES, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_SYMBOLIC_LINK = "120000"
_NO_COMMIT = re.compile(r"0{40}|0{64}")
"""What GitHub gives as the commit before the first push of a branch."""
_ONLY_DOTS = re.compile(r"""(?<![^\s"'(<=])[./]*\.[./]*(?=[\s"')>?#\]]|$)""")
"""An address such as `.` or `../..`, which names a folder's index without any of its letters."""


def changed_since(ref: str, *, project_root: Path) -> frozenset[Path]:
    """The files that were added, changed, renamed (by both names) or deleted since a commit, as absolute real paths.

    Also those that are not committed yet, new files that git does not know, Markdown that it ignores (whose changes it
    can not tell), and symbolic links to what has changed. Raises ConfigError where git can not say: it is not
    installed, this is no repository, or there is no such commit.
    """
    root = Path(os.path.realpath(project_root))
    if not ref.strip() or ref.startswith("-") or not ref.isprintable():
        raise ConfigError(
            f"{ref!r} names no commit",
            hint="name a branch, a tag or a commit, such as origin/main",
            ref=SettingsCode.NO_COMMIT,
        )
    top = Path(_ask(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    commit = _commit(top, ref)
    base = _merge_base(top, commit)
    names = [
        *_listed(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", base, "--"),
        *_listed(top, "ls-files", "--others", "--exclude-standard"),
        *_listed(top, "ls-files", "--others", "--ignored", "--exclude-standard", "--", *_markdown()),
    ]
    changed = {file for name in names for file in _files(top / name)}
    return frozenset(changed | _links_to(top, changed))


def affected(files: Iterable[Path], changed: Collection[Path]) -> list[Path]:
    """Those of the Markdown files that have changed, or whose text may name a changed file, in the order given.

    A file that names none is never missing from the rest; one too many may be there: any text with the name of a
    changed file in it counts, in any spelling of links. Where wppush.toml has changed, all files are affected. A file
    that can not be read counts as well, so that whoever reads it says why.
    """
    files = list(files)
    if any(path.name == SETTINGS for path in changed):
        return files
    names = sorted({name for path in changed for name in _names(path)})
    indexes = {str(path.parent) for path in changed if _is_index(path)}
    return [path for path in files if Path(os.path.realpath(path)) in changed or _mentions(path, names, indexes)]


def _names(path: Path) -> list[str]:
    """What a text that leads to the file has in it: `photo.jpg`; of a post `title`, or the name of its folder."""
    if path.suffix.lower() not in SUFFIXES:
        return [fold(path.name)]
    names = [fold(path.stem)]
    if _is_index(path):
        names.append(fold(path.parent.name))
    return [name for name in names if name]


def _is_index(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and fold(path.stem) in INDEXES


def _mentions(file: Path, names: Sequence[str], indexes: Collection[str]) -> bool:
    try:
        written = file.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return True
    # An address may be written with %20, with &amp; or with \_, in any mixture; `&notes.md` has no &not; in it.
    bare = written.replace("\\", "")
    readings = [fold(written), *(fold(unquote(text, errors="surrogateescape")) for text in (bare, html.unescape(bare)))]
    if any(name in text for name in names for text in readings):
        return True
    return bool(indexes) and _ONLY_DOTS.search(readings[-1]) is not None and any(_is_above(file, i) for i in indexes)


def _is_above(file: Path, folder: str) -> bool:
    return any(str(parent) == folder for parent in file.parents)


def _commit(top: Path, ref: str) -> str:
    try:
        return _ask(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").strip()
    except _GitFailed:
        pass
    hint = "name a branch, a tag or a commit that `git log` knows, such as origin/main or HEAD~1"
    if _NO_COMMIT.fullmatch(ref):
        hint = "GitHub gives this for the first push of a branch: publish without --changed-since then"
    elif _is_shallow(top):
        hint = "this is a shallow clone, which has only the newest commits: give actions/checkout `fetch-depth: 0`"
    raise ConfigError(f"git knows no commit {ref!r}", hint=hint, ref=SettingsCode.NO_COMMIT)


def _merge_base(top: Path, commit: str) -> str:
    """Where HEAD and the commit went separate ways; the commit itself where they have nothing in common."""
    try:
        return _ask(top, "merge-base", commit, "HEAD").split()[0]
    except (_GitFailed, IndexError):
        pass
    if _is_shallow(top):
        raise ConfigError(
            "this is a shallow clone, in which git can not tell where two branches went separate ways",
            hint="fetch the whole history: give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`",
            ref=SettingsCode.SHALLOW,
        )
    return commit


def _is_shallow(top: Path) -> bool:
    return _ask(top, "rev-parse", "--is-shallow-repository").strip() == "true"


def _markdown() -> list[str]:
    return [
        *(f":(icase,glob)**/*{suffix}" for suffix in SUFFIXES),
        *(f":(exclude,glob)**/{name}/**" for name in SKIPPED),
    ]


def _files(path: Path) -> list[Path]:
    """The file itself, or, for a repository within this one, of which git says no more, all of its files."""
    if path.is_symlink() or not path.is_dir():
        return [path]
    return [
        Path(folder, name) for folder, _, names in os.walk(path) for name in names if ".git" not in Path(folder).parts
    ]


def _links_to(top: Path, changed: Collection[Path]) -> set[Path]:
    """The symbolic links in the repository that lead to something changed: a text may name the link alone."""
    folders = {path.parent for path in changed}
    links = set()
    for line in _listed(top, "ls-files", "--stage"):
        stage, _, name = line.partition("\t")
        if stage.startswith(_SYMBOLIC_LINK):
            target = Path(os.path.realpath(top / name))
            if target in changed or target in folders:
                links.add(top / name)
    return links


class _GitFailed(ConfigError):
    """Git has ended with an error."""


def _listed(top: Path, command: str, *arguments: str) -> list[str]:
    return [name for name in _ask(top, command, "-z", *arguments).split("\0") if name]


def _environment() -> dict[str, str]:
    # Without passwords: a repository may have its own settings that make git run other programs.
    return {**without_secrets(), "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _ask(folder: Path, *arguments: str) -> str:
    """What git prints. Raises ConfigError."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and what the user gives never begins with a dash
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git that the user has
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise ConfigError(
            "git is not installed, and only git knows which files have changed", hint=_WITHOUT, ref=SettingsCode.NO_GIT
        ) from None
    except OSError as error:
        raise ConfigError(f"git can not be run: {error.strerror}", hint=_WITHOUT, ref=SettingsCode.NO_GIT) from None
    if done.returncode == 0:
        return os.fsdecode(done.stdout)
    said = done.stderr.decode(errors="replace").strip()
    if "not a git repository" in said or "must be run in a work tree" in said:
        raise ConfigError(
            f"{folder} is not in a git repository, so nobody knows which files have changed",
            hint=_WITHOUT,
            ref=SettingsCode.NO_REPOSITORY,
        )
    if "dubious ownership" in said:
        hint = f"type: git config --global --add safe.directory {folder}"
        raise ConfigError(
            f"git does not read {folder}, as it belongs to somebody else", hint=hint, ref=SettingsCode.NO_REPOSITORY
        )
    raise _GitFailed(
        f"git {arguments[0]} has failed: {said or done.returncode}", hint=_WITHOUT, ref=SettingsCode.GIT_FAILED
    )


_WITHOUT = "publish without --changed-since: what is on the site already is left alone"
