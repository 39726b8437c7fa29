"""The one edge at which WordPress's JSON becomes wppush's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from wppush.blocks import Mark, read_mark, strip_mark
from wppush.plan import RemoteMedia, RemotePost, RemoteTerm
from wppush.rendering import MediaItem, MediaSize
from wppush.texts import keep
from wppush.wordpress.attachment import is_whole, original_url
from wppush.wordpress.wire import PostId, TermId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.blocks.model import JSON
    from wppush.wordpress.attachment import Attachment
    from wppush.wordpress.wire import Post, PublicPost, Raw, Term

TRASHED = "__trashed"
"""What WordPress puts behind the slug of a post in the trash."""
_NO_TEXT = keep("")


def remote_post(post: Post, kind: str, taxonomies: Mapping[str, str], *, seen: float = 0.0) -> RemotePost:
    """Give a post of the REST API as a value; `taxonomies` says what a post calls the terms of each."""
    raw = _raw(post.get("content"))
    slug = post["slug"].removesuffix(TRASHED) if post["status"] == "trash" else post["slug"]
    meta = post.get("meta")
    said = cast("dict[str, JSON]", meta) if isinstance(meta, dict) else {}
    notes = said.get("footnotes")
    return RemotePost(
        id=PostId(post["id"]),
        type=kind,
        link=post["link"],
        status=post["status"],
        slug=unquote(slug),
        title=_raw(post.get("title")),
        excerpt=_raw(post.get("excerpt")),
        stored=keep(raw),
        words=keep(strip_mark(raw)),
        date=post["date"],
        date_gmt=post["date_gmt"],
        modified=post["modified"],
        categories=frozenset(map(TermId, post.get("categories", []))),
        tags=frozenset(map(TermId, post.get("tags", []))),
        taxonomies={name: _terms(post, key) for name, key in taxonomies.items() if key in post},
        meta={key: value for key, value in said.items() if key != "footnotes"},
        author=post.get("author", 0),
        parent=post.get("parent", 0),
        menu_order=post.get("menu_order", 0),
        featured_media=post.get("featured_media", 0),
        template=post.get("template", ""),
        format=post.get("format", "standard"),
        sticky=post.get("sticky", False),
        password=post.get("password", ""),
        comment_status=post.get("comment_status", "open"),
        ping_status=post.get("ping_status", "open"),
        mark=read_mark(raw),
        footnotes=notes if isinstance(notes, str) else "",
        seen=seen,
    )


def _raw(field: Raw | None) -> str:
    return field["raw"] if field else ""


def _terms(post: Post, key: str) -> frozenset[TermId]:
    ids = cast("Mapping[str, object]", post)[key]
    return frozenset(TermId(int(number)) for number in ids) if isinstance(ids, list) else frozenset()


def visible_post(post: PublicPost, kind: str, *, source: str | None) -> RemotePost:
    """Give a post that the user may see and not edit; `source` where it was found by its mark."""
    return RemotePost(
        id=PostId(post["id"]),
        type=kind,
        link=post["link"],
        status=post["status"],
        slug=unquote(post["slug"]),
        title="",
        excerpt="",
        stored=_NO_TEXT,
        words=_NO_TEXT,
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


def remote_media(attachment: Attachment) -> RemoteMedia:
    """Give an attachment of the REST API as a value."""
    details = attachment["media_details"]
    sizes = {
        name: MediaSize(url=size["source_url"], width=size["width"], height=size["height"])
        for name, size in details.get("sizes", {}).items()
    }
    return RemoteMedia(
        item=MediaItem(
            id=attachment["id"],
            url=attachment["source_url"],
            sizes=sizes,
            width=details.get("width"),
            height=details.get("height"),
            original=original_url(attachment),
        ),
        alt=attachment["alt_text"],
        title=_raw(attachment.get("title")),
        caption=_raw(attachment.get("caption")),
        whole=is_whole(attachment),
        editable="title" in attachment,
    )
