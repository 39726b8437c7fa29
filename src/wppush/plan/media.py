"""Which files have to be uploaded for a plan, and what the media library has to be told.

Words of the media library (a picture's alternative text, its caption) are set when a file is uploaded. Later ones go
there only where nobody on the site has written others: what stands there is what the post said before, or nothing.
What front matter says of a featured image counts before what texts say of it: a text says it of one place, and shows
its own words there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from wppush.blocks import digest
from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.plan.changes import (
    Adopt,
    CreatePost,
    Gone,
    Prune,
    Relink,
    Unchanged,
    UpdateMedia,
    UpdatePost,
    UploadMedia,
)
from wppush.plan.values import image_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wppush.plan.changes import FileChange, PostChange
    from wppush.plan.directory import Directory, RemoteMedia
    from wppush.plan.posts import DesiredPost, MediaUse, RemotePost


def uses_of(desired: DesiredPost) -> Iterator[MediaUse]:
    """Give every use of a file of the author's: the featured image, and those in the text."""
    if desired.featured_image is not None and desired.featured_image.use is not None:
        yield desired.featured_image.use
    yield from desired.media


def media_wanted(changes: Iterable[PostChange], *, force: bool = False) -> list[str]:
    """Give the slugs of the media that a plan has to know of: of all posts that are not what they should be.

    `force`: of all others as well, whose files may be gone from the library.
    """
    wanted: set[str] = set()
    for change in changes:
        if not isinstance(change, Gone | Prune) and (force or not isinstance(change, Unchanged)):
            wanted |= {use.slug for use in uses_of(change.desired)}
    return sorted(wanted)


@dataclass(slots=True)
class _File:
    """One file, and all that the posts to be written say of it."""

    shown: list[MediaUse] = field(default_factory=list)
    featured: list[MediaUse] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    """The alternative texts with which these posts have shown it so far."""
    ours: bool = False
    """Whether the library still says of the featured image what front matter has said before."""

    @property
    def use(self) -> MediaUse:
        """The first one, with the words that count."""
        first = (self.featured or self.shown)[0]
        alt = _first(use.alt for use in self.featured)
        caption = _first(use.caption for use in self.featured)
        shown = [(use.alt or None, use.caption or None) for use in self.shown]
        return replace(
            first,
            alt=_first(said for said, _ in shown) if alt is None else alt,
            caption=_first(said for _, said in shown) if caption is None else caption,
        )


def media_changes(
    changes: Sequence[PostChange], directory: Directory, *, force: bool = False
) -> tuple[UploadMedia | UpdateMedia, ...]:
    """Give the uploads, each file once, and what is told the media library of those that are there."""
    files: dict[str, _File] = {}
    for change in changes:
        for use, is_featured in _written(change):
            file = files.setdefault(use.slug, _File())
            (file.featured if is_featured else file.shown).append(use)
            file.names.add("" if isinstance(change, Gone | Prune) else change.desired.name)
            known = directory.media.get(use.slug)
            if known is not None and isinstance(change, UpdatePost | Adopt):
                file.before |= _alts(change.remote.raw, known.item.id)
                file.ours |= is_featured and _as_front_matter_said(change.remote, use, known)
    made: list[UploadMedia | UpdateMedia] = []
    for slug, file in sorted(files.items(), key=lambda entry: (entry[1].use.file.name, entry[0])):
        known = directory.media.get(slug)
        if known is None:
            made.append(UploadMedia(use=file.use, used_by=tuple(sorted(file.names))))
        elif update := _update(slug, known, file, force=force):
            made.append(update)
    return tuple(made)


def _update(slug: str, known: RemoteMedia, file: _File, *, force: bool) -> UpdateMedia | None:
    alt = caption = None
    if file.featured:
        said, words = _first(use.alt for use in file.featured), _first(use.caption for use in file.featured)
        if said is not None and not _same(said, known.alt) and (not _stays(known.alt, file) or force):
            alt = said
        if words is not None and not _same(words, known.caption) and (not known.caption or file.ours or force):
            caption = words
    if alt is None and known.editable and not any(use.alt is not None for use in file.featured):
        said = _first(use.alt or None for use in file.shown)
        alt = said if said is not None and not _same(said, known.alt) and not _stays(known.alt, file) else None
    if alt is None and caption is None and known.whole:
        return None
    name, names = file.use.file.name, tuple(sorted(file.names))
    return UpdateMedia(name=name, slug=slug, remote=known, alt=alt, caption=caption, used_by=names)


