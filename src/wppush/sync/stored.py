"""What WordPress accepted and then stored otherwise: noticed from its reply, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Severity
from wppush.plan.fields import TEXTS, expected_texts, their_texts
from wppush.plan.notes import unknown_meta
from wppush.plan.posts import META, TAXONOMY
from wppush.plan.terms import is_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import DesiredPost, Directory, Field, RemotePost


def what_was_stored(
    desired: DesiredPost, post: RemotePost, fields: Sequence[Field], directory: Directory
) -> tuple[Diagnostic, ...]:
    """Say which fields a post has otherwise than they were sent."""
    changed = [
        field for field in fields if not {*expected_texts(desired, field, directory)} & {*their_texts(post, field)}
    ]
    notes: list[Diagnostic] = []
    if "footnotes" in changed and desired.footnotes and not post.footnotes:
        hint = "the theme or a plugin has taken custom fields from posts, so WordPress has no place for notes"
        notes.append(note(desired, "WordPress did not store the footnotes", hint))
        changed.remove("footnotes")
    if filtered := [field for field in TEXTS if field in changed]:
        hint = "WordPress filters the HTML of users without the capability unfiltered_html"
        altered = f"WordPress stored {' and '.join(filtered)} in an altered form"
        notes.append(note(desired, altered, hint, field=filtered[0]))
    for field in changed:
        if field.startswith(META) and field.removeprefix(META) not in post.meta:
            notes.append(unknown_meta(desired, field))
        elif field not in TEXTS:
            message, advice = _otherwise(desired, post, field)
            notes.append(note(desired, message, advice, field=field))
    return tuple(notes)


def _otherwise(desired: DesiredPost, post: RemotePost, field: Field) -> tuple[str, str | None]:
    match field:
        case "slug":
            return f'WordPress stored the slug "{post.slug}" instead of "{desired.slug}"', None
        case "status":
            return f'WordPress stored the status "{post.status}" instead of "{desired.status}"', None
        case "date":
            return f"WordPress stored the date {post.date} (site time)", None
        case "password":
            return "WordPress did not store the password", "a private post has none"
        case "featured_image" if desired.featured_image is not None and desired.featured_image.use is None:
            message = f"the media library has no image with the id {desired.featured_image.id}, so the post has none"
            return message, "look its id up in the media library, or write the path of a file"
        case "parent":
            return f"WordPress stored {post.parent or 'none'} as parent", "a page can not be below itself"
    if is_taxonomy(field):
        return f"WordPress stored other {field.removeprefix(TAXONOMY)} than it was sent", None
    return f'WordPress stored "{their_texts(post, field)[0]}" as {field}', None


def moved_note(desired: DesiredPost, field: Field) -> Diagnostic:
    """Say that a field changed that was not sent."""
    return note(desired, f"the {field} changed on the site while the post was written", "look at the post", field=field)


def note(desired: DesiredPost, message: str, hint: str | None = None, *, field: Field = "") -> Diagnostic:
    """Give a warning about what became of a post, or of one field of it."""
    place = desired.place(field)
    return Diagnostic(
        code=SiteCode.STORED_OTHERWISE, severity=Severity.WARNING, message=message, location=place, hint=hint
    )
