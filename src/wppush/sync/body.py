"""What a write sends for each field."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, cast

from wppush.plan.fields import expected_texts
from wppush.plan.posts import META
from wppush.plan.terms import desired_paths, is_taxonomy, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import DesiredPost, Directory, Field
    from wppush.sync.store import Store
    from wppush.wordpress.wire import PostBody


def fields_body(desired: DesiredPost, fields: Sequence[Field], directory: Directory, store: Store) -> PostBody:
    """Give the body for these fields; the content is the writer's, because the mark goes into it.

    Raises LookupError for what has no id yet.
    """
    body: PostBody = {}
    meta: dict[str, object] = {}
    for field in fields:
        if is_taxonomy(field):
            ids = resolve(field, desired_paths(desired, field), directory.terms)
            if ids is None:
                raise LookupError(field)
            cast("dict[str, object]", body)[store.key_of(field)] = [int(term_id) for term_id in ids]
        elif field.startswith(META):
            meta[field.removeprefix(META)] = desired.meta[field.removeprefix(META)]
        elif field == "footnotes":
            meta["footnotes"] = (desired.written.footnotes if desired.written else desired.footnotes) or ""
        elif field in ("author", "parent", "featured_image"):
            numbers = expected_texts(desired, field, directory)
            if not numbers:
                raise LookupError(field)
            key = "featured_media" if field == "featured_image" else field
            cast("dict[str, object]", body)[key] = int(numbers[0])
        else:
            _add_plain(body, desired, field)
    if meta:
        body["meta"] = meta
    return body


def _add_plain(body: PostBody, desired: DesiredPost, field: Field) -> None:
    match field:
        case "title":
            body["title"] = desired.title
        case "slug":
            body["slug"] = desired.slug
        case "date" if desired.date is not None:
            # UTC is exact; `date` would be read in the site's zone, which is what a naive date means.
            if desired.date.tzinfo is None:
                body["date"] = desired.date.isoformat(timespec="seconds")
            else:
                body["date_gmt"] = desired.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        case "comments" if desired.comments is not None:
            body["comment_status"] = desired.comments
        case "pings" if desired.pings is not None:
            body["ping_status"] = desired.pings
        case "status" | "excerpt" | "menu_order" | "template" | "format" | "sticky" | "password":
            cast("dict[str, object]", body)[field] = getattr(desired, field)
        case "content":
            pass
        case _:
            raise LookupError(field)
