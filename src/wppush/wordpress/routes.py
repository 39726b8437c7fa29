"""A method a route: what wppush asks of WordPress, each with the shape of its answer checked.

Lists are of 100 and ordered by id, because dates tie and then come in another order on each database.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from wppush.errors import AmbiguousWrite, ApiError, TransportError
from wppush.wordpress.transport import Request
from wppush.wordpress.wire import ALL_STATUSES, POST_FIELDS, TERM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wppush.wordpress.transport import Response, Transport
    from wppush.wordpress.wire import Post, PostBody, PostId, Term, TermId, User

PER_PAGE = 100
LONGEST_QUERY = 6_000
"""Bytes of slugs in one URL; web servers take lines of 8 KB."""
_EDIT = {"context": "edit", "_fields": POST_FIELDS, "status": ALL_STATUSES, "per_page": str(PER_PAGE)}
_BY_ID = {"orderby": "id", "order": "asc"}


class WordPress:
    """The routes of one site, as one user.

    Every method raises SiteError: TransportError, ApiError (AuthError, NotFound, RateLimited) and, for writes,
    AmbiguousWrite. All posts come with `context=edit`, trashed ones included; those that the user may not edit are
    left out by WordPress without a word.
    """

    def __init__(self, transport: Transport, *, url: str, user: User) -> None:
        self._transport = transport
        self.url = url
        self.user = user

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[Post]:
        """Give the posts that have one of these slugs, also those that had it when they were trashed."""
        found: list[Post] = []
        for names in _chunks([name for slug in slugs for name in (slug, f"{slug}__trashed")]):
            found += self._pages("/wp/v2/posts", {**_EDIT, **_BY_ID, "slug": ",".join(names)})
        return found

    def posts_containing(self, token: str) -> list[Post]:
        """Give the posts whose raw content has this text: one word, without blanks."""
        search = {"search": token, "search_columns": "post_content"}
        return list(self._pages("/wp/v2/posts", {**_EDIT, **_BY_ID, **search}))

    def posts(self) -> Iterator[Post]:
        """Give every post, by id."""
        return self._pages("/wp/v2/posts", {**_EDIT, **_BY_ID})

    def post(self, post_id: PostId) -> Post:
        """Give one post."""
        route = f"/wp/v2/posts/{post_id}"
        return _post(self._get(route, {"context": "edit", "_fields": POST_FIELDS}), "GET", route)

    def create_post(self, body: PostBody) -> Post:
        """Make a post. Not idempotent: on AmbiguousWrite look the mark up before sending it again."""
        return self._write("POST", "/wp/v2/posts", body)

    def update_post(self, post_id: PostId, body: PostBody) -> Post:
        """Change the named fields of a post. Sending it twice does no more than once."""
        return self._write("POST", f"/wp/v2/posts/{post_id}", body)

    def trash_post(self, post_id: PostId) -> None:
        """Move a post to the trash; one that is there already stays there."""
        try:
            self._transport.send(Request(method="DELETE", route=f"/wp/v2/posts/{post_id}", params={"_fields": "id"}))
        except ApiError as error:
            if error.status != HTTPStatus.GONE:
                raise

    def terms(self, taxonomy: str) -> list[Term]:
        """Give every term of `categories` or `tags`."""
        params = {"per_page": str(PER_PAGE), "_fields": TERM_FIELDS, **_BY_ID}
        return cast("list[Term]", list(self._pages(f"/wp/v2/{taxonomy}", params)))

    def create_term(self, taxonomy: str, name: str, *, parent: TermId | None = None) -> TermId:
        """Make a term and give its id; where it exists already (another run made it), give that one's."""
        body: dict[str, object] = {"name": name}
        if parent is not None:
            body["parent"] = parent
        route = f"/wp/v2/{taxonomy}"
        request = Request(method="POST", route=route, params={"_fields": "id"}, json=body)
        try:
            made = self._transport.send(request).json
        except AmbiguousWrite:
            # WordPress refuses a second term of that name and parent and names the first one's id.
            made = self._again(request)
        except ApiError as error:
            made = _existing_term(error)
        if not isinstance(made, dict) or not isinstance(made.get("id"), int):
            raise TransportError("a term came back without an id", method="POST", route=route)
        return cast("TermId", made["id"])

    def _again(self, request: Request) -> object:
        try:
            return self._transport.send(request).json
        except ApiError as error:
            return _existing_term(error)

    def _write(self, method: str, route: str, body: PostBody) -> Post:
        params = {"context": "edit", "_fields": POST_FIELDS}
        sent = cast("Mapping[str, object]", body)
        response = self._transport.send(Request(method=method, route=route, params=params, json=sent))
        try:
            return _post(response, method, route)
        except TransportError as error:
            raise AmbiguousWrite(error.message, method=method, route=route) from error

    def _get(self, route: str, params: Mapping[str, str]) -> Response:
        return self._transport.send(Request(method="GET", route=route, params=params))

    def _pages(self, route: str, params: Mapping[str, str]) -> Iterator[Post]:
        page = 1
        while True:
            response = self._get(route, {**params, "page": str(page)} if page > 1 else params)
            if not isinstance(response.json, list):
                raise TransportError(f"{route} gave something else than a list", method="GET", route=route)
            yield from response.json
            # Never from the length of the page: WordPress leaves out what the user may not edit.
            if page >= int(response.headers.get("X-WP-TotalPages", "0") or 0):
                return
            page += 1


def _chunks(slugs: Sequence[str]) -> Iterator[list[str]]:
    """Cut a list of slugs so that neither a page of results nor a line of a request gets too long."""
    chunk: list[str] = []
    length = 0
    for slug in slugs:
        size = len(quote(slug)) + len("%2C")
        if chunk and (len(chunk) == PER_PAGE or length + size > LONGEST_QUERY):
            yield chunk
            chunk, length = [], 0
        chunk.append(slug)
        length += size
    if chunk:
        yield chunk


def _post(response: Response, method: str, route: str) -> Post:
    post = response.json
    if not isinstance(post, dict) or not isinstance(post.get("id"), int) or "content" not in post:
        raise TransportError(f"{method} {route} gave something else than a post", method=method, route=route)
    return cast("Post", post)


def _existing_term(error: ApiError) -> dict[str, object]:
    if error.code != "term_exists":
        raise error
    return {"id": error.data.get("term_id")}
