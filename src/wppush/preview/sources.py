"""Where WordPress's files come from: the first source that has what was asked for; then the cache.

A tree is kept unpacked and pristine, one for each version, and is never written to again.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview import debian, npm, release
from wppush.preview.archives import Unavailable, keep, root_of, scratch, scrub, unzip, wordpress_version
from wppush.preview.folder import alone, cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A pristine WordPress: to be copied, not to be written to."""

    path: Path
    version: str
    source: str
    """What was asked for."""


def wordpress(wanted: str | None, on_step: Callable[[str], None]) -> Tree:
    """Give a pristine WordPress.

    :param wanted: a version ("6.8", "6.8.3", "latest"), or the path of a tree or of a zip; without it WPPUSH_WORDPRESS
        counts, then "latest".
    :raises PreviewError: no source has it; says what each of them answered.
    """
    asked = wanted or os.environ.get("WPPUSH_WORDPRESS") or LATEST
    if asked != LATEST and not re.fullmatch(r"\d+\.\d+(\.\d+)?", asked):
        return _from_path(Path(asked).expanduser().absolute(), asked)
    cache = cache_folder() / "wordpress"
    with alone(cache_folder() / "downloads.lock"):
        if (kept := _kept(cache, asked)) is not None:
            return Tree(path=kept, version=wordpress_version(kept), source=asked)
        return _fetch_wordpress(cache, asked, on_step)


def _fetch_wordpress(cache: Path, asked: str, on_step: Callable[[str], None]) -> Tree:
    reasons = []
    for name, fetch in (("wordpress.org", release.wordpress), ("Debian", debian.wordpress), ("npm", npm.wordpress)):
        on_step(f"Looking for WordPress {asked} at {name}")
        try:
            with scratch(cache) as draft:
                return _keep(cache, fetch(asked, draft, on_step), asked)
        except (Unavailable, PreviewError) as reason:
            on_step(f"{name}: {reason}")
            reasons.append(f"{name}: {reason}")
    raise PreviewError(
        f"WordPress {asked} could not be had:\n" + "\n".join(reasons),
        hint="Name a folder with WordPress's files, or their zip, in WPPUSH_WORDPRESS.",
        ref=MachineCode.NO_WORDPRESS,
    )


def sqlite_plugin(on_step: Callable[[str], None]) -> Path:
    """Give the plugin that lets WordPress keep its data in SQLite, unpacked.

    :raises PreviewError: no source has it.
    """
    place = cache_folder() / "sqlite-database-integration"
    with alone(cache_folder() / "downloads.lock"):
        return place if place.is_dir() else _fetch_sqlite_plugin(place, on_step)


def _fetch_sqlite_plugin(place: Path, on_step: Callable[[str], None]) -> Path:
    reasons = []
    for name, fetch in (("wordpress.org", release.sqlite_plugin), ("npm", npm.sqlite_plugin)):
        on_step(f"Looking for WordPress's SQLite plugin at {name}")
        try:
            with scratch(place.parent) as draft:
                unzip(fetch(draft, on_step), draft / "unpacked")
                return keep(root_of(draft / "unpacked", "db.copy"), place)
        except (Unavailable, PreviewError) as reason:
            on_step(f"{name}: {reason}")
            reasons.append(f"{name}: {reason}")
    raise PreviewError(
        "WordPress's SQLite plugin could not be had:\n" + "\n".join(reasons),
        hint="Install npm (https://nodejs.org), or go where wordpress.org can be reached; the result is kept.",
        ref=MachineCode.NO_SQLITE_PLUGIN,
    )


def _kept(cache: Path, asked: str) -> Path | None:
    """Give what an earlier run kept. "6.8" takes the newest 6.8.x; "latest" what was the latest when it was fetched."""
    if asked == LATEST:
        try:
            asked = (cache / LATEST).read_text(encoding="utf-8").strip()
        except OSError:
            return None
    trees = [path for path in cache.glob("*/") if f"{path.name}.".startswith(f"{asked}.")]
    return max(trees, key=lambda path: [int(part) for part in re.findall(r"\d+", path.name)], default=None)


def _keep(cache: Path, tree: Path, asked: str) -> Tree:
    version = wordpress_version(tree)
    if asked != LATEST and not f"{version}.".startswith(f"{asked}."):
        raise PreviewError(f"gave WordPress {version} instead of {asked}", ref=MachineCode.NO_WORDPRESS)
    if not (tree / "wp-load.php").is_file():
        raise PreviewError("what came is not a whole WordPress: wp-load.php is missing", ref=MachineCode.ARCHIVE)
    scrub(tree)
    path = keep(tree, cache / version)
    if asked == LATEST:
        (cache / LATEST).write_text(version + "\n", encoding="utf-8")
    return Tree(path=path, version=version, source=asked)


def _from_path(path: Path, asked: str) -> Tree:
    """Take a tree where it lies, or unpack an archive, kept under its digest."""
    cache = cache_folder() / "wordpress"
    if path.is_file():
        place = cache / ("zip-" + hashlib.sha256(path.read_bytes()).hexdigest()[:16])
        if not place.is_dir():
            with scratch(cache) as draft:
                unzip(path, draft / "unpacked")
                root = root_of(draft / "unpacked", "wp-load.php")
                scrub(root)
                keep(root, place)
        return Tree(path=place, version=wordpress_version(place), source=asked)
    if not path.is_dir():
        raise PreviewError(
            f"{asked} is neither a version of WordPress nor a file or a folder",
            hint='Versions look like "6.8", "6.8.3" or "latest".',
            ref=MachineCode.NO_SUCH_WORDPRESS,
        )
    return Tree(path=path, version=wordpress_version(path), source=asked)
