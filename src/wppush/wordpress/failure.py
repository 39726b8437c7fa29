"""What went wrong, in a few words: an error of WordPress's own, a page instead of JSON, no connection."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn, Protocol
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    TimeoutError,  # noqa: A004 - of urllib3, whose bodies are read without requests
)

from wppush.codes import SiteCode
from wppush.errors import AmbiguousWrite, ApiError, AuthError, NotFound, RateLimited
from wppush.wordpress.retry import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.wordpress.transport import Request

_SHOWN = 80
_DIGITS = 19
"""Of an id: WordPress keeps them in 64 bits, and Python refuses to read numbers of thousands of digits."""


class Answered(Protocol):
    """What an error is read from: an answer of the site's, or one of those that came in a batch."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


def raise_api_error(request: Request, answer: Answered, body: object, text: str) -> NoReturn:
    """Raise what an answer with a status from 400 on comes to: ApiError or one of its kinds, or AmbiguousWrite."""
    status = answer.status_code
    is_wordpress = isinstance(body, dict) and isinstance(body.get("code"), str)
    if isinstance(body, dict) and is_wordpress:
        code, said = str(body["code"]), str(body.get("message", ""))
        data = body.get("data")
        params = data.get("params") if isinstance(data, dict) else None
        if isinstance(params, dict):
            # "Invalid parameter(s): template" alone does not say which there are.
            said = "; ".join([said, *(str(reason) for reason in params.values() if isinstance(reason, str))])
    else:
        code, said, data = "", describe(answer, text), None
    # WordPress refuses an upload for its type with a 500 of that name, and to use a trash that it has not with a 501.
    asked_to_wait = was_refused(answer)
    # A page may come from a cache that has lost patience with a site that is still at work; `wp_die` is maintenance.
    refused = asked_to_wait and (not request.adds or code == "wp_die")
    refused = refused or code.startswith("rest_upload_") or code == "rest_trash_not_supported"
    if request.is_write and status >= HTTPStatus.INTERNAL_SERVER_ERROR and not refused:
        made = answer.headers.get("X-WP-Upload-Attachment-ID", "")
        raise AmbiguousWrite(
            f"{status} on {request.method} {request.route}: {code or 'no error of WordPress'} {said}".rstrip(),
            method=request.method,
            route=request.route,
            attachment_id=int(made) if made.isascii() and made.isdecimal() and len(made) < _DIGITS else None,
            broke_down=status == HTTPStatus.INTERNAL_SERVER_ERROR,
            hint=_wait(answer) if asked_to_wait else None,
            retry_after=seconds(answer.headers.get("Retry-After")) if asked_to_wait else None,
        )
    kind, ref, hint = _cause(answer, code, is_wordpress=is_wordpress)
    raise kind(
        f"{status} on {request.method} {request.route}: {code + ': ' if code else ''}{said}",
        status=status,
        code=code,
        method=request.method,
        route=request.route,
        data={str(k): v for k, v in data.items()} if isinstance(data, dict) else None,
        hint=hint,
        ref=ref,
    )


def _cause(answer: Answered, code: str, *, is_wordpress: bool) -> tuple[type[ApiError], SiteCode, str | None]:
    """Give what an answer is an error of, what it is called, and what there is to do."""
    match answer.status_code:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN if not is_wordpress:
            hint = "this page does not come from WordPress: a firewall or a password in front of the site refuses"
            return AuthError, SiteCode.BLOCKED, hint
        case HTTPStatus.UNAUTHORIZED:
            # WordPress says 401 also of what somebody may not do who did not log in.
            return AuthError, SiteCode.NOT_LOGGED_IN, None
        case HTTPStatus.FORBIDDEN:
            return AuthError, SiteCode.FORBIDDEN, None
        case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
            there = is_wordpress and code != "rest_no_route"
            return NotFound, SiteCode.NOT_THERE if there else SiteCode.NO_ROUTE, None
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            hint = "the post is larger than the web server accepts (client_max_body_size in nginx)"
            return ApiError, SiteCode.TOO_LARGE, hint
        case status if status == HTTPStatus.TOO_MANY_REQUESTS or was_refused(answer):
            return RateLimited, SiteCode.TOO_MANY, _wait(answer)
        case status if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not code.startswith("rest_"):
            return ApiError, SiteCode.BROKE_DOWN, None
        case _:
            return ApiError, SiteCode.REFUSED, None


def _wait(answer: Answered) -> str | None:
    wait = answer.headers.get("Retry-After")
    return f"the site asks to wait {wait} seconds; then run the same command again" if wait else None


def was_refused(answer: Answered) -> bool:
    return answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers


def says_json(answer: Answered) -> bool:
    return "json" in answer.headers.get("Content-Type", "").partition(";")[0].lower()


def describe(answer: Answered, text: str) -> str:
    """Say what came instead of JSON, in a few words; `text` is the body without credentials, before it is cut."""
    kind = answer.headers.get("Content-Type", "no content type").partition(";")[0]
    text = " ".join(text.split())
    if not text:
        return f"an empty body ({answer.status_code})"
    what = "JSON of an unexpected shape" if says_json(answer) else kind
    return f"{what} ({answer.status_code}): {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}"


def never_sent(error: Exception) -> bool:
    """Say whether it is certain that the server never saw the request."""
    never = requests.exceptions.SSLError, requests.exceptions.ConnectTimeout, requests.exceptions.InvalidURL
    if isinstance(error, (*never, LocationParseError)):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, NewConnectionError | NameResolutionError | ConnectTimeoutError)


def reason_of(error: Exception) -> tuple[str, SiteCode]:
    """Say why no answer came, behind the name of the host."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(cause, NameResolutionError):
        return "is not known: no such host", SiteCode.NO_HOST
    if isinstance(error, requests.exceptions.InvalidURL | LocationParseError):
        return "is no name that a host can have", SiteCode.NO_HOST
    if isinstance(error, requests.exceptions.SSLError):
        return f"has no valid certificate: {cause or error}", SiteCode.CERTIFICATE
    if isinstance(error, requests.exceptions.Timeout | TimeoutError):  # also in the middle of a body
        return "did not answer in time", SiteCode.TIMED_OUT
    if isinstance(cause, NewConnectionError):
        return "refuses the connection", SiteCode.NO_CONNECTION
    return "closed the connection before it answered", SiteCode.CUT


def host_of(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def without_query(url: str) -> str:
    return url.partition("?")[0]
