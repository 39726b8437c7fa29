"""The one seam to the network: a request in, a checked JSON response out.

Everything that can go wrong between here and WordPress becomes one of wppush's errors at this place: no answer, a page
instead of JSON, a redirect where a write was meant, an error in WordPress's own form. Nothing above this file sees
`requests`. The application password lives in the session's `auth` and reaches no message.

What is repeated, and why: a refused request (429, or 503 with Retry-After) was not acted on, so it may be sent again
whatever its method. Any other failure is repeated for reads alone: after a write it may hide a post that exists, and
only the mark can tell (see `wppush.sync`).
"""

from __future__ import annotations

import base64
import ipaddress
import random
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn, Protocol
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)

from wppush.errors import (
    AmbiguousWrite,
    ApiError,
    AuthError,
    NotFound,
    RateLimited,
    SiteError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTEMPTS = 5
ATTEMPTS_TO_CONNECT = 2
"""A wrong address should be said soon; a server that restarts gets a second chance."""
LONGEST_WAIT = 60.0
"""Seconds. A site in maintenance mode asks for 600; that is for its owner to know, not to be slept through."""
_BAD_STATUS = 400
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call of a route."""

    method: str
    route: str
    """Below the API root, with a leading slash: `/wp/v2/posts`."""
    params: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, object] | None = None

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


def may_repeat(status: int, method: str, *, asked_to_wait: bool) -> bool:
    """Say whether sending the same request again can only help.

    WordPress and the servers before it refuse a throttled request before acting on it, so 429, and 503 with a
    Retry-After, are safe for every method. Another 5xx after a write is not: the post may exist.
    """
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.SERVICE_UNAVAILABLE and asked_to_wait):
        return True
    return method == "GET" and status >= HTTPStatus.INTERNAL_SERVER_ERROR


def wait_before(attempt: int, retry_after: float | None) -> float | None:
    """Give the seconds before the next try (`attempt` counts from 1), None to give up.

    What the site asks for is honoured up to LONGEST_WAIT; without it the wait doubles, with jitter so that parallel
    runs part.
    """
    if attempt >= ATTEMPTS:
        return None
    if retry_after is not None:
        return retry_after if retry_after <= LONGEST_WAIT else None
    return float(min(LONGEST_WAIT, 0.5 * 2 ** (attempt - 1)) * random.uniform(0.75, 1.25))  # noqa: S311 (no secret)


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
        self._session.trust_env = not is_loopback(urlsplit(root.url).hostname or "")
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
            retry_after = _seconds(answer.headers.get("Retry-After"))
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
            return self._session.request(
                request.method,
                url,
                params=params,
                json=request.json,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except (requests.RequestException, HTTPError) as error:
            sent = not _never_sent(error)
            message = f"{_host(url)} {_reason(error)}"
            if request.is_write and sent:
                raise AmbiguousWrite(message, method=request.method, route=request.route) from error
            hint = None if sent else "check the site's address and that it is up"
            raise TransportError(message, method=request.method, route=request.route, sent=sent, hint=hint) from error

    def _check(self, request: Request, answer: requests.Response) -> Response:
        status = answer.status_code
        if HTTPStatus.MULTIPLE_CHOICES <= status < _BAD_STATUS:
            raise TransportError(
                f"{_host(self.root.url)} redirects {request.method} {request.route} to"
                f" {_without_query(answer.headers.get('Location', '?'))}; nothing was written",
                method=request.method,
                route=request.route,
                hint="set the site's url to the address it redirects to",
            )
        try:
            body: object = answer.json() if _says_json(answer) else None
        except ValueError:
            body = None
        if status >= _BAD_STATUS:
            _raise_api_error(request, answer, body, self._redacted(answer.text))
        if not isinstance(body, dict | list):
            what = _describe(answer, self._redacted(answer.text))
            problem = f"{_host(self.root.url)} answered {request.method} {request.route} with {what}"
            if request.is_write:
                raise AmbiguousWrite(problem, method=request.method, route=request.route)
            raise TransportError(
                problem,
                method=request.method,
                route=request.route,
                hint="something before WordPress (a cache, a firewall, a login page) may be answering instead",
            )
        return Response(status=status, headers=answer.headers, json=body)


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself, by name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _BasicAuth(requests.auth.AuthBase):
    """Basic authentication that encodes UTF-8 and shows nothing when printed."""

    def __init__(self, username: str, password: str) -> None:
        self._basic = requests.auth.HTTPBasicAuth(username.encode(), password.encode())

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        signed: requests.PreparedRequest = self._basic(prepared)
        return signed


def _raise_api_error(request: Request, answer: requests.Response, body: object, text: str) -> NoReturn:
    status = answer.status_code
    is_wordpress = isinstance(body, dict) and isinstance(body.get("code"), str)
    if isinstance(body, dict) and is_wordpress:
        code, said = str(body["code"]), str(body.get("message", ""))
        data = body.get("data")
    else:
        code, said, data = "", _describe(answer, text), None
    if request.is_write and status >= HTTPStatus.INTERNAL_SERVER_ERROR and not _was_refused(answer):
        raise AmbiguousWrite(
            f"{status} on {request.method} {request.route}: {code or 'no error of WordPress'} {said}".rstrip(),
            method=request.method,
            route=request.route,
        )
    kind: type[ApiError] = ApiError
    hint = None
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        kind = AuthError
        if not is_wordpress:
            hint = "this page does not come from WordPress: a firewall or a password in front of the site refuses"
    elif status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        kind = NotFound
    elif status == HTTPStatus.TOO_MANY_REQUESTS or _was_refused(answer):
        kind = RateLimited
        wait = answer.headers.get("Retry-After")
        hint = f"the site asks to wait {wait} seconds; then run the same command again" if wait else None
    elif status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        hint = "the post is larger than the web server accepts (client_max_body_size in nginx)"
    raise kind(
        f"{status} on {request.method} {request.route}: {code + ': ' if code else ''}{said}",
        status=status,
        code=code,
        method=request.method,
        route=request.route,
        data={str(k): v for k, v in data.items()} if isinstance(data, dict) else None,
        hint=hint,
    )


def _was_refused(answer: requests.Response) -> bool:
    return answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers


def _says_json(answer: requests.Response) -> bool:
    return "json" in answer.headers.get("Content-Type", "").partition(";")[0].lower()


def _describe(answer: requests.Response, text: str) -> str:
    """Say what came instead of JSON, in a few words; `text` is the body without credentials, before it is cut."""
    kind = answer.headers.get("Content-Type", "no content type").partition(";")[0]
    text = " ".join(text.split())
    if not text:
        return f"an empty body ({answer.status_code})"
    what = "JSON of an unexpected shape" if _says_json(answer) else kind
    return f"{what} ({answer.status_code}): {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}"


def _never_sent(error: Exception) -> bool:
    """Say whether it is certain that the server never saw the request."""
    never = requests.exceptions.SSLError, requests.exceptions.ConnectTimeout, requests.exceptions.InvalidURL
    if isinstance(error, (*never, LocationParseError)):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, NewConnectionError | NameResolutionError | ConnectTimeoutError)


def _reason(error: Exception) -> str:
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(cause, NameResolutionError):
        return "is not known: no such host"
    if isinstance(error, requests.exceptions.InvalidURL | LocationParseError):
        return "is no name that a host can have"
    if isinstance(error, requests.exceptions.SSLError):
        return f"has no valid certificate: {cause or error}"
    if isinstance(error, requests.exceptions.Timeout):
        return "did not answer in time"
    if isinstance(cause, NewConnectionError):
        return "refuses the connection"
    return "closed the connection before it answered"


def _seconds(value: str | None) -> float | None:
    """Read Retry-After; the form with a date is rare enough to count as a minute."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        return LONGEST_WAIT


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _without_query(url: str) -> str:
    return url.partition("?")[0]