def _stays(alt: str, file: _File) -> bool:
    """Say whether an alternative text of the library is one that somebody on the site has written."""
    return bool(alt) and not any(_same(alt, before) for before in file.before) and not file.ours


def _same(one: str, other: str) -> bool:
    """Say whether words are the same: WordPress writes some `&` and `<` as entities, and an alt on one line."""
    return " ".join(unescape(one).split()) == " ".join(unescape(other).split())


def about_library(
    changes: Sequence[FileChange | Relink], directory: Directory, *, force: bool
) -> tuple[FileChange | Relink, ...]:
    """Say where front matter has words for the media library that stay out of it, because others stand there."""
    return tuple(changes) if force else tuple(_about(change, directory) for change in changes)


def _about(change: FileChange | Relink, directory: Directory) -> FileChange | Relink:
    desired = change.desired
    for use, is_featured in _written(change):
        known = directory.media.get(use.slug)
        if not is_featured or known is None:
            continue
        file = _File(featured=[use])
        if isinstance(change, UpdatePost | Adopt):
            file.before = _alts(change.remote.raw, known.item.id)
            file.ours = _as_front_matter_said(change.remote, use, known)
        kept = []
        if use.alt is not None and not _same(use.alt, known.alt) and _stays(known.alt, file):
            kept.append(f'alt "{known.alt}"')
        if use.caption is not None and known.caption and not _same(use.caption, known.caption) and not file.ours:
            kept.append(f'caption "{known.caption}"')
        if kept:
            note = Diagnostic(
                code=SiteCode.OTHER_WORDS,
                severity=Severity.WARNING,
                message=f"of {use.file.name}, the site's media library has other words, and keeps them:"
                f" {', '.join(kept)}",
                location=use.location or Location(path=desired.name),
                hint="somebody on the site, or another post, has written them; --force puts in those of the file",
            )
            return replace(change, desired=replace(desired, diagnostics=(*desired.diagnostics, note)))
    return change


def _as_front_matter_said(remote: RemotePost, use: MediaUse, known: RemoteMedia) -> bool:
    """Say whether the library has the words that the file had when the post was last written."""
    said = None if remote.mark is None else remote.mark.file_digest("featured_image")
    alts, captions = {known.alt, unescape(known.alt)}, {known.caption, unescape(known.caption), ""}
    texts = (image_text(use.slug, alt, caption) for alt in alts for caption in captions)
    return said is not None and said in map(digest, texts)


def _written(change: PostChange) -> Iterator[tuple[MediaUse, bool]]:
    """Give the media of what a change writes, and whether each is the featured image."""
    if isinstance(change, CreatePost | Relink):
        fields: Iterable[str] = change.desired.managed
    elif isinstance(change, UpdatePost):
        # Where only the words of the picture have changed, the post has the right one already.
        fields = (*change.fields, *(name for name in change.record if name == "featured_image"))
    elif isinstance(change, Adopt):
        fields = (*change.fields, "featured_image") if "featured_image" in change.desired.managed else change.fields
    else:
        return
    image = change.desired.featured_image
    if "featured_image" in fields and image is not None and image.use is not None:
        yield image.use, True
    if "content" in fields or "footnotes" in fields:
        yield from ((use, False) for use in change.desired.media)


def _first(said: Iterable[str | None]) -> str | None:
    return next((words for words in said if words is not None), None)


class _Pictures(HTMLParser):
    """Finds the alternative texts under which a post shows an attachment."""

    def __init__(self, attachment: int) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._class = f"wp-image-{attachment}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "img" and self._class in (said.get("class") or "").split():
            self.found.add(said.get("alt") or "")


def _alts(raw: str, attachment: int) -> set[str]:
    if f"wp-image-{attachment}" not in raw:
        return set()
    reader = _Pictures(attachment)
    reader.feed(raw)
    return reader.found
