"""What WordPress accepted and then stored otherwise: noticed from its reply, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.plan.fields import TEXTS, expected_texts, their_texts
from wppush.plan.posts import META
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
        notes.append(note(desired, f"WordPress stored {' and '.join(filtered)} in an altered form", hint))
    notes += [_otherwise(desired, post, field) for field in changed if field not in TEXTS]
    return tuple(notes)


def _otherwise(desired: DesiredPost, post: RemotePost, field: Field) -> Diagnostic:
    if field == "slug":
        return note(desired, f'WordPress stored the slug "{post.slug}" instead of "{desired.slug}"')
    if is_taxonomy(field):
        return note(desired, f"WordPress stored other {field} than it was sent")
    if field == "status":
        return note(desired, f'WordPress stored the status "{post.status}" instead of "{desired.status}"')
    if field == "date":
        return note(desired, f"WordPress stored the date {post.date} (site time)")
    if field == "password":
        return note(desired, "WordPress did not store the password", "a private post has none")
    if field.startswith(META):
        key = field.removeprefix(META)
        if key not in post.meta:
            hint = "a plugin or the theme has to register it with show_in_rest; WordPress drops what it does not know"
            return note(desired, f'the site has no meta field "{key}", so it was not stored', hint)
    return note(desired, f'WordPress stored "{their_texts(post, field)[0]}" as {field}')


def moved_note(desired: DesiredPost, field: Field) -> Diagnostic:
    """Say that a field changed that was not sent."""
    return note(desired, f"the {field} changed on the site while the post was written", "look at the post")


def note(desired: DesiredPost, message: str, hint: str | None = None) -> Diagnostic:
    """Give a warning about what became of a post."""
    place = Location(path=desired.name)
    return Diagnostic(code="WP311", severity=Severity.WARNING, message=message, location=place, hint=hint)
