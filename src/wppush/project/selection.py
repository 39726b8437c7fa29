"""Which files a run is about, and for which sites each of them is."""

from __future__ import annotations

import os
import unicodedata
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from wppush.config import Config
    from wppush.plan import DesiredPost, Field, Snapshot
    from wppush.source import Document, Reading

_WITH_KEYS = ("taxonomies", "meta")


def files_of(config: Config, paths: Sequence[str], *, changed_since: str | None = None) -> list[Path]:
    """Give the Markdown files that paths name, without any those of the content folder; of a change, what it concerns.

    Raises SourceError and ConfigError.
    """
    from wppush.source import find

    files = find(
        paths,
        content_root=config.content_root,
        include=config.include,
        ignore=config.ignore,
        project_root=config.root,
    )
    if changed_since is None:
        return files
    from wppush.source.history import changed_since as changed

    return concerned(config, files, changed(changed_since, project_root=config.root))


def concerned(config: Config, files: Sequence[Path], changed: Collection[Path]) -> list[Path]:
    """Give those of the files that have changed, by their real paths, or that show or name what has, in their order."""
    from wppush.project.sections import files_with_sections_named_in
    from wppush.source.discovery import SUFFIXES
    from wppush.source.history import affected

    texts = [path for path in changed if path.suffix.lower() in SUFFIXES]
    # A heading gets its name on the site because a link leads to it.
    found = {*affected(files, changed)} | files_with_sections_named_in(texts, config)
    return [path for path in files if path in found]


def reading_of(config: Config, files: Sequence[Path]) -> Reading:
    """Read files, those with faults among them. Raises ConfigError with every fault of the defaults."""
    from wppush.source import read_all

    return read_all(
        files,
        content_root=config.content_root,
        project_root=config.root,
        defaults=config.defaults,
        slugs=config.slugs,
        ignore_keys=config.ignore_keys,
    )


def is_whole(paths: Sequence[str]) -> bool:
    """Say whether paths name a folder, or nothing and so the content folder: a run that looks at all posts."""
    return not paths or any(map(os.path.isdir, paths))


def sites_of(config: Config, document: Document) -> tuple[str, ...]:
    """Give the names of the sites that a file is for, by where it lies; empty: every one."""
    if not config.folders:
        return ()
    # Not by its key: a file with a uid has one without a folder.
    root = os.path.realpath(config.content_root)
    below = Path(os.path.realpath(document.path)).relative_to(root).as_posix()
    return config.sites_of(unicodedata.normalize("NFC", below))


def claimed(config: Config, desired: Sequence[DesiredPost], snapshot: Snapshot) -> frozenset[str]:
    """Give the sources of the project's files, read only where a post hangs on whether its file still exists."""
    from wppush.blocks import same_project, source_of

    own = frozenset(post.source for post in desired)
    mine = next(iter(own), None)
    strangers = {
        post.mark.source
        for post in snapshot.posts
        if post.mark is not None
        and mine is not None
        and same_project(post.mark.source, mine)
        and post.mark.source not in own
    }
    if not strangers:
        return own
    from wppush.source import keys

    return own | {
        source_of(config.project, key) for key in keys(content_root=config.content_root, project_root=config.root)
    }


def fields_named(names: Iterable[str]) -> frozenset[Field]:
    """Give the fields that a run is to write alone: `title`, `taxonomies.genre`, `meta` for each `meta.KEY`.

    Raises ConfigError for a name that is none.
    """
    from wppush.plan import FIELDS

    found = frozenset(name.strip() for name in names)
    if wrong := sorted(name for name in found if not _is_field(name, FIELDS)):
        meant = get_close_matches(wrong[0], (*FIELDS, *_WITH_KEYS), n=1)
        known = f"the fields are {', '.join(FIELDS)}, taxonomies.NAME and meta.KEY"
        raise ConfigError(
            f"{wrong[0]!r} is no field",
            hint=f'did you mean "{meant[0]}"?' if meant else known,
            ref=SettingsCode.NO_FIELD,
        )
    return found


def _is_field(name: str, fields: Collection[Field]) -> bool:
    kind, dot, key = name.partition(".")
    return name in fields or (kind in _WITH_KEYS and bool(key) == bool(dot))
