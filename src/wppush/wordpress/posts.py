"""The routes of posts of one type, with the shape of each answer checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter

from wppush.codes import SiteCode
from wppush.errors import AmbiguousWrite, AuthError, NotFound, TransportError
from wppush.wordpress.listing import PER_PAGE, Listing, chunks, pages, shaped
from wppush.wordpress.threads import side_by_side
from wppush.wordpress.transport import Request
from wppush.wordpress.wire import (
    ALL_STATUSES,
    LIVE_STATUSES,
    POST_FIELDS,
    PUBLIC_FIELDS,
    NumberedPost,
    Post,
    PublicPost,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wppush.wordpress.transport import Response, Transport
    from wppush.wordpress.types import PostType
    from wppush.wordpress.wire import PostBody, PostId

_BY_ID = {"orderby": "id", "order": "asc"}
"""Dates tie, and then come in another order on each database."""
Keep = Callable[[Mapping[str, object]], bool]
"""Whether an entry of a list is wanted."""
_POST = TypeAdapter(Post)
_PUBLIC_POST = TypeAdapter(PublicPost)
_NUMBER = TypeAdapter(NumberedPost)


class PostList:
    """Posts of a list of which the first page has come; each page is dropped when its posts have been given."""

    def __init__(self, listing: Listing, route: str, keep: Keep | None = None) -> None:
        self._listing = listing
        self._route = route
        self._keep = keep

    @property
    def total(self) -> int | None:
        """How many posts there are, also those that are not given; None where the site does not say."""
        return self._listing.total

    def __iter__(self) -> Iterator[Post]:
        return (post for post, _ in self.dated())

    def dated(self) -> Iterator[tuple[Post, float]]:
        """Give each post, and when its page was asked for, in seconds of `time.monotonic`."""
        for page in self._listing.pages():
            for entry in cast("list[object]", page.json):
                if self._keep is None or (isinstance(entry, dict) and self._keep(entry)):
                    yield _post(entry, self._route), page.asked


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
        endings = ("",) if exactly else ("", "__trashed", "-2")
        return self._with_one_of("slug", [f"{slug}{ending}" for slug in slugs for ending in endings])

    def with_ids(self, ids: Sequence[int]) -> list[Post]:
        """Give the posts that have one of these ids."""
        return self._with_one_of("include", [str(number) for number in ids])

    def containing(self, token: str) -> PostList:
        """Give the posts, by id, whose raw content has this text: one word, without blanks."""
        return self._list({"search": token, "search_columns": "post_content"})

    def all(self, keep: Keep) -> PostList:
        """Give every post, by id, that is to be kept: asked of each as JSON, before a look at its shape."""
        return self._list({}, keep)

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

    def may_be_edited(self, post_id: int) -> bool:
        """Say whether the user may edit a post; of one that is not there (any longer) nothing says that he may not."""
        route = f"{self.kind.route}/{post_id}"
        try:
            self._get(route, {"context": "edit", "_fields": "id"})
        except NotFound:
            return True
        except AuthError as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                raise
            return False
        return True

    def creating(self, body: PostBody) -> Request:
        """Give the request that makes a post. Not idempotent: after AmbiguousWrite look the mark up before another."""
        return self._writing(self.kind.route, body, adds=True)

    def updating(self, post_id: PostId, body: PostBody) -> Request:
        """Give the request that changes the named fields of a post. Sending it twice does no more than once."""
        return self._writing(f"{self.kind.route}/{post_id}", body)

    def trashing(self, post_id: PostId) -> Request:
        """Give the request that moves a post to the trash; one that is there already gives a NotFound, 410."""
        return Request(method="DELETE", route=f"{self.kind.route}/{post_id}", params={"_fields": "id"})

    def written(self, request: Request, answer: object) -> Post:
        """Give the post that came back from a write. Raises AmbiguousWrite where it is none."""
        try:
            return _post(answer, request.route)
        except TransportError as error:
            raise AmbiguousWrite(error.message, method=request.method, route=request.route) from error

    def numbers_of(self, slugs: Sequence[str]) -> dict[int, str]:
        """Give the slug of each post, by its id, that has one of these slugs: not of those in the trash."""
        found: dict[int, str] = {}
        route = self.kind.route
        for names in chunks(slugs):
            params = {
                "context": "edit",
                "_fields": "id,slug",
                "status": LIVE_STATUSES,
                "per_page": str(PER_PAGE),
                **_BY_ID,
                "slug": ",".join(names),
            }
            entries = _entries(self._transport, route, params)
            found |= {entry["id"]: entry["slug"] for entry in (shaped(one, _NUMBER, route) for one in entries)}
        return found

    def newest_containing(self, token: str) -> list[Post]:
        """Give the hundred newest posts whose raw content has this text, newest first."""
        route = self.kind.route
        params = {
            "context": "edit",
            "_fields": self._fields,
            "status": ALL_STATUSES,
            "per_page": str(PER_PAGE),
            "orderby": "id",
            "order": "desc",
            "search": token,
            "search_columns": "post_content",
        }
        answer = self._get(route, params).json
        if not isinstance(answer, list):
            raise TransportError(
                f"{route} gave something else than a list", method="GET", route=route, ref=SiteCode.OTHER_SHAPE
            )
        return [_post(post, route) for post in answer]

    def _with_one_of(self, param: str, names: Sequence[str]) -> list[Post]:
        calls = (partial(self._list, {param: ",".join(some)}) for some in chunks(names))
        return [post for found in side_by_side(calls, self._transport.jobs) for post in found]

    def _list(self, params: Mapping[str, str], keep: Keep | None = None) -> PostList:
        route = self.kind.route
        wanted = {
            "context": "edit",
            "_fields": self._fields,
            "status": ALL_STATUSES,
            "per_page": str(PER_PAGE),
            **_BY_ID,
            **params,
        }
        return PostList(Listing(self._transport, route, wanted), route, keep)

    def _public(self, params: Mapping[str, str]) -> list[PublicPost]:
        route = self.kind.route
        wanted = {"per_page": str(PER_PAGE), "_fields": PUBLIC_FIELDS, "status": self._statuses, **_BY_ID, **params}
        return [shaped(post, _PUBLIC_POST, route) for post in _entries(self._transport, route, wanted)]

    def _get(self, route: str, params: Mapping[str, str]) -> Response:
        return self._transport.send(Request(method="GET", route=route, params=params))

    def _writing(self, route: str, body: PostBody, *, adds: bool = False) -> Request:
        params = {"context": "edit", "_fields": self._fields}
        return Request(method="POST", route=route, params=params, json=cast("Mapping[str, object]", body), adds=adds)


def _entries(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[object]:
    for page in pages(transport, route, params):
        yield from cast("list[object]", page.json)


def _post(value: object, route: str) -> Post:
    """Give a post; with the terms of taxonomies of the site's own, which only it knows."""
    post = shaped(value, _POST, route)
    return cast("Post", {**cast("dict[str, object]", value), **post})
