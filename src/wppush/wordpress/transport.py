"""The one seam to the network: a request in, a checked JSON response out.

Everything that can go wrong between here and WordPress becomes one of wppush's errors at this place: no answer, a page
instead of JSON, a redirect where a write was meant, an error in WordPress's own form. Nothing above this file sees
`requests`. The application password lives in the session's `auth` and reaches no message.
"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

import requests
from urllib3.exceptions import (
    HTTPError,
)

from wppush.config.url import is_loopback
from wppush.errors import (
    AmbiguousWrite,
    SiteError,
    TransportError,
)
from wppush.wordpress.failure import (
    describe,
    host_of,
    never_sent,
    raise_api_error,
    reason_of,
    says_json,
    without_query,
)
from wppush.wordpress.retry import ATTEMPTS, ATTEMPTS_TO_CONNECT, may_repeat, seconds, wait_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.wordpress.upload import FileBody

_BAD_STATUS = 400
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

    @property
    def is_write(self) -> bool:
        return self.method != "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A successful answer: JSON, and the headers that count results."""

    status: int
    headers: Mapping[str, str]
    json: object


class Transport(Protocol):
    """What the routes need of the network."""

    def send(self, request: Request) -> Response: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRoot:
    """Where the REST API of a site lives."""

    url: str
    """`https://example.com/wp-json`, or with plain permalinks `https://example.com/index.php`."""
    plain: bool = False
    """True: routes go into the parameter `rest_route`."""

    def locate(self, request: Request) -> tuple[str, dict[str, str]]:
        """Give the URL and the query of a request."""
        if self.plain:
            return self.url, {"rest_route": request.route, **request.params}
        return self.url + request.route, dict(request.params)


class HttpTransport:
    """`Transport` over `requests`: one session, kept-alive connections, no redirects."""

    def __init__(
        self,
        root: ApiRoot,
        *,
        username: str,
        password: str,
        timeout: tuple[float, float] = (10.0, 90.0),
        user_agent: str = "wppush",
    ) -> None:
        self.root = root
        self._timeout = timeout
        self._session = requests.Session()
        # A proxy of the environment leads out of this machine, where nobody knows our loopback address.
        self._session.trust_env = not is_loopback(root.url)
        # Only ours: a .netrc entry for the host would replace the Authorization header.
        self._session.auth = _BasicAuth(username, password)
        basic = base64.b64encode(f"{username}:{password}".encode()).decode()
        self._secrets = (basic, password, password.replace(" ", ""))
        self._session.headers.update({"Accept": "application/json", "User-Agent": user_agent})

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def send(self, request: Request) -> Response:
        """Give the answer to one request, with the repetitions that are safe.

        Raises TransportError, ApiError (AuthError, NotFound, RateLimited) and, for a write of which nothing says
        whether it was carried out, AmbiguousWrite. What they quote of the answer is without our credentials, which
        some firewalls' pages repeat.
        """
        try:
            return self._send(request)
        except SiteError as error:
            error.message = self._redacted(error.message)
            error.args = (error.message,)
            raise

    def _redacted(self, text: str) -> str:
        for secret in filter(None, self._secrets):
            text = text.replace(secret, "***")
        return text

    def _send(self, request: Request) -> Response:
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._send_once(request)
            except TransportError as error:
                tries = ATTEMPTS if error.sent else ATTEMPTS_TO_CONNECT
                wait = None if request.is_write or attempt >= tries else wait_before(attempt, None)
                if wait is None:
                    raise
                time.sleep(wait)
                continue
            retry_after = seconds(answer.headers.get("Retry-After"))
            if answer.status_code >= _BAD_STATUS and may_repeat(
                answer.status_code, request.method, asked_to_wait=retry_after is not None
            ):
                wait = wait_before(attempt, retry_after)
                if wait is not None:
                    time.sleep(wait)
                    continue
            return self._check(request, answer)

    def _send_once(self, request: Request) -> requests.Response:
        url, params = self.root.locate(request)
        try:
            if request.file is not None:
                # Opened anew for each try, so that none begins where the one before it stopped.
                with request.file.opened() as body:
                    return self._session.request(
                        request.method,
                        url,
                        params=params,
                        data=body,
                        headers=request.file.headers,
                        timeout=_UPLOAD_TIMEOUT,
                        allow_redirects=False,
                    )
            return self._session.request(
                request.method,
                url,
                params=params,
                json=request.json,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except (requests.RequestException, HTTPError) as error:
            sent = not never_sent(error)
            message = f"{host_of(url)} {reason_of(error)}"
            if request.is_write and sent:
                raise AmbiguousWrite(message, method=request.method, route=request.route) from error
            hint = None if sent else "check the site's address and that it is up"
            raise TransportError(message, method=request.method, route=request.route, sent=sent, hint=hint) from error

    def _check(self, request: Request, answer: requests.Response) -> Response:
        status = answer.status_code
        if HTTPStatus.MULTIPLE_CHOICES <= status < _BAD_STATUS:
            raise TransportError(
                f"{host_of(self.root.url)} redirects {request.method} {request.route} to"
                f" {without_query(answer.headers.get('Location', '?'))}; nothing was written",
                method=request.method,
                route=request.route,
                hint="set the site's url to the address it redirects to",
            )
        try:
            body: object = answer.json() if says_json(answer) else None
        except ValueError:
            body = None
        if status >= _BAD_STATUS:
            raise_api_error(request, answer, body, self._redacted(answer.text))
        if not isinstance(body, dict | list):
            what = describe(answer, self._redacted(answer.text))
            problem = f"{host_of(self.root.url)} answered {request.method} {request.route} with {what}"
            if request.is_write:
                raise AmbiguousWrite(problem, method=request.method, route=request.route)
            raise TransportError(
                problem,
                method=request.method,
                route=request.route,
                hint="something before WordPress (a cache, a firewall, a login page) may be answering instead",
            )
        return Response(status=status, headers=answer.headers, json=body)


class _BasicAuth(requests.auth.AuthBase):
    """Basic authentication that encodes UTF-8 and shows nothing when printed."""

    def __init__(self, username: str, password: str) -> None:
        self._basic = requests.auth.HTTPBasicAuth(username.encode(), password.encode())

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        signed: requests.PreparedRequest = self._basic(prepared)
        return signed
