"""The one edge at which WordPress's JSON becomes wppush's values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.blocks import Mark, read_mark, strip_mark
from wppush.plan import RemotePost, RemoteTerm
from wppush.wordpress.wire import PostId, TermId

if TYPE_CHECKING:
    from wppush.wordpress.wire import Post, PublicPost, Term

_TRASHED = "__trashed"


def remote_post(post: Post) -> RemotePost:
    """Give a post of the REST API as a value."""
    raw = post["content"]["raw"]
    slug = post["slug"].removesuffix(_TRASHED) if post["status"] == "trash" else post["slug"]
    return RemotePost(
        id=PostId(post["id"]),
        link=post["link"],
        status=post["status"],
        slug=unquote(slug),
        title=post["title"]["raw"],
        excerpt=post["excerpt"]["raw"],
        raw=raw,
        content=strip_mark(raw),
        date=post["date"],
        date_gmt=post["date_gmt"],
        modified=post["modified"],
        categories=frozenset(map(TermId, post["categories"])),
        tags=frozenset(map(TermId, post["tags"])),
        mark=read_mark(raw),
        footnotes=_footnotes(post),
    )


def _footnotes(post: Post) -> str:
    """Give the field for footnotes, which types of posts without custom fields do not have."""
    meta = post.get("meta")
    found = meta.get("footnotes") if isinstance(meta, dict) else None
    return found if isinstance(found, str) else ""


def visible_post(post: PublicPost, *, source: str | None) -> RemotePost:
    """Give a post that the user may see and not edit; `source` where it was found by its mark."""
    return RemotePost(
        id=PostId(post["id"]),
        link=post["link"],
        status=post["status"],
        slug=unquote(post["slug"]),
        title="",
        excerpt="",
        raw="",
        content="",
        date="",
        date_gmt="",
        modified="",
        categories=frozenset(),
        tags=frozenset(),
        mark=None if source is None else Mark(source=source),
        editable=False,
    )


def remote_term(term: Term) -> RemoteTerm:
    """Give a term of the REST API as a value."""
    parent = term.get("parent", 0)
    return RemoteTerm(id=TermId(term["id"]), name=term["name"], parent=TermId(parent) if parent else None)
