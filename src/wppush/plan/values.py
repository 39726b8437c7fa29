"""The value of each field on both sides, in a form in which "the same to WordPress" is "the same bytes".

A slug is decoded, `future` is `publish` (WordPress turns the one into the other when the time comes), a date is in the
zone that the file wrote it in. What a file names and WordPress numbers (terms, users, media, posts) has two values: the
file's own, which needs no site, and the `bound` one, which is what the site will have stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.blocks import digest
from wppush.plan.binding import bound_text
from wppush.plan.posts import META, TAXONOMY, FeaturedImage, PostLink
from wppush.plan.terms import desired_paths, resolve
from wppush.source.terms import term_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wppush.blocks.model import JSON
    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost, Field, RemotePost
    from wppush.wordpress.wire import TermId

NOTHING = "null"
"""A meta field that the site does not know, or that has nothing in it."""
_UNCATEGORIZED = "1"
"""The category that WordPress makes at its installation, and gives to posts that have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one field is read on both sides."""

    ours: Callable[[DesiredPost], str | None]
    """The file's value; None where the file does not manage the field."""
    theirs: Callable[[RemotePost], tuple[str, ...]]
    """The site's value; a date in both of its forms, UTC first."""
    bound: Callable[[DesiredPost, Directory], str | None] | None = None
    """What the site will have stored, where that is not the file's value; None while an id is not known."""
    our_digest: Callable[[DesiredPost], str] | None = None
    """The digest of `ours`, and that of `theirs`, where there is a way to them that reads no text."""
    their_digest: Callable[[RemotePost], str] | None = None
    untouched: frozenset[str] | None = frozenset({""})
    """What WordPress puts there by itself; None: anything may be its own choice."""


def rule_of(field: Field) -> Rule:
    """Give the rule of a field."""
    if field.startswith(TAXONOMY):
        return _taxonomy(field)
    if field.startswith(META):
        return _meta(field.removeprefix(META))
    return _RULES[field]


def notes_of(footnotes: str) -> list[tuple[str, str]] | None:
    """Read WordPress's field for footnotes: the id and the words of each; None for anything else."""
    try:
        notes = json.loads(footnotes or "[]")
        return [(str(note["id"]), str(note["content"])) for note in notes]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def notes_text(footnotes: str) -> str:
    """Give notes in a form that is the same however the editor, or PHP, has written the JSON."""
    notes = notes_of(footnotes)
    if notes is None:
        return footnotes.strip()
    return json.dumps(notes, ensure_ascii=False) if notes else ""


def json_text(value: JSON) -> str:
    """Give a value of a meta field in a form that hangs neither on the order of keys nor on what PHP makes of it."""
    return json.dumps(_as_php_has_it(value), ensure_ascii=False, sort_keys=True)


