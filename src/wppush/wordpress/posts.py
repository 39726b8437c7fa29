"""The routes of posts of one type, with the shape of each answer checked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter

from wppush.errors import AmbiguousWrite, ApiError, TransportError
from wppush.wordpress.listing import PER_PAGE, chunks, pages, shaped
from wppush.wordpress.transport import Request
from wppush.wordpress.wire import ALL_STATUSES, POST_FIELDS, PUBLIC_FIELDS, Post, PublicPost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wppush.wordpress.transport import Response, Transport
    from wppush.wordpress.types import PostType
    from wppush.wordpress.wire import PostBody, PostId

_BY_ID = {"orderby": "id", "order": "asc"}
"""Dates tie, and then come in another order on each database."""
_POST = TypeAdapter(Post)
_PUBLIC_POST = TypeAdapter(PublicPost)


class PostRoutes:
    """The posts of one type. Every method raises SiteError; what writes may raise AmbiguousWrite."""

    def __init__(
        self, transport: Transport, kind: PostType, *, more: Iterable[str] = (), published: bool = False
    ) -> None:
        self._transport = transport
        self._statuses = "publish" if published else ALL_STATUSES
        self.kind = kind
        self._fields = ",".join([POST_FIELDS, *sorted(more)])

    def with_slugs(self, slugs: Sequence[str], *, exactly: bool = False) -> list[Post]:
        """Give the posts that have one of these slugs.

        Unless `exactly` these, also the posts that had one when they were trashed, and those to which WordPress added a
        2 because it was taken.
        """
        found: list[Post] = []
        endings = ("",) if exactly else ("", "__trashed", "-2")
        for names in chunks([f"{slug}{ending}" for slug in slugs for ending in endings]):
            found += self._list({"slug": ",".join(names)})
        return found

    def with_ids(self, ids: Sequence[int]) -> list[Post]:
        """Give the posts that have one of these ids."""
        found: list[Post] = []
        for names in chunks([str(number) for number in ids]):
            found += self._list({"include": ",".join(names)})
        return found

    def containing(self, token: str) -> list[Post]:
        """Give the posts whose raw content has this text: one word, without blanks."""
        return list(self._list({"search": token, "search_columns": "post_content"}))

    def all(self) -> Iterator[Post]:
        """Give every post, by id."""
        return self._list({})

    def public_with_slugs(self, slugs: Sequence[str]) -> list[PublicPost]:
        """Give the posts with one of these slugs that the user may see, whoever may edit them."""
        found: list[PublicPost] = []
        for names in chunks(slugs):
            found += self._public({"slug": ",".join(names)})
        return found

    def public_containing(self, token: str) -> list[PublicPost]:
        """Give the posts whose raw content has this text and that the user may see, whoever may edit them."""
        return self._public({"search": token, "search_columns": "post_content"})

    def one(self, post_id: PostId) -> Post:
        """Give one post."""
        route = f"{self.kind.route}/{post_id}"
        answer = self._get(route, {"context": "edit", "_fields": self._fields})
        return _post(answer.json, route)

    def create(self, body: PostBody) -> Post:
        """Make a post. Not idempotent: on AmbiguousWrite look the mark up before sending it again."""
        return self._write(self.kind.route, body)

    def update(self, post_id: PostId, body: PostBody) -> Post:
        """Change the named fields of a post. Sending it twice does no more than once."""
        return self._write(f"{self.kind.route}/{post_id}", body)

    def trash(self, post_id: PostId) -> None:
        """Move a post to the trash; one that is there already stays there."""
        route = f"{self.kind.route}/{post_id}"
        try:
            self._transport.send(Request(method="DELETE", route=route, params={"_fields": "id"}))
        except ApiError as error:
            if error.status != HTTPStatus.GONE:
                raise

    def _list(self, params: Mapping[str, str]) -> Iterator[Post]:
        route = self.kind.route
        wanted = {
            "context": "edit",
            "_fields": self._fields,
            "status": ALL_STATUSES,
            "per_page": str(PER_PAGE),
            **_BY_ID,
            **params,
        }
        return (_post(post, route) for post in _entries(self._transport, route, wanted))

    def _public(self, params: Mapping[str, str]) -> list[PublicPost]:
        route = self.kind.route
        wanted = {"per_page": str(PER_PAGE), "_fields": PUBLIC_FIELDS, "status": self._statuses, **_BY_ID, **params}
        return [shaped(post, _PUBLIC_POST, route) for post in _entries(self._transport, route, wanted)]

    def _get(self, route: str, params: Mapping[str, str]) -> Response:
        return self._transport.send(Request(method="GET", route=route, params=params))

    def _write(self, route: str, body: PostBody) -> Post:
        params = {"context": "edit", "_fields": self._fields}
        sent = cast("Mapping[str, object]", body)
        response = self._transport.send(Request(method="POST", route=route, params=params, json=sent))
        try:
            return _post(response.json, route)
        except TransportError as error:
            raise AmbiguousWrite(error.message, method="POST", route=route) from error


def _entries(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[object]:
    for page in pages(transport, route, params):
        yield from cast("list[object]", page.json)


def _post(value: object, route: str) -> Post:
    """Give a post; with the terms of taxonomies of the site's own, which only it knows."""
    post = shaped(value, _POST, route)
    return cast("Post", {**cast("dict[str, object]", value), **post})
