"""What of a post WordPress does not take, from its error: where that stands in the file, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.diagnostics import Location
from wppush.errors import AmbiguousWrite, ApiError
from wppush.plan import Gone, Prune
from wppush.plan.posts import META

if TYPE_CHECKING:
    from wppush.errors import SiteError
    from wppush.plan import DesiredPost, Field, PostChange

_FIELDS: dict[str, Field] = {
    "rest_invalid_author": "author",
    "rest_cannot_edit_others": "author",
    "rest_cannot_publish": "status",
    "rest_cannot_assign_sticky": "sticky",
    "rest_post_invalid_id": "parent",
}
"""By the code of an error, the field that it is about."""
_PARAMS: dict[str, Field] = {
    "featured_media": "featured_image",
    "comment_status": "comments",
    "ping_status": "pings",
    "date_gmt": "date",
}
"""What WordPress calls a field where front matter calls it otherwise."""
_HINTS: dict[Field, str] = {
    "author": "write the slug of an author (the end of the address of the author's page), or the user's id",
    "status": "you may not publish: write `status: pending` (or draft) into the file",
    "sticky": "delete sticky, or have an editor make the post sticky",
    "template": 'write one of those that the message names, or template: "" for the theme\'s default',
    "parent": 'write the path of the parent\'s slugs, or parent: "" for none',
}


def place_of(error: SiteError, desired: DesiredPost) -> Location:
    """Give where the field stands that an error is about; the file as such where it names none."""
    field = _field(error, desired)
    return Location(path=desired.name) if field is None else desired.place(field)


def hint_of(error: SiteError, change: PostChange) -> str | None:
    """Say what to do about an error of a write."""
    again = "run the same command again"
    if isinstance(error, AmbiguousWrite):
        return error.hint or f"{again}: nothing is made twice"
    if error.hint is not None or isinstance(change, Gone | Prune):
        return error.hint
    field = _field(error, change.desired)
    if field is None:
        return None
    if field.startswith(META):
        return "the post itself is there; correct the value, or delete the field, and run the same command again"
    if isinstance(error, ApiError) and error.code == "rest_invalid_field":
        return 'a post is sticky or has a password, not both: write sticky: false, or password: ""'
    return _HINTS.get(field)


def _field(error: SiteError, desired: DesiredPost) -> Field | None:
    if not isinstance(error, ApiError):
        return None
    names = [str(error.data[key]) for key in ("key", "param") if isinstance(error.data.get(key), str)]
    params = error.data.get("params")
    names += map(str, params) if isinstance(params, dict) else []
    if error.code == "rest_invalid_field":
        names += ["password", "sticky"]
    if error.code in _FIELDS:
        names.append(_FIELDS[error.code])
    # Of a value of the wrong type only the message says the name: "meta.box[width] is not of type number."
    names += [word.rstrip(".,") for word in error.message.split() if word.startswith(META)]
    for name in names:
        short = name.removeprefix(META).partition("[")[0].strip('"')
        for field in (f"{META}{short}", _PARAMS.get(short, short)):
            if field in desired.managed:
                return field
    return None
