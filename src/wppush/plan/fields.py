"""Each field three ways: what the file says, what the site has, and what stood there after the last write.

How a field's value is read is `wppush.plan.values`'. What a file names (terms, pictures, other posts) is compared by
digests of the names and of the ids, which the mark has both: a post in which nothing changed needs no look at them.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from wppush.blocks import Mark, digest
from wppush.plan.posts import FIELDS, META
from wppush.plan.terms import is_taxonomy
from wppush.plan.trashed import WAS
from wppush.plan.values import NOTHING, rule_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost, Field, RemotePost


_NAMELESS = "nameless"
"""Beside the fields, the mark has a digest of a content without names that hang on its file's: for its renaming."""
_LINKS = "links"
"""And one of the addresses that the links to other posts had: when one of those moves, the text is written anew."""
_BEHIND = ("footnotes", "featured_image", "format", "sticky", "template")
"""What WordPress stores after the post itself, beside its terms."""
_LINKING = ("content", "footnotes")
"""The fields that may have links to other posts in them."""
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
    return rule_of(field).ours(desired)


def their_texts(remote: RemotePost, field: Field) -> tuple[str, ...]:
    """Give the site's value in comparable form; a date in both of its forms, UTC first."""
    return rule_of(field).theirs(remote)


def our_digest(desired: DesiredPost, field: Field) -> str | None:
    """Give the digest of `our_text`."""
    rule = rule_of(field)
    if rule.our_digest is not None:
        return rule.our_digest(desired)
    text = rule.ours(desired)
    return None if text is None else digest(text)


def their_digests(remote: RemotePost, field: Field) -> tuple[str, ...]:
    """Give the digests of `their_texts`."""
    rule = rule_of(field)
    return tuple(map(digest, rule.theirs(remote))) if rule.their_digest is None else (rule.their_digest(remote),)


def content_key(desired: DesiredPost) -> str:
    """Give the digest by which a file that was renamed is known again: that of its content."""
    same = desired if desired.nameless is None else replace(desired, words=desired.nameless)
    return our_digest(same, "content") or ""


def content_key_of(mark: Mark) -> str | None:
    """Give the digest by which the file would be known again that a post was written from."""
    return mark.sent.get(_NAMELESS, mark.file_digest("content"))


def agree(desired: DesiredPost, remote: RemotePost, field: Field, directory: Directory) -> bool:
    """Say whether file and site have the same value."""
    return bool({*expected_texts(desired, field, directory)} & {*their_texts(remote, field)})


def is_recorded(desired: DesiredPost, remote: RemotePost, field: Field) -> bool:
    """Say whether neither side changed the field since the last write. Needs no names of the site."""
    ours = our_digest(desired, field)
    return (
        ours is not None
        and not _file_changed(ours, remote, field)
        and not _site_changed(remote, field)
        and not unfinished(remote, field)
    )


def links_moved(desired: DesiredPost, remote: RemotePost, directory: Directory) -> bool:
    """Say whether a post that the text links to is somewhere else than when the text was written."""
    if not desired.links or remote.mark is None:
        return False
    return remote.mark.sent.get(_LINKS) != digest(directory.links_text(desired.links))


def _links_move(desired: DesiredPost, remote: RemotePost, directory: Directory) -> bool:
    about_to = remote.mark is not None and any(link.target in directory.moving for link in desired.links)
    return about_to or links_moved(desired, remote, directory)


def compare(desired: DesiredPost, remote: RemotePost, field: Field, directory: Directory) -> Verdict:
    """Compare one managed field three ways."""
    ours = our_digest(desired, field)
    if ours is None:
        return Verdict.SAME
    if is_late(field) and unfinished(remote, field):
        return Verdict.CONVERGED if agree(desired, remote, field, directory) else Verdict.OURS
    file_changed, site_changed = _file_changed(ours, remote, field), _site_changed(remote, field)
    if not file_changed and not site_changed:
        if field in _LINKING and _links_move(desired, remote, directory):
            return Verdict.OURS
        if _is_known_now(remote, field) and not agree(desired, remote, field, directory):
            return Verdict.OURS
        return Verdict.CONVERGED if unfinished(remote, field) else Verdict.SAME
    if site_changed and _was_not_reached(desired, remote, field, directory):
        return Verdict.OURS
    if agree(desired, remote, field, directory):
        # It agrees with where the links lead now; where one is about to move, it will not for long.
        about_to_move = field in _LINKING and any(link.target in directory.moving for link in desired.links)
        return Verdict.OURS if about_to_move else Verdict.CONVERGED
    if file_changed and site_changed:
        return Verdict.BOTH
    return Verdict.OURS if file_changed else Verdict.THEIRS


def is_late(field: Field) -> bool:
    """Say whether WordPress stores a field after the post itself, so that a break-down may leave the one without it."""
    return field in _BEHIND or is_taxonomy(field)


def _was_not_reached(desired: DesiredPost, remote: RemotePost, field: Field, directory: Directory) -> bool:
    """Say whether WordPress broke down when it made the post, before it came to this field.

    It stores terms, notes and some more after the post itself, whose mark has them already. Such a post was never
    written to since, and is without terms that the site does have: nobody can take them off without writing to it,
    except by deleting the terms.
    """
    if not remote.untouched or not _is_lacking(remote, field):
        return False
    lacking = [name for name in desired.managed if _is_lacking(remote, name)]
    return any(
        name == "footnotes"
        or (is_taxonomy(name) and _is_of_base(remote, name, expected_texts(desired, name, directory)))
        for name in lacking
    )


