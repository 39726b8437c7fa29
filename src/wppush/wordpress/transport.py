"""The one seam to the network: a request in, a checked JSON response out.

Everything that can go wrong between here and WordPress becomes one of wppush's errors at this place: no answer, a page
instead of JSON, a redirect where a write was meant, an error in WordPress's own form. Nothing above this file sees
`requests`. The application password lives in the sessions' `auth` and reaches no message. Any thread may send: each
request goes at the `Pace` that all of them share.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

import requests
from urllib3.exceptions import (
    HTTPError,
)

from wppush.codes import SiteCode
from wppush.config.url import is_loopback
from wppush.errors import (
    AmbiguousWrite,
    SiteError,
    TransportError,
)
from wppush.wordpress.answer import Endless, ask, bounded_session
from wppush.wordpress.failure import (
    describe,
    host_of,
    never_sent,
    raise_api_error,
    reason_of,
    says_json,
    without_query,
)
from wppush.wordpress.log import waits
from wppush.wordpress.pace import Pace
from wppush.wordpress.retry import ATTEMPTS, ATTEMPTS_TO_CONNECT, is_for_all, may_repeat, seconds, wait_before
from wppush.wordpress.sessions import Sessions, no_auth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.wordpress.answer import Answer
    from wppush.wordpress.sessions import BasicAuth, BearerAuth
    from wppush.wordpress.upload import FileBody

_BAD_STATUS = 400
_LONGEST_MESSAGE = 1000
_UPLOAD_TIMEOUT = (30.0, 600.0)
"""Seconds to connect, and between two pieces that are sent or received: WordPress makes five smaller copies of an image
before it answers, and on a slow host each takes its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call of a route."""

    method: str
    route: str
    """Below the API root, with a leading slash: `/wp/v2/posts`."""
    params: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, object] | None = None
    file: FileBody | None = None
    """Sent as it is, instead of JSON."""
    adds: bool = False
    """Each time that it is carried out, something is made, as with a post."""

    @property
    def is_write(self) -> bool:
        return self.method != "GET"

    def kind(self, size: int) -> tuple[object, ...] | None:
        """Give with which other requests the time of this one is compared, where it has moved so many bytes.

        None: with no other, as each file gives the site other work.
        """
        if self.file is not None:
            return None
        # Sizes go by fours: 1 to 3 KB, 4 to 15 KB.
        how = sorted(self.params.keys() - {"page"})
        return self.method, re.sub(r"\d+", "#", self.route), *how, size.bit_length() // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A successful answer: JSON, and the headers that count results."""

    status: int
    headers: Mapping[str, str]
    json: object
    asked: float = 0.0
    """When it was asked for, in seconds of `time.monotonic`: nothing in it is older than that."""


class Transport(Protocol):
    """What the routes need of the network."""

    @property
    def jobs(self) -> int: ...
    def send(self, request: Request) -> Response: ...
    def redacted(self, text: str) -> str: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRoot:
    """Where the REST API of a site lives."""

    url: str
    """`https://example.com/wp-json`, or with plain permalinks `https://example.com/index.php`."""
    plain: bool = False
    """True: routes go into the parameter `rest_route`."""
    site: str | None = None
    """Which site, where one API is that of many: at WordPress.com, routes have it behind their namespace."""

    def locate(self, request: Request) -> tuple[str, dict[str, str]]:
        """Give the URL and the query of a request."""
        if self.site is not None:
            vendor, version, *rest = request.route.strip("/").split("/", 2) if request.route != "/" else ("", "")
            if not vendor:
                return f"{self.url}/wp-json/", {"rest_route": f"/sites/{self.site}/", **request.params}
            return "/".join([self.url, vendor, version, "sites", self.site, *rest]), dict(request.params)
        if self.plain:
            return self.url, {"rest_route": request.route, **request.params}
        return self.url + request.route, dict(request.params)


