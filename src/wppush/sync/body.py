"""What a write sends for each field."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, assert_never

from wppush.plan.terms import desired_paths, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import DesiredPost, Field, TermIndex
    from wppush.wordpress.wire import PostBody


def fields_body(desired: DesiredPost, fields: Sequence[Field], terms: TermIndex) -> PostBody:
    """Give the body for these fields; the content is the writer's, because the mark goes into it.

    Raises LookupError for a term that has no id.
    """
    body: PostBody = {}
    for field in fields:
        match field:
            case "title":
                body["title"] = desired.title
            case "slug":
                body["slug"] = desired.slug
            case "status":
                if desired.status is not None:
                    body["status"] = desired.status
            case "date":
                if desired.date is None:
                    continue
                # UTC is exact; `date` would be read in the site's zone, which is what a naive date means.
                if desired.date.tzinfo is None:
                    body["date"] = desired.date.isoformat(timespec="seconds")
                else:
                    body["date_gmt"] = desired.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
            case "excerpt":
                body["excerpt"] = desired.excerpt or ""
            case "categories" | "tags":
                ids = resolve(field, desired_paths(desired, field), terms)
                if ids is None:
                    raise LookupError(field)
                if field == "categories":
                    body["categories"] = [int(term_id) for term_id in ids]
                else:
                    body["tags"] = [int(term_id) for term_id in ids]
            case "footnotes":
                body["meta"] = {"footnotes": desired.footnotes or ""}
            case "content":
                continue
            case _:
                assert_never(field)
    return body