def is_as_made(post: RemotePost, first: RemotePost, field: Field) -> bool:
    """Say whether a field of a file's second post is what it was made with, by its own mark, or what the first one has.

    Or what WordPress puts there, where the file did not say, or where it broke down before it came to it.
    """
    if post.mark is not None and (base := post.mark.base.get(mark_name(field))) is not None:
        return base in their_digests(post, field) or _is_lacking(post, field)
    texts, untouched = {*their_texts(post, field)}, rule_of(field).untouched
    return bool(texts & {*their_texts(first, field)}) or (untouched is not None and bool(texts & untouched))


def _is_lacking(remote: RemotePost, field: Field) -> bool:
    """Say whether a field that WordPress stores after the post is as it makes it by itself, and was to be otherwise."""
    if remote.mark is None or not is_late(field):
        return False
    untouched = rule_of(field).untouched
    texts = their_texts(remote, field)
    recorded = mark_name(field) in remote.mark.base
    return recorded and not _is_of_base(remote, field, texts) and untouched is not None and bool(untouched & {*texts})


def _is_of_base(remote: RemotePost, field: Field, texts: tuple[str, ...]) -> bool:
    return remote.mark is not None and remote.mark.base.get(mark_name(field)) in {*map(digest, texts)}


def lacking_meta(desired: DesiredPost, remote: RemotePost) -> tuple[Field, ...]:
    """Give the meta fields of a file that the site does not know, so that it stores none of them."""
    names = (field for field in desired.managed if field.startswith(META))
    return tuple(field for field in names if field.removeprefix(META) not in remote.meta)


def _is_known_now(remote: RemotePost, field: Field) -> bool:
    """Say whether a meta field was sent in vain, and a plugin or the theme has registered it since."""
    known = field.startswith(META) and field.removeprefix(META) in remote.meta
    return known and remote.mark is not None and remote.mark.base.get(mark_name(field)) == digest(NOTHING)


def edited_on_the_site(remote: RemotePost) -> tuple[Field, ...]:
    """Give the fields that are not what they were after the last write; asked of posts whose file is gone."""
    if remote.mark is None:
        return ()
    return tuple(
        field
        for field in sorted(remote.mark.base)
        if field in FIELDS and field != "status" and remote.mark.base[field] not in their_digests(remote, field)
    )


def _file_changed(ours: str, remote: RemotePost, field: Field) -> bool:
    """Say whether the file's value, of which this is the digest, is not the one of the last write."""
    return remote.mark is None or remote.mark.file_digest(mark_name(field)) != ours


def unfinished(remote: RemotePost, field: Field) -> bool:
    """Say whether a write was cut off before its mark could say what the site had made of the field."""
    name = mark_name(field)
    return remote.mark is not None and name in remote.mark.sent and name not in remote.mark.base


def _site_changed(remote: RemotePost, field: Field) -> bool:
    """Say whether the site's value is not the one that stood there after the last write.

    A field that the file has only now begun to manage has no base. Then what WordPress puts there by itself is no
    change, and anything else is what somebody chose.
    """
    if field == "slug" and remote.slug == "" and remote.status in ("draft", "pending"):
        # WordPress takes the slug off a contributor's post that waits for review, whoever gave it.
        return False
    if field.startswith(META) and field.removeprefix(META) not in remote.meta:
        # Nobody has edited what the site does not know (any longer).
        return False
    base = remote.mark.base.get(mark_name(field)) if remote.mark else None
    if base is not None:
        return base not in their_digests(remote, field)
    if unfinished(remote, field) and (remote.untouched or remote.status in ("draft", "pending")):
        return False
    untouched = rule_of(field).untouched
    return untouched is not None and not untouched & {*their_texts(remote, field)}


def expected_texts(desired: DesiredPost, field: Field, directory: Directory) -> tuple[str, ...]:
    """Give the site's value as it will be if WordPress stores exactly what it is sent; none while that is not known."""
    rule = rule_of(field)
    text = rule.ours(desired)
    if text is not None and rule.bound is not None:
        text = rule.bound(desired, directory)
    return () if text is None else (text,)


def mark_name(field: Field) -> str:
    """Give what a field is called in a mark: its name, or a digest where comments of HTML could not hold that."""
    kind, dot, name = field.partition(".")
    plain = name.replace("_", "").replace("-", "").isalnum() and name.isascii() and name == name.lower()
    return field if not dot or (plain and "--" not in name) else f"{kind}.{digest(name)}"


def mark_after(
    desired: DesiredPost,
    written: Mapping[Field, tuple[str, ...]],
    previous: Mark | None,
    *,
    links: str | None = None,
    unsure: Container[Field] = (),
) -> Mark:
    """Give the mark that a post should carry after a write.

    `written` has the site's value of each field that the write settles; the other fields keep what `previous` says of
    them. `links` is where the links of a written content lead. Of the fields in `unsure` nobody can say beforehand what
    the site will make of them: they get no base, and a run that finds it missing knows that the one before was cut off.
    """
    base: dict[str, str] = dict(previous.base) if previous else {}
    sent: dict[str, str] = dict(previous.sent) if previous else {}
    if sent.pop(WAS, None) is not None:
        base.pop("status", None)
    for field, theirs in written.items():
        ours, name = our_text(desired, field), mark_name(field)
        base.pop(name, None)
        sent.pop(name, None)
        stands = digest(theirs[0] if ours is None or ours not in theirs else ours)
        if field not in unsure:
            base[name] = stands
        if ours is not None and (field in unsure or stands != digest(ours)):
            sent[name] = digest(ours)
    if "content" in written:
        sent.pop(_NAMELESS, None)
        if desired.nameless is not None:
            sent[_NAMELESS] = content_key(desired)
        if links is not None:
            sent.pop(_LINKS, None)
            if desired.links:
                sent[_LINKS] = digest(links)
    return Mark(source=desired.source, base=base, sent=sent)