class HttpTransport:
    """`Transport` over `requests`, for any number of threads: kept-alive connections, no redirects."""

    def __init__(
        self,
        root: ApiRoot,
        *,
        auth: BasicAuth | BearerAuth | None,
        timeout: tuple[float, float] = (10.0, 90.0),
        user_agent: str = "wppush",
        pace: Pace | None = None,
    ) -> None:
        self.root = root
        self.pace = pace or Pace()
        self._timeout = timeout
        self._user_agent = user_agent
        # None asks as anybody does.
        self._auth = auth or no_auth
        self._secrets = auth.secrets if auth else ()
        self._sessions = Sessions(self._new_session)

    def _new_session(self) -> requests.Session:
        session = bounded_session()
        # A proxy of the environment leads out of this machine, where nobody knows our loopback address.
        session.trust_env = not is_loopback(self.root.url)
        # Only ours: a .netrc entry for the host would replace the Authorization header.
        session.auth = self._auth
        session.headers.update({"Accept": "application/json", "User-Agent": self._user_agent})
        return session

    @property
    def jobs(self) -> int:
        """The most requests at once."""
        return self.pace.jobs

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()

    def send(self, request: Request) -> Response:
        """Give the answer to one request, with the repetitions that are safe.

        Raises TransportError, ApiError (AuthError, NotFound, RateLimited) and, for a write of which nothing says
        whether it was carried out, AmbiguousWrite. What they quote of the answer is without our credentials, which
        some firewalls' pages repeat.
        """
        try:
            return self._send(request)
        except SiteError as error:
            # In one line, as a report has one for each fault; a site's own words may be as long as it likes.
            error.message = " ".join(self.redacted(error.message).split())[:_LONGEST_MESSAGE]
            error.args = (error.message,)
            raise

    def redacted(self, text: str) -> str:
        """Give a text without our credentials."""
        for secret in filter(None, self._secrets):
            text = text.replace(secret, "***")
        return text

    def _send(self, request: Request) -> Response:
        attempt = 0
        while True:
            attempt += 1
            asked = time.monotonic()
            try:
                answer = self._send_once(request, _note(request, attempt))
            except TransportError as error:
                tries = ATTEMPTS if error.sent else ATTEMPTS_TO_CONNECT
                # What had no end once would have none the next time.
                final = request.is_write or attempt >= tries or isinstance(error.__cause__, Endless)
                wait = None if final else wait_before(attempt, None)
                if wait is None:
                    raise
                waits(wait, "no answer")
                self.pace.sleep(wait)
                continue
            if self._waits_to_repeat(request, answer, attempt):
                continue
            return replace(self._check(request, answer), asked=asked)

    def _waits_to_repeat(self, request: Request, answer: Answer, attempt: int) -> bool:
        """Wait where the site asks for it, or before a repetition; say whether the request is to be sent again."""
        status, retry_after = answer.status_code, seconds(answer.headers.get("Retry-After"))
        asked_to_wait = retry_after is not None
        repeat = status >= _BAD_STATUS and may_repeat(
            status, request.method, asked_to_wait=asked_to_wait, adds=request.adds
        )
        if not repeat and not (asked_to_wait and is_for_all(status)):
            return False
        wait = wait_before(attempt, retry_after)
        if wait is None:
            return False
        waits(wait, f"the answer was {status}")
        # Who is told to wait is told for all of us.
        (self.pace.hold if is_for_all(status) else self.pace.sleep)(wait)
        return repeat

    def _send_once(self, request: Request, note: str) -> Answer:
        with self.pace.turn() as turn, self._sessions.lent() as session:
            answer, sent = self._ask(session, request, note)
            size = len(answer.content)
            turn.answered(request.kind(sent + size), answer.status_code, sent=sent, received=size)
            return answer

    def _ask(self, session: requests.Session, request: Request, note: str) -> tuple[Answer, int]:
        """Give the answer, and how many bytes were sent."""
        url, params = self.root.locate(request)
        try:
            if request.file is not None:
                # Opened anew for each try, so that none begins where the one before it stopped.
                with request.file.opened() as file:
                    answer = ask(
                        session,
                        request.method,
                        url,
                        params=params,
                        data=file,
                        headers=request.file.headers,
                        timeout=_UPLOAD_TIMEOUT,
                        note=note,
                    )
                    return answer, len(file)
            body = None if request.json is None else json.dumps(request.json).encode()
            answer = ask(
                session,
                request.method,
                url,
                params=params,
                data=body,
                headers=None if body is None else {"Content-Type": "application/json"},
                timeout=self._timeout,
                note=note,
            )
            return answer, len(body or b"")
        except (requests.RequestException, HTTPError) as error:
            sent = not never_sent(error)
            reason, ref = (str(error), SiteCode.ENDLESS) if isinstance(error, Endless) else reason_of(error)
            message = f"{host_of(url)} {reason}"
            if request.is_write and sent:
                raise AmbiguousWrite(message, method=request.method, route=request.route) from error
            hint = None if sent else "check the site's address and that it is up"
            raise TransportError(
                message, method=request.method, route=request.route, sent=sent, hint=hint, ref=ref
            ) from error

    def _check(self, request: Request, answer: Answer) -> Response:
        status = answer.status_code
        if HTTPStatus.MULTIPLE_CHOICES <= status < _BAD_STATUS:
            raise TransportError(
                f"{host_of(self.root.url)} redirects {request.method} {request.route} to"
                f" {without_query(answer.headers.get('Location', '?'))}; nothing was written",
                method=request.method,
                route=request.route,
                hint="set the site's url to the address it redirects to",
                ref=SiteCode.REDIRECT,
            )
        try:
            body: object = answer.json() if says_json(answer) else None
        except ValueError:
            body = None
        if status >= _BAD_STATUS:
            raise_api_error(request, answer, body, self.redacted(answer.text))
        if not isinstance(body, dict | list):
            what = describe(answer, self.redacted(answer.text))
            problem = f"{host_of(self.root.url)} answered {request.method} {request.route} with {what}"
            if request.is_write:
                raise AmbiguousWrite(problem, method=request.method, route=request.route)
            raise TransportError(
                problem,
                method=request.method,
                route=request.route,
                hint="something before WordPress (a cache, a firewall, a login page) may be answering instead",
                ref=SiteCode.NOT_JSON,
            )
        return Response(status=status, headers=answer.headers, json=body)


def _note(request: Request, attempt: int) -> str:
    """Give what the log says of a request besides: how many parts a batch has, and which try it is."""
    parts = (request.json or {}).get("requests") if request.route.startswith("/batch/") else None
    said = [f"{len(parts)} parts"] if isinstance(parts, list) else []
    said += [f"try {attempt}"] if attempt > 1 else []
    return ", ".join(said)
