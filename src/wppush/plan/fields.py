"""Each field three ways: what the file says, what the site has, and what stood there after the last write.

A field's value is compared as text, in a form in which "the same to WordPress" is "the same bytes": a slug decoded,
`future` as `publish` (WordPress turns the one into the other when the time comes), a date in the zone that the file
wrote it in. Terms are names in a file and ids on the site; that the two belong together is in the mark, so a post
whose terms did not change needs no look at the site's terms.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, assert_never
from urllib.parse import unquote

from wppush.blocks import Mark, digest
from wppush.plan.terms import desired_paths, resolve
from wppush.source.terms import term_key

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from wppush.plan.posts import DesiredPost, Field, RemotePost
    from wppush.plan.terms import TermIndex
    from wppush.wordpress.wire import TermId


_UNCATEGORIZED = "1"
"""The category that WordPress makes at its installation, and gives to posts that have none."""
_NAMELESS = "nameless"
"""Beside the fields, the mark has a digest of a content without names that hang on its file's: for its renaming."""
TEXTS: tuple[Field, ...] = ("title", "excerpt", "content", "footnotes")
"""What WordPress filters for users who may not write any HTML they like."""


class Verdict(Enum):
    """What became of one field since the last write."""

    SAME = auto()
    """Neither side changed it."""
    OURS = auto()
    """The file changed it."""
    THEIRS = auto()
    """The site changed it."""
    BOTH = auto()
    """Both did, in different ways."""
    CONVERGED = auto()
    """Both sides agree, but the mark does not know: unless it is written anew, a later edit looks like a conflict."""


def our_text(desired: DesiredPost, field: Field) -> str | None:
    """Give the file's value in comparable form; None where the file does not manage the field."""
    match field:
        case "title":
            return desired.title.strip()
        case "slug":
            return unquote(desired.slug)
        case "content":
            return desired.content
        case "status":
            return None if desired.status is None else _status(desired.status)
        case "date":
            return None if desired.date is None else _date(desired.date)
        case "excerpt":
            return None if desired.excerpt is None else desired.excerpt.strip()
        case "footnotes":
            return None if desired.footnotes is None else _notes(desired.footnotes)
        case "categories" | "tags":
            if getattr(desired, field) is None:
                return None
            return "\n".join(sorted({">".join(map(term_key, path)) for path in desired_paths(desired, field)}))
        case _:
            assert_never(field)


def content_key(desired: DesiredPost) -> str:
    """Give the digest by which a file that was renamed is known again: that of its content."""
    return digest(desired.content if desired.nameless is None else desired.nameless)


def content_key_of(mark: Mark) -> str | None:
    """Give the digest by which the file would be known again that a post was written from."""
    return mark.sent.get(_NAMELESS, mark.file_digest("content"))


def their_texts(remote: RemotePost, field: Field) -> tuple[str, ...]:
    """Give the site's value in comparable form; a date in both of its forms, UTC first."""
    match field:
        case "title":
            return (remote.title.strip(),)
        case "slug":
            return (remote.slug,)
        case "content":
            return (remote.content,)
        case "status":
            return (_status(remote.status),)
        case "date":
            return (f"{remote.date_gmt}Z", remote.date)
        case "excerpt":
            return (remote.excerpt.strip(),)
        case "footnotes":
            return (_notes(remote.footnotes),)
        case "categories":
            return (_ids(remote.categories),)
        case "tags":
            return (_ids(remote.tags),)
        case _:
            assert_never(field)


def notes_of(footnotes: str) -> list[tuple[str, str]] | None:
    """Read WordPress's field for footnotes: the id and the words of each; None for anything else."""
    try:
        notes = json.loads(footnotes or "[]")
        return [(str(note["id"]), str(note["content"])) for note in notes]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _notes(footnotes: str) -> str:
    """Give notes in a form that is the same however the editor, or PHP, has written the JSON."""
    notes = notes_of(footnotes)
    if notes is None:
        return footnotes.strip()
    return json.dumps(notes, ensure_ascii=False) if notes else ""


def _status(status: str) -> str:
    return "publish" if status == "future" else status


def _date(date: datetime) -> str:
    if date.tzinfo is None:
        return date.isoformat(timespec="seconds")
    return date.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _ids(ids: Iterable[TermId]) -> str:
    return ",".join(str(term_id) for term_id in sorted(ids))


