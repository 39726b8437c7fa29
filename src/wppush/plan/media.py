"""Which files have to be uploaded for a plan, and what the media library has to be told.

Words of the media library (a picture's alternative text, its caption) are set when a file is uploaded. Later ones go
there only where nobody on the site has written others: what stands there is what the post said before, or nothing.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from wppush.plan.changes import Adopt, CreatePost, Relink, Unchanged, UpdateMedia, UpdatePost, UploadMedia

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wppush.plan.changes import PostChange
    from wppush.plan.directory import Directory, RemoteMedia
    from wppush.plan.posts import MediaUse


def media_wanted(changes: Iterable[PostChange]) -> list[str]:
    """Give the slugs of the media that a plan has to know of: of all posts that are not what they should be."""
    wanted: set[str] = set()
    for change in changes:
        if hasattr(change, "desired") and not isinstance(change, Unchanged):
            wanted |= {use.slug for use in change.desired.media}
            if change.desired.featured_image and change.desired.featured_image.use:
                wanted.add(change.desired.featured_image.use.slug)
    return sorted(wanted)


def media_changes(changes: Sequence[PostChange], directory: Directory) -> tuple[UploadMedia | UpdateMedia, ...]:
    """Give the uploads, each file once, and what is told the media library of those that are there."""
    uses: dict[str, list[tuple[MediaUse, str]]] = {}
    before: dict[str, set[str]] = {}
    featured: set[str] = set()
    for change in changes:
        for use, is_featured in _written(change):
            slug = use.slug
            uses.setdefault(slug, []).append((use, change.desired.name if hasattr(change, "desired") else ""))
            if is_featured:
                featured.add(slug)
            known = directory.media.get(slug)
            if known is not None and isinstance(change, UpdatePost | Adopt):
                before.setdefault(slug, set()).update(_alts(change.remote.raw, known.item.id))
    made: list[UploadMedia | UpdateMedia] = []
    for slug in sorted(uses, key=lambda slug: (uses[slug][0][0].file.name, slug)):
        names = tuple(sorted({name for _, name in uses[slug]}))
        known = directory.media.get(slug)
        first = uses[slug][0][0]
        if known is None:
            made.append(UploadMedia(use=first, used_by=names))
        elif update := _update(slug, known, first, names, before.get(slug, set()), is_featured=slug in featured):
            made.append(update)
    return tuple(made)


def _update(
    slug: str, known: RemoteMedia, use: MediaUse, names: tuple[str, ...], before: set[str], *, is_featured: bool
) -> UpdateMedia | None:
    said = bool(use.alt) and use.alt != known.alt
    # What front matter says is said of the library itself; a text says it of one place.
    alt = use.alt if said and (is_featured or not known.alt or known.alt in before) else None
    caption = use.caption if is_featured and use.caption is not None and use.caption != known.caption else None
    if alt is None and caption is None and known.whole:
        return None
    return UpdateMedia(name=use.file.name, slug=slug, remote=known, alt=alt, caption=caption, used_by=names)


def _written(change: PostChange) -> Iterator[tuple[MediaUse, bool]]:
    """Give the media of what a change writes, and whether each is the featured image."""
    if isinstance(change, CreatePost | Relink):
        fields: Iterable[str] = ("content", "featured_image")
    elif isinstance(change, UpdatePost | Adopt):
        fields = change.fields
    else:
        return
    image = change.desired.featured_image
    if "featured_image" in fields and image is not None and image.use is not None:
        yield image.use, True
    if "content" in fields or "footnotes" in fields:
        yield from ((use, False) for use in change.desired.media)


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
