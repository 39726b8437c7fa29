"""A plan as a unified diff: what is uploaded, and each post as it stands on the site against what its file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.media import MediaFile
from wppush.media.files import in_words
from wppush.plan import UploadMedia
from wppush.plan.diff import diff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.plan import Plan, UpdateMedia


def differences(plan: Plan) -> Iterator[str]:
    """Give the lines of a diff, without line ends: first the media library, then the posts."""
    for upload in plan.media:
        yield from _of_media(upload)
    for change in plan.posts:
        yield from diff(change, plan.directory)


def _of_media(change: UploadMedia | UpdateMedia) -> Iterator[str]:
    if isinstance(change, UploadMedia):
        file = change.use.file
        yield "--- site: no such file"
        yield f"+++ file: {file.name}"
        if isinstance(file, MediaFile):
            yield f"+{in_words(file.size)}, {file.mime}"
        said = {"alt": change.use.alt, "caption": change.use.caption}
        yield from (f"+{name}: {text}" for name, text in said.items() if text)
        return
    yield f"--- site: {change.remote.item.url}"
    yield f"+++ file: {change.name}"
    for name, text, before in (
        ("alt", change.alt, change.remote.alt),
        ("caption", change.caption, change.remote.caption),
    ):
        if text is not None:
            yield f"-{name}: {before}"
            yield f"+{name}: {text}"
    if not change.remote.whole:
        yield "+the smaller sizes that WordPress has not made yet"
