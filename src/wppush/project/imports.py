"""Pictures of other sites, fetched for the posts that a plan writes and the site does not have.

They are fetched while the plan is made, because what is no picture, or too large, has to be known before anything is
written. A picture that can't be had keeps no post from being published: it stays where it is, with a warning, and the
next run tries again.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.media import RemoteFile, open_file
from wppush.media.addresses import is_public
from wppush.plan import Adopt, Conflict, CreatePost, UpdatePost, uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wppush.diagnostics import Location
    from wppush.media import MediaFile
    from wppush.plan import DesiredPost, MediaUse, Plan

_AT_ONCE = 4
_LARGEST = 64_000_000
"""Bytes, where the settings say nothing."""


class _Folder:
    """A folder for what is fetched; it is gone when nothing in it is needed any more, or the program ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="wppush-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def without_own(desired: Sequence[DesiredPost], url: str) -> list[DesiredPost]:
    """Give posts in whose texts the pictures stay as they are that the site itself has."""
    return [
        replace(post, media=tuple(use for use in post.media if not _is_own(use, url)))
        if any(_is_own(use, url) for use in post.media)
        else post
        for post in desired
    ]


def with_fetched(desired: Sequence[DesiredPost], plan: Plan) -> list[DesiredPost] | None:
    """Fetch what the posts of a plan show from elsewhere and the site lacks; None where there is nothing of the kind.

    The posts have the files instead of the addresses; those that can't be had are left out, with a warning.
    """
    written = {
        change.desired.source for change in plan.posts if isinstance(change, CreatePost | UpdatePost | Adopt | Conflict)
    }
    wanted = {
        use.slug: use.file
        for post in desired
        if post.source in written
        for use in uses_of(post)
        if isinstance(use.file, RemoteFile) and use.slug not in plan.directory.media
    }
    if not wanted:
        return None
    found = _fetched(wanted)
    return [_with(post, found) if post.source in written else post for post in desired]


def _fetched(wanted: Mapping[str, RemoteFile]) -> dict[str, MediaFile | SourceError]:
    from wppush.media.remote import fetch

    folder = _Folder()

    def fetched(file: RemoteFile) -> MediaFile | SourceError:
        try:
            limit = file.options.max_size or _LARGEST
            path = fetch(file.url, into=folder.path, limit=limit, allow=is_public)
            return replace(open_file(path, name=file.name, options=file.options), keeps=folder)
        except SourceError as error:
            return error

    slugs = sorted(wanted)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(slugs, pool.map(fetched, (wanted[slug] for slug in slugs)), strict=True))


def _with(post: DesiredPost, found: Mapping[str, MediaFile | SourceError]) -> DesiredPost:
    notes: dict[str, Diagnostic] = {}

    def here(uses: Iterable[MediaUse], consequence: str) -> list[MediaUse]:
        kept: list[MediaUse] = []
        for use in uses:
            file = found.get(use.slug)
            if isinstance(file, SourceError):
                notes.setdefault(use.slug, _note(file, use.location, consequence))
            else:
                kept.append(use if file is None else replace(use, file=file))
        return kept

    image = post.featured_image
    if image is not None and image.use is not None:
        uses = here([image.use], "the post gets no featured image")
        image = replace(image, use=uses[0]) if uses else None
    media = here(post.media, "it is shown from there")
    if not found.keys() & {use.slug for use in uses_of(post)}:
        return post
    return replace(post, featured_image=image, media=tuple(media), diagnostics=(*post.diagnostics, *notes.values()))


def _note(error: SourceError, location: Location | None, consequence: str) -> Diagnostic:
    fault = error.diagnostics[0]
    return Diagnostic(
        code=fault.code,
        severity=Severity.WARNING,
        message=f"{fault.message}; {consequence}",
        location=location,
        hint=fault.hint,
    )


def _is_own(use: MediaUse, url: str) -> bool:
    return isinstance(use.file, RemoteFile) and _place(use.file.url).startswith(_place(url).rstrip("/") + "/")


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.netloc.rpartition("@")[2].lower().removeprefix("www.") + parts.path
