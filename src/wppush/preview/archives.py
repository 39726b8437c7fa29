"""Unpacking what was downloaded, so that nothing half ever lies where it is looked for."""

from __future__ import annotations

import contextlib
import re
import shutil
import tarfile
import tempfile
import time
import zipfile
from typing import TYPE_CHECKING

from wppush.codes import MachineCode
from wppush.errors import PreviewError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_DRAFT = ".draft-"


class Unavailable(Exception):
    """A source does not have what was asked for, or cannot be reached; the next one may."""


@contextlib.contextmanager
def scratch(cache: Path) -> Iterator[Path]:
    """Give an empty folder on the cache's own file system, so that what is made in it can be moved by a rename."""
    cache.mkdir(parents=True, exist_ok=True)
    for abandoned in cache.glob(f"{_DRAFT}*"):
        # Of a run that was killed. A day is longer than any download takes.
        if time.time() - abandoned.stat().st_mtime > 86_400:
            shutil.rmtree(abandoned, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=_DRAFT, ignore_cleanup_errors=True) as folder:
        yield cache / folder


def keep(draft: Path, place: Path) -> Path:
    """Move a finished folder to its place in one step. Where another run was first, theirs is as good as ours."""
    with contextlib.suppress(OSError):
        draft.rename(place)
    if not place.is_dir():
        raise PreviewError(f"cannot write to the cache: {place}", ref=MachineCode.FOLDER)
    return place


def unzip(archive: Path, into: Path) -> None:
    """Unpack a zip.

    :raises PreviewError: it is damaged, or no zip at all.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)  # noqa: S202, zipfile keeps to the folder by itself
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise PreviewError(f"{archive.name} is not a usable zip: {error}", ref=MachineCode.ARCHIVE) from error


def untar(archive: Path, into: Path) -> None:
    """Unpack the files of a tarball, with neither links nor owners: an npm package has nothing else.

    :raises PreviewError: it is damaged, or would write outside of the folder.
    """
    # File by file, as Python's own filter for this came with 3.11.4, and Debian 12 has 3.11.2.
    place = into.resolve()
    try:
        with tarfile.open(archive) as opened:
            for member in opened:
                content = opened.extractfile(member) if member.isfile() else None
                if content is None:
                    continue
                target = (place / member.name).resolve()
                target.relative_to(place)
                target.parent.mkdir(parents=True, exist_ok=True)
                with content, target.open("wb") as stream:
                    shutil.copyfileobj(content, stream)
    except (OSError, EOFError, ValueError, tarfile.TarError) as error:
        raise PreviewError(f"{archive.name} is not a usable archive: {error}", ref=MachineCode.ARCHIVE) from error


def root_of(folder: Path, holding: str) -> Path:
    """Give the folder that holds a file of that name: the one given, or one below it.

    :raises PreviewError: none does, so the archive is not what it was taken for.
    """
    for candidate in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if (candidate / holding).is_file():
            return candidate
    raise PreviewError(f"the archive holds no {holding}", ref=MachineCode.ARCHIVE)


def wordpress_version(tree: Path) -> str:
    """Read which WordPress lies in a folder.

    :raises PreviewError: there is none.
    """
    try:
        text = (tree / "wp-includes/version.php").read_text(encoding="utf-8")
    except OSError as error:
        raise PreviewError(f"{tree} holds no WordPress: {error.strerror}", ref=MachineCode.ARCHIVE) from error
    # Playground's build has all of PHP's code on a line, without blanks.
    found = re.search(r"\$wp_version\s*=\s*'([^']+)'", text)
    if found is None:
        raise PreviewError(f"{tree} holds no WordPress: its version.php names no version", ref=MachineCode.ARCHIVE)
    return found[1]


def scrub(tree: Path) -> None:
    """Take out of a WordPress what makes it somebody's site."""
    # Debian's wp-config.php looks for /etc/wordpress/config-HOST.php and moves wp-content to /var/lib. Playground's
    # build has one, too, and a database: a new site would be an installed one whose administrator everybody knows.
    for name in ("wp-config.php", "wp-content/db.php", ".htaccess"):
        (tree / name).unlink(missing_ok=True)
    for name in ("wp-content/database", "wp-content/uploads", "wp-content/mu-plugins"):
        shutil.rmtree(tree / name, ignore_errors=True)