def agree(desired: DesiredPost, remote: RemotePost, field: Field, terms: TermIndex) -> bool:
    """Say whether file and site have the same value."""
    if field == "categories" or field == "tags":
        ids = resolve(field, desired_paths(desired, field), terms)
        return ids is not None and _ids(ids) in their_texts(remote, field)
    return our_text(desired, field) in their_texts(remote, field)


def is_recorded(desired: DesiredPost, remote: RemotePost, field: Field) -> bool:
    """Say whether neither side changed the field since the last write. Needs no terms."""
    ours = our_text(desired, field)
    return (
        ours is not None
        and not _file_changed(ours, remote, field)
        and not _site_changed(remote, field)
        and not unfinished(remote, field)
    )


def compare(desired: DesiredPost, remote: RemotePost, field: Field, terms: TermIndex) -> Verdict:
    """Compare one managed field three ways."""
    ours = our_text(desired, field)
    if ours is None:
        return Verdict.SAME
    file_changed, site_changed = _file_changed(ours, remote, field), _site_changed(remote, field)
    if not file_changed and not site_changed:
        return Verdict.CONVERGED if unfinished(remote, field) else Verdict.SAME
    if agree(desired, remote, field, terms):
        return Verdict.CONVERGED
    if file_changed and site_changed:
        return Verdict.BOTH
    return Verdict.OURS if file_changed else Verdict.THEIRS


def _file_changed(ours: str, remote: RemotePost, field: Field) -> bool:
    return remote.mark is None or remote.mark.file_digest(field) != digest(ours)


def unfinished(remote: RemotePost, field: Field) -> bool:
    """Say whether a write was cut off before its mark could say what the site had made of the field."""
    return remote.mark is not None and field in remote.mark.sent and field not in remote.mark.base


def _site_changed(remote: RemotePost, field: Field) -> bool:
    """Say whether the site's value is not the one that stood there after the last write.

    A field that the file has only now begun to manage has no base. Then what WordPress puts there by itself is no
    change, and anything else is what somebody chose.
    """
    theirs = their_texts(remote, field)
    if field == "slug" and theirs == ("",) and remote.status in ("draft", "pending"):
        # WordPress takes the slug off a contributor's post that waits for review, whoever gave it.
        return False
    base = remote.mark.base.get(field) if remote.mark else None
    if base is not None:
        return base not in map(digest, theirs)
    if unfinished(remote, field) and (remote.untouched or remote.status in ("draft", "pending")):
        return False
    match field:
        case "slug" | "date":
            return False
        case "status":
            return theirs != ("publish",)
        case "categories":
            return theirs not in {("",), (_UNCATEGORIZED,)}
        case "title" | "excerpt" | "tags" | "content" | "footnotes":
            return any(theirs)
        case _:
            assert_never(field)


def expected_texts(desired: DesiredPost, field: Field, terms: TermIndex) -> tuple[str, ...]:
    """Give the site's value as it will be if WordPress stores exactly what it is sent.

    Raises LookupError for a term that has no id yet.
    """
    if field == "categories" or field == "tags":
        ids = resolve(field, desired_paths(desired, field), terms)
        if ids is None:
            raise LookupError(field)
        return (_ids(ids),)
    text = our_text(desired, field)
    return () if text is None else (text,)


def mark_after(
    desired: DesiredPost,
    written: Mapping[Field, tuple[str, ...]],
    previous: Mark | None,
    *,
    unsure: Container[Field] = (),
) -> Mark:
    """Give the mark that a post should carry after a write.

    `written` has the site's value of each field that the write settles; the other fields keep what `previous` says of
    them. Of the fields in `unsure` nobody can say beforehand what the site will make of them: they get no base, and a
    run that finds it missing knows that the one before was cut off.
    """
    base: dict[str, str] = dict(previous.base) if previous else {}
    sent: dict[str, str] = dict(previous.sent) if previous else {}
    for field, theirs in written.items():
        ours = our_text(desired, field)
        base.pop(field, None)
        sent.pop(field, None)
        stands = digest(theirs[0] if ours is None or ours not in theirs else ours)
        if field not in unsure:
            base[field] = stands
        if ours is not None and (field in unsure or stands != digest(ours)):
            sent[field] = digest(ours)
    if "content" in written:
        sent.pop(_NAMELESS, None)
        if desired.nameless is not None:
            sent[_NAMELESS] = content_key(desired)
    return Mark(source=desired.source, base=base, sent=sent)