def _as_php_has_it(value: JSON) -> JSON:
    """Give a value as it comes back: 4.0 is 4, and a mapping without keys is a list without entries."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_as_php_has_it(entry) for entry in value]
        case dict():
            return {key: _as_php_has_it(entry) for key, entry in value.items()} or []
        case _:
            return value


def _taxonomy(field: Field) -> Rule:
    name = field.removeprefix(TAXONOMY)

    def theirs(remote: RemotePost) -> tuple[str, ...]:
        ids = remote.categories if name == "categories" else remote.tags if name == "tags" else None
        return (_ids(remote.taxonomies.get(name, ()) if ids is None else ids),)

    def bound(desired: DesiredPost, directory: Directory) -> str | None:
        ids = resolve(field, desired_paths(desired, field), directory.terms)
        return None if ids is None else _ids(ids)

    def ours(desired: DesiredPost) -> str | None:
        if field not in desired.managed:
            return None
        return "\n".join(sorted({">".join(map(term_key, path)) for path in desired_paths(desired, field)}))

    untouched = {"", _UNCATEGORIZED} if field == "categories" else {""}
    return Rule(ours=ours, theirs=theirs, bound=bound, untouched=frozenset(untouched))


def _meta(key: str) -> Rule:
    def ours(desired: DesiredPost) -> str | None:
        return json_text(desired.meta[key]) if key in desired.meta else None

    def theirs(remote: RemotePost) -> tuple[str, ...]:
        text = json_text(remote.meta.get(key))
        # What a file takes off with null comes back as nothing of its type.
        return (text, NOTHING) if text in untouched and text != NOTHING else (text,)

    untouched = frozenset(map(json_text, (None, "", 0, False, [])))
    return Rule(ours=ours, theirs=theirs, untouched=untouched)


def _content_digest(desired: DesiredPost) -> str:
    if desired.media or desired.links:
        return digest(_with_references(desired, desired.content))
    return desired.words.digest


def _with_references(desired: DesiredPost, text: str) -> str:
    """Give a text with what the addresses in it lead to: another picture under its old name is another text."""
    media = (f"{use.address} {use.slug}" for use in desired.media)
    links = (f"{link.address} {link.target}#{link.fragment}" for link in desired.links)
    said = sorted({*media, *links})
    return "\0".join([text, *said]) if said else text


def _footnotes(desired: DesiredPost) -> str | None:
    if desired.footnotes is None:
        return None
    text = notes_text(desired.footnotes)
    return _with_references(desired, text) if text else text


def _bound_footnotes(desired: DesiredPost, directory: Directory) -> str | None:
    text = bound_text(desired, directory)
    return None if text is None else notes_text(text.footnotes or "")


def _bound_content(desired: DesiredPost, directory: Directory) -> str | None:
    text = bound_text(desired, directory)
    return None if text is None else text.content


def _date(date: datetime) -> str:
    if date.tzinfo is None:
        return date.isoformat(timespec="seconds")
    return date.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _status(status: str) -> str:
    return "publish" if status == "future" else status


def _ids(ids: Iterable[TermId]) -> str:
    return ",".join(str(term_id) for term_id in sorted(ids))


def _image(image: FeaturedImage) -> str:
    if image.use is None:
        return str(image.id)
    # On one line, as WordPress keeps it.
    return image_text(image.use.slug, " ".join((image.use.alt or "").split()), image.use.caption or "")


def image_text(slug: str, alt: str, caption: str) -> str:
    """Give what front matter says of a featured image, in a form to be digested."""
    return "\0".join([slug, alt, caption])


def _bound_image(desired: DesiredPost, directory: Directory) -> str | None:
    image = desired.featured_image or FeaturedImage()
    if image.use is None:
        return str(image.id)
    known = directory.media.get(image.use.slug)
    return None if known is None else str(known.item.id)


def _parent(parent: PostLink | str | int) -> str:
    if isinstance(parent, PostLink):
        return parent.address if parent.by_path else f"file {parent.target}"
    return str(parent).strip("/") or "0"


def _bound_parent(desired: DesiredPost, directory: Directory) -> str | None:
    parent = desired.parent or 0
    if isinstance(parent, PostLink):
        place = directory.posts.get(parent.target)
        return None if place is None else str(place.id)
    if isinstance(parent, int) or not parent.strip("/"):
        return str(parent or 0)
    found = directory.parents.get((desired.type, parent.strip("/")))
    return None if found is None else str(found)


def _bound_author(desired: DesiredPost, directory: Directory) -> str | None:
    found = None if desired.author is None else directory.user(desired.author)
    return None if found is None else str(found)


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


_RULES: dict[Field, Rule] = {
    "title": Rule(ours=lambda ours: ours.title.strip(), theirs=lambda post: (post.title.strip(),)),
    "slug": Rule(ours=lambda ours: unquote(ours.slug), theirs=lambda post: (post.slug,), untouched=None),
    "status": Rule(
        ours=lambda ours: None if ours.status is None else _status(ours.status),
        theirs=lambda post: (_status(post.status),),
        untouched=frozenset({"publish"}),
    ),
    "date": Rule(
        ours=lambda ours: None if ours.date is None else _date(ours.date),
        theirs=lambda post: (f"{post.date_gmt}Z", post.date),
        untouched=None,
    ),
    "author": Rule(
        ours=lambda ours: None if ours.author is None else str(ours.author).casefold(),
        theirs=lambda post: (str(post.author),),
        bound=_bound_author,
        untouched=None,
    ),
    "parent": Rule(
        ours=lambda ours: None if ours.parent is None else _parent(ours.parent),
        theirs=lambda post: (str(post.parent),),
        bound=_bound_parent,
        untouched=frozenset({"0"}),
    ),
    "menu_order": Rule(
        ours=lambda ours: _said(ours.menu_order),
        theirs=lambda post: (str(post.menu_order),),
        untouched=frozenset({"0"}),
    ),
    "excerpt": Rule(
        ours=lambda ours: None if ours.excerpt is None else ours.excerpt.strip(),
        theirs=lambda post: (post.excerpt.strip(),),
    ),
    "categories": _taxonomy("categories"),
    "tags": _taxonomy("tags"),
    "featured_image": Rule(
        ours=lambda ours: None if ours.featured_image is None else _image(ours.featured_image),
        theirs=lambda post: (str(post.featured_media),),
        bound=_bound_image,
        untouched=frozenset({"0"}),
    ),
    "template": Rule(ours=lambda ours: ours.template, theirs=lambda post: (post.template,)),
    "format": Rule(
        ours=lambda ours: ours.format, theirs=lambda post: (post.format,), untouched=frozenset({"standard", ""})
    ),
    "sticky": Rule(
        ours=lambda ours: _flag(ours.sticky),
        theirs=lambda post: (str(post.sticky).lower(),),
        untouched=frozenset({"false"}),
    ),
    "password": Rule(ours=lambda ours: ours.password, theirs=lambda post: (post.password,)),
    "comments": Rule(ours=lambda ours: ours.comments, theirs=lambda post: (post.comment_status,), untouched=None),
    "pings": Rule(ours=lambda ours: ours.pings, theirs=lambda post: (post.ping_status,), untouched=None),
    "content": Rule(
        ours=lambda ours: _with_references(ours, ours.content),
        theirs=lambda post: (post.content,),
        bound=_bound_content,
        our_digest=_content_digest,
        their_digest=lambda post: post.words.digest,
    ),
    "footnotes": Rule(ours=_footnotes, theirs=lambda post: (notes_text(post.footnotes),), bound=_bound_footnotes),
}
