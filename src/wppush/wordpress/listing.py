"""Lists over many pages, lists of names over many requests, and a look at whether JSON is what it should be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote

from wppush.codes import SiteCode
from wppush.errors import ApiError, TransportError
from wppush.wordpress.threads import side_by_side
from wppush.wordpress.transport import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import TypeAdapter

    from wppush.wordpress.transport import Response, Transport

PER_PAGE = 100
MOST_PAGES = 10_000
"""A million posts. A list that says it has more, or never ends, is no site's."""
AHEAD = 4
"""Pages that are asked for before the one before them was looked at: with long posts each has megabytes."""
LONGEST_QUERY = 6_000
"""Bytes of slugs in one URL; web servers take lines of 8 KB."""

_T = TypeVar("_T")


class Listing:
    """A list over many pages, of which the first has come. `params` say `per_page`, of 100. Raises SiteError."""

    def __init__(self, transport: Transport, route: str, params: Mapping[str, str]) -> None:
        self._transport = transport
        self._route = route
        self._params = params
        self._first = self._page(1)
        self._seen: set[int] = set()

    @property
    def total(self) -> int | None:
        """How many entries the site says there are, also those that it leaves out; None where it does not say."""
        return counted(self._first, "X-WP-Total")

    def pages(self) -> Iterator[Response]:
        """Give each page, in order, with what no page before it had; some are asked for ahead, side by side.

        WordPress counts pages anew for each answer. What is added meanwhile comes at the end. Where something was
        deleted, what stood at the beginning of the next page has moved to the end of the one before: that one is asked
        for once more.
        """
        page, answer = 1, self._first
        yield self._new(answer)
        while (last := _last_page(page, answer)) > page:
            if last > MOST_PAGES:
                message = f"{self._route} is a list of more than {MOST_PAGES:,} pages"
                raise TransportError(
                    message,
                    method="GET",
                    route=self._route,
                    hint="the site may not be what it seems",
                    ref=SiteCode.ENDLESS,
                )
            numbers = range(page + 1, last + 1)
            ahead = min(self._transport.jobs, AHEAD)
            answers = side_by_side((partial(self._page_if_there, number) for number in numbers), ahead)
            for number, found in zip(numbers, answers, strict=True):
                if found is None or _is_shorter(found, answer):
                    again = self._page_if_there(page)
                    if again is not None:
                        yield self._new(again)
                if found is None:
                    return
                yield self._new(found)
                page, answer = number, found
                if _last_page(page, answer) <= page:
                    return

    def _page(self, number: int) -> Response:
        wanted = {**self._params, "page": str(number)} if number > 1 else self._params
        response = self._transport.send(Request(method="GET", route=self._route, params=wanted))
        if not isinstance(response.json, list):
            raise TransportError(
                f"{self._route} gave something else than a list",
                method="GET",
                route=self._route,
                ref=SiteCode.OTHER_SHAPE,
            )
        return response

    def _page_if_there(self, number: int) -> Response | None:
        """Give a page; None where the list has become so short that it has none of this number."""
        try:
            return self._page(number)
        except ApiError as error:
            if number > 1 and error.code == "rest_post_invalid_page_number":
                return None
            raise

    def _new(self, response: Response) -> Response:
        entries = cast("list[object]", response.json)
        new = [entry for entry in entries if (number := _id_of(entry)) is None or number not in self._seen]
        self._seen.update(number for entry in entries if (number := _id_of(entry)) is not None)
        return response if len(new) == len(entries) else replace(response, json=new)


def pages(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[Response]:
    """Ask for each page of a list; see `Listing`."""
    return Listing(transport, route, params).pages()


def _last_page(page: int, response: Response) -> int:
    # Never from the length of the page: WordPress leaves out what the user may not edit. Where something on the way
    # takes the header off, the length is all there is.
    said = counted(response, "X-WP-TotalPages")
    if said is not None:
        return said
    return page + 1 if len(cast("list[object]", response.json)) >= PER_PAGE else page


def _is_shorter(response: Response, before: Response) -> bool:
    now, then = counted(response, "X-WP-Total"), counted(before, "X-WP-Total")
    return now is not None and then is not None and now < then


def counted(response: Response, header: str) -> int | None:
    """Give the number that a header says; None where it says none."""
    said = response.headers.get(header, "")
    # Python refuses to read numbers of thousands of digits.
    return int(said[:18]) if said.isascii() and said.isdecimal() else None


def _id_of(entry: object) -> int | None:
    number = entry.get("id") if isinstance(entry, dict) else None
    return number if isinstance(number, int) else None


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
            ref=SiteCode.OTHER_SHAPE,
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
