"""Many writes in one request: `POST /batch/v1`, where the site has it.

Each request costs WordPress its start, so 25 posts in one take a third of the time that they take one by one. What the
site gives for each is mapped back to it: a part that is refused is refused alone, and where nothing says what became of
the whole, nothing says it of any part. What may not stand in a batch (media, and what a plugin keeps out) is sent by
itself.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlencode

from wppush.errors import AmbiguousWrite, ApiError, AuthError, RateLimited, SiteError
from wppush.wordpress.failure import raise_api_error
from wppush.wordpress.transport import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.wordpress.transport import Transport

ROUTE = "/batch/v1"
MOST = 25
"""What WordPress takes unless a plugin says otherwise; the true number is in the index."""
BYTES = 900_000
"""Of one request: nginx refuses more than 1 MB unless it was told to take it."""
_BAD_STATUS = 400

Result = object | SiteError
"""What one part came to: its JSON, or why there is none."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The answer to one part of a batch."""

    status_code: int
    headers: Mapping[str, str] = field(default_factory=dict)


def size_of(request: Request) -> int:
    """Give about how many bytes a request takes up in a batch."""
    return len(json.dumps(request.json)) + 300


class Batches:
    """The batches of one site. May be used from several threads.

    `most` is how many requests it takes in one, where that is known; else its index is asked.
    """

    def __init__(self, transport: Transport, *, most: int | None = None) -> None:
        self._transport = transport
        self._lock = threading.Lock()
        self._most = most
        self._bytes = BYTES
        self._alone: set[str] = set()
        """Routes that the site wants one by one."""

    @property
    def most(self) -> int:
        """How many requests the site takes in one; 1 where it has no batches. Raises SiteError."""
        with self._lock:
            if self._most is None:
                self._most = _most_of(self._transport)
            return self._most

    @property
    def bytes(self) -> int:
        """How many bytes one may have."""
        return self._bytes

    def takes(self, request: Request) -> bool:
        """Say whether a request may stand in a batch, as far as is known."""
        return request.file is None and request.is_write and _kind_of(request.route) not in self._alone

    def send(self, requests: Sequence[Request]) -> list[Result]:
        """Send requests, together where the site takes that, and give what each came to, in their order."""
        if len(requests) == 1 or self._most == 1:
            return [self._single(request) for request in requests]
        try:
            return self._together(requests)
        except AmbiguousWrite as error:
            return [_unclear(error, request) for request in requests]
        except ApiError as error:
            if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                # It was refused before WordPress saw it.
                self._bytes = max(1, self._bytes // 2)
                half = len(requests) // 2
                return [*self.send(requests[:half]), *self.send(requests[half:])]
            if isinstance(error, RateLimited) or (isinstance(error, AuthError) and error.status == 401):
                return [error] * len(requests)
            # A firewall, or a plugin, that lets no batch through. Nothing of it was carried out.
            self._most = 1
            return [self._single(request) for request in requests]
        except SiteError as error:
            return [error] * len(requests)

    def _single(self, request: Request) -> Result:
        try:
            return self._transport.send(request).json
        except SiteError as error:
            return error

    def _together(self, requests: Sequence[Request]) -> list[Result]:
        body = {"requests": [_part(request) for request in requests]}
        adds = any(request.adds for request in requests)
        answer = self._transport.send(Request(method="POST", route=ROUTE, json=body, adds=adds)).json
        said = answer.get("responses") if isinstance(answer, dict) else None
        if not isinstance(said, list) or len(said) != len(requests):
            raise AmbiguousWrite(
                "the site answered a batch with something else than one answer for each part of it",
                method="POST",
                route=ROUTE,
            )
        return [self._result(request, entry) for request, entry in zip(requests, said, strict=True)]

    def _result(self, request: Request, entry: object) -> Result:
        status = entry.get("status") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(status, int):
            return _unclear(AmbiguousWrite("", method=request.method, route=request.route), request)
        body: object = entry.get("body")
        if status < _BAD_STATUS:
            return body
        if isinstance(body, dict) and body.get("code") == "rest_batch_not_allowed":
            self._alone.add(_kind_of(request.route))
            return self._single(request)
        said = entry.get("headers")
        headers = {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}
        try:
            text = self._transport.redacted(json.dumps(body))
            raise_api_error(request, _Answer(status, headers), json.loads(text), text)
        except SiteError as error:
            return error


def _most_of(transport: Transport) -> int:
    """Ask the index how many requests a batch may have."""
    field = f"routes.{ROUTE}.endpoints"
    try:
        index = transport.send(Request(method="GET", route="/", params={"_fields": field})).json
    except ApiError:
        return 1
    try:
        endpoint = cast("dict[str, dict[str, dict[str, list[dict[str, dict[str, dict[str, int]]]]]]]", index)
        said = endpoint["routes"][ROUTE]["endpoints"][0]["args"]["requests"].get("maxItems", MOST)
        return max(1, int(said))
    except (KeyError, IndexError, TypeError, ValueError):
        return 1


def _part(request: Request) -> dict[str, object]:
    query = urlencode(request.params, quote_via=quote, safe=",.")
    path = f"{request.route}?{query}" if query else request.route
    part: dict[str, object] = {"method": request.method, "path": path}
    if request.json is not None:
        part["body"] = request.json
    return part


def _kind_of(route: str) -> str:
    """Give a route without the id at its end."""
    head, _, tail = route.rpartition("/")
    return head if tail.isdecimal() else route


def _unclear(error: AmbiguousWrite, request: Request) -> AmbiguousWrite:
    message = error.message or f"the site said nothing usable of {request.method} {request.route} in a batch"
    return AmbiguousWrite(
        message,
        method=request.method,
        route=request.route,
        hint=error.hint,
        broke_down=error.broke_down,
        retry_after=error.retry_after,
        in_batch=True,
    )
