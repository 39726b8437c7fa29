"""A method a route: what wppush asks of WordPress, each with the shape of its answer checked.

Lists are of 100 and ordered by id, because dates tie and then come in another order on each database.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from wppush.errors import AmbiguousWrite, ApiError, TransportError
from wppush.wordpress.media import MediaLibrary
from wppush.wordpress.transport import Request
from wppush.wordpress.wire import (
    ALL_STATUSES,
    POST_FIELDS,
    PUBLIC_FIELDS,
    TERM_FIELDS,
    Post,
    PublicPost,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wppush.wordpress.transport import Response, Transport
    from wppush.wordpress.wire import PostBody, PostId, TermId, User

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
        self.media = MediaLibrary(transport)

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[Post]:
        """Give the posts that have one of these slugs.

        Also those that had it when they were trashed, and those to which WordPress added a 2 because it was taken.
        """
        found: list[Post] = []
        for names in _chunks([name for slug in slugs for name in (slug, f"{slug}__trashed", f"{slug}-2")]):
            found += self._posts({"slug": ",".join(names)})
        return found

    def posts_containing(self, token: str) -> list[Post]:
        """Give the posts whose raw content has this text: one word, without blanks."""
        search = {"search": token, "search_columns": "post_content"}
        return list(self._posts(search))

    def public_posts_with_slugs(self, slugs: Sequence[str]) -> list[PublicPost]:
        """Give the posts with one of these slugs that the user may see, whoever may edit them."""
        found: list[PublicPost] = []
        for names in _chunks(slugs):
            found += self._public({"slug": ",".join(names)})
        return found

    def public_posts_containing(self, token: str) -> list[PublicPost]:
        """Give the posts whose raw content has this text and that the user may see, whoever may edit them."""
        return self._public({"search": token, "search_columns": "post_content"})

    def _public(self, params: Mapping[str, str]) -> list[PublicPost]:
        wanted = {"per_page": str(PER_PAGE), "_fields": PUBLIC_FIELDS, "status": ALL_STATUSES, **_BY_ID, **params}
        return [_shaped(post, _PUBLIC_POST, "/wp/v2/posts") for post in self._pages("/wp/v2/posts", wanted)]

    @property
    def user_edits_others(self) -> bool:
        """Whether the user may edit, and so see in lists, what others wrote."""
        return bool(self.user["capabilities"].get("edit_others_posts"))

    @property
    def user_is_filtered(self) -> bool:
        """Whether WordPress certainly filters the HTML that the user writes. (Some sites filter everybody's.)"""
        return not self.user["capabilities"].get("unfiltered_html")

    def has_block(self, name: str) -> bool:
        """Say whether the site has a block such as `core/math`; not, where it does not tell."""
        try:
            self._get(f"/wp/v2/block-types/{name}", {"_fields": "name"})
        except ApiError as error:
            if error.status in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED):
                return False
            raise
        return True

    def posts(self) -> Iterator[Post]:
        """Give every post, by id."""
        return self._posts({})

    def _posts(self, params: Mapping[str, str]) -> Iterator[Post]:
        route = "/wp/v2/posts"
        return (_shaped(post, _POST, route) for post in self._pages(route, {**_EDIT, **_BY_ID, **params}))

    def post(self, post_id: PostId) -> Post:
        """Give one post."""
        route = f"/wp/v2/posts/{post_id}"
        return _shaped(self._get(route, {"context": "edit", "_fields": POST_FIELDS}).json, _POST, route)

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
        route = f"/wp/v2/{taxonomy}"
        return [_shaped(term, _TERM, route) for term in self._pages(route, params)]

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
            return _shaped(response.json, _POST, route)
        except TransportError as error:
            raise AmbiguousWrite(error.message, method=method, route=route) from error

    def _get(self, route: str, params: Mapping[str, str]) -> Response:
        return self._transport.send(Request(method="GET", route=route, params=params))

    def _pages(self, route: str, params: Mapping[str, str]) -> Iterator[object]:
        page = 1
        while True:
            response = self._get(route, {**params, "page": str(page)} if page > 1 else params)
            if not isinstance(response.json, list):
                raise TransportError(f"{route} gave something else than a list", method="GET", route=route)
            yield from response.json
            # Never from the length of the page: WordPress leaves out what the user may not edit.
            pages = response.headers.get("X-WP-TotalPages", "")
            # Where something on the way takes the header off, the length is all there is.
            last = page >= int(pages) if pages.isdecimal() else len(response.json) < PER_PAGE
            if last:
                return
            page += 1


_T = TypeVar("_T", Post, PublicPost, Term)
_POST = TypeAdapter(Post)
_PUBLIC_POST = TypeAdapter(PublicPost)
_TERM = TypeAdapter(Term)


def _shaped(value: object, shape: TypeAdapter[_T], route: str) -> _T:
    """Give a piece of JSON as what it should be, after a look at whether it is.

    A plugin that takes fields out of the REST API is told of by the field's name instead of by a crash.
    """
    try:
        return shape.validate_python(value)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
        raise TransportError(
            f"{route} gave something without a usable {place or 'shape'}",
            method="GET",
            route=route,
            hint="a plugin of the site may be changing what the REST API gives",
        ) from None


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


def _existing_term(error: ApiError) -> dict[str, object]:
    if error.code != "term_exists":
        raise error
    return {"id": error.data.get("term_id")}
