"""Lists over many pages, lists of names over many requests, and a look at whether JSON is what it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from wppush.errors import TransportError
from wppush.wordpress.transport import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import TypeAdapter

    from wppush.wordpress.transport import Response, Transport

PER_PAGE = 100
MOST_PAGES = 10_000
"""A million posts. A list that says it has more, or never ends, is no site's."""
LONGEST_QUERY = 6_000
"""Bytes of slugs in one URL; web servers take lines of 8 KB."""

_T = TypeVar("_T")


def pages(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[Response]:
    """Ask for each page of a list; `params` says `per_page`, of 100. Raises SiteError."""
    page = 1
    while True:
        wanted = {**params, "page": str(page)} if page > 1 else params
        response = transport.send(Request(method="GET", route=route, params=wanted))
        if not isinstance(response.json, list):
            raise TransportError(f"{route} gave something else than a list", method="GET", route=route)
        yield response
        # Never from the length of the page: WordPress leaves out what the user may not edit. Where something on the
        # way takes the header off, the length is all there is.
        said = counted(response, "X-WP-TotalPages")
        if page >= said if said is not None else len(response.json) < PER_PAGE:
            return
        if (said or page) > MOST_PAGES:
            message = f"{route} is a list of more than {MOST_PAGES:,} pages"
            raise TransportError(message, method="GET", route=route, hint="the site may not be what it seems")
        page += 1


def counted(response: Response, header: str) -> int | None:
    """Give the number that a header says; None where it says none."""
    said = response.headers.get(header, "")
    # Python refuses to read numbers of thousands of digits.
    return int(said[:18]) if said.isascii() and said.isdecimal() else None


def shaped(value: object, shape: TypeAdapter[_T], route: str) -> _T:
    """Give a piece of JSON as what it should be, after a look at whether it is.

    A plugin that takes fields out of the REST API is told of by the field's name instead of by a crash.
    """
    from pydantic import ValidationError

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


def chunks(names: Sequence[str]) -> Iterator[list[str]]:
    """Cut a list of names so that neither a page of results nor a line of a request gets too long."""
    chunk: list[str] = []
    length = 0
    for name in names:
        size = len(quote(name)) + len("%2C")
        if chunk and (len(chunk) == PER_PAGE or length + size > LONGEST_QUERY):
            yield chunk
            chunk, length = [], 0
        chunk.append(name)
        length += size
    if chunk:
        yield chunk
