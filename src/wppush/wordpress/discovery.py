"""From a site's address to its REST API, and to the user who is logged in.

The common case costs one request: `<address>/wp-json/wp/v2/users/me` answers as WordPress does. Everything else (plain
permalinks, which answer that with the home page; a redirect to https or www; an API somewhere else) is found by asking
the home page, without credentials, for its `Link: <…>; rel="https://api.w.org/"`.

`/users/me` comes first in any case: where a server drops the Authorization header, every public read still answers 200
and the site merely looks empty.
"""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from wppush.codes import SiteCode
from wppush.config.url import is_loopback
from wppush.errors import ApiError, AuthError, CredentialsError, SiteError, TransportError
from wppush.wordpress.answer import ask, bounded_session
from wppush.wordpress.sessions import BasicAuth, no_auth
from wppush.wordpress.transport import ApiRoot, HttpTransport, Request, Response
from wppush.wordpress.wire import USER_FIELDS

if TYPE_CHECKING:
    from wppush.wordpress.answer import Answer
    from wppush.wordpress.pace import Pace
    from wppush.wordpress.wire import User

_ME = Request(method="GET", route="/wp/v2/users/me", params={"context": "edit", "_fields": USER_FIELDS})
_REL = "https://api.w.org/"
_NO_ANSWER = frozenset(
    {
        *(SiteCode.TIMED_OUT, SiteCode.CUT, SiteCode.ENDLESS),
        *(SiteCode.BLOCKED, SiteCode.TOO_MANY, SiteCode.BROKE_DOWN),
    }
)
"""What says nothing about whether the address is right."""
_MOST_OF_A_PAGE = 512 * 1024
_UNAUTHORIZED = 401
_MOST_REDIRECTS = 6
WORDPRESS_COM = "public-api.wordpress.com"
"""Where WordPress.com has the API of the sites that it hosts."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def connect(
    url: str, *, username: str, password: str, insecure: bool = False, pace: Pace | None = None
) -> tuple[HttpTransport, User]:
    """Give a transport to the site's API and the user that it is logged in as.

    Raises AuthError (wrong password, or none arrived), TransportError (no WordPress there, or no answer) and
    CredentialsError (the site's API would get the password unencrypted).
    """

    def transport_to(root: ApiRoot) -> HttpTransport:
        return HttpTransport(root, auth=BasicAuth(username, password), pace=pace)

    first = transport_to(ApiRoot(url=f"{url}/wp-json"))
    try:
        return first, user_of(first)
    except (TransportError, ApiError) as error:
        if isinstance(error, TransportError) and not error.sent:
            raise
        if isinstance(error, ApiError) and error.code and error.code != "rest_no_route":
            raise _explained(error, first) from error
        why_not = error
    first.close()
    root = discover(url)
    if root is None:
        raise TransportError(
            f"no WordPress REST API at {url}: {why_not.message}",
            method="GET",
            route="/",
            hint="the address must be that of the site's home page; a plugin may also have switched the REST API off",
            ref=why_not.ref if why_not.ref in _NO_ANSWER else SiteCode.NO_API,
        )
    raise_unless_ours(url, root, insecure=insecure)
    second = transport_to(root)
    try:
        return second, user_of(second)
    except ApiError as error:
        raise _explained(error, second) from error


def discover(url: str) -> ApiRoot | None:
    """Give the API root that the site's home page names, None where it names none. Sends no credentials."""
    found = home_page(url)
    return named_root(*found) if found else None


def home_page(url: str) -> tuple[str, Answer] | None:
    """Give the site's home page, and where it was in the end; None for no answer. Sends no credentials."""
    try:
        with bounded_session() as session:
            session.trust_env = not is_loopback(url)
            session.auth = no_auth
            return _home(session, url + "/")
    except (requests.RequestException, HTTPError, ValueError):  # ValueError: where it redirects to is no address
        return None


def named_root(where: str, page: Answer) -> ApiRoot | None:
    """Give the API root that a page at `where` names, in a header or in itself; None where it names none."""
    try:
        links = [entry["url"] for entry in _links(page) if entry.get("rel") == _REL]
        links = links or _links_in_page(page.text[:_MOST_OF_A_PAGE])
        root = urljoin(where, links[0]) if links else None
        parts = urlsplit(root or "")
        if root is None or not parts.hostname or parts.port == 0:
            return None
    except ValueError:  # what the page names is no address
        return None
    if "rest_route" in parse_qs(parts.query):
        return ApiRoot(url=root.partition("?")[0], plain=True)
    return ApiRoot(url=root.rstrip("/"))


def _home(session: requests.Session, place: str) -> tuple[str, Answer]:
    """Give the home page, and the address at which it was in the end."""
    for _ in range(_MOST_REDIRECTS):
        page = ask(session, "GET", place, total=30.0, timeout=(10.0, 30.0), headers={"User-Agent": "wppush"})
        where_to = page.headers.get("Location")
        if page.status_code not in _REDIRECTS or not where_to:
            break
        place = urljoin(place, where_to)
    return place, page


def _links(page: Answer) -> list[dict[str, str]]:
    # The index names one Link header each; requests joins them with commas, which parse_header_links takes apart.
    return requests.utils.parse_header_links(page.headers.get("Link", ""))


class _LinkFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and said.get("rel") == _REL and said.get("href"):
            self.found.append(str(said["href"]))


def _links_in_page(text: str) -> list[str]:
    finder = _LinkFinder()
    # Before Python 3.13.6, some pages that are no HTML failed an assertion of the parser.
    with suppress(AssertionError):
        finder.feed(text)
    return finder.found


def raise_unless_ours(url: str, root: ApiRoot, *, insecure: bool) -> None:
    """Refuse to carry the password to another host, or unencrypted, because a page said so.

    Raises CredentialsError.
    """
    asked, named = urlsplit(url), urlsplit(root.url)
    ours, theirs = asked.hostname or "", named.hostname or ""
    there = named.netloc.rpartition("@")[2]
    # Another port may be another user's, where several share a machine.
    same_port = named.port in (asked.port, None) or is_loopback(root.url)
    if theirs == WORDPRESS_COM != ours:
        raise CredentialsError(
            f"{url} is at WordPress.com, which has the API of its sites at {theirs}",
            hint="write wordpress_com = true below the site in wppush.toml, and set WPPUSH_TOKEN; or see whether the"
            " site's plan has an API of its own",
            ref=SiteCode.OTHER_HOST,
        )
    if ours.removeprefix("www.") != theirs.removeprefix("www.") or not same_port:
        raise CredentialsError(
            f"{url} says that its API is at {named.scheme}://{there}",
            hint=f"if that is right, set the site's url to {named.scheme}://{there}",
            ref=SiteCode.OTHER_HOST,
        )
    if named.scheme != "https" and not insecure and not is_loopback(root.url):
        raise CredentialsError(
            f"the API of {url} is at {named.scheme}://{there}: the application password would travel in clear",
            hint="use https, or --insecure if you know the network",
            ref=SiteCode.UNENCRYPTED,
        )


def user_of(transport: HttpTransport) -> User:
    """Give the user that a transport is logged in as. Raises TransportError and ApiError."""
    response: Response = transport.send(_ME)
    user = response.json
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        raise TransportError(
            f"{urlsplit(transport.root.url).netloc} answered /users/me with JSON of another shape",
            method="GET",
            route=_ME.route,
            ref=SiteCode.OTHER_SHAPE,
        )
    roles, capabilities = user.get("roles"), user.get("capabilities")
    known: dict[str, object] = {
        "id": user["id"],
        # Without any, PHP makes a list of it.
        "capabilities": capabilities if isinstance(capabilities, dict) else {},
        "roles": [str(role) for role in roles] if isinstance(roles, list) else [],
    }
    return cast("User", {**{field: str(user.get(field) or "") for field in ("name", "slug", "email")}, **known})


def _explained(error: SiteError, transport: HttpTransport) -> SiteError:
    """Tell the causes of a 401 apart: WordPress gives one and the same for all of them."""
    if not isinstance(error, AuthError) or error.status != _UNAUTHORIZED:
        return error
    hint = (
        "check WPPUSH_USERNAME and WPPUSH_APP_PASSWORD (an application password from the user's profile page, not the"
        " login password); where both are right, the web server drops the Authorization header"
    )
    ref = SiteCode.NOT_LOGGED_IN
    try:
        index = transport.send(Request(method="GET", route="/", params={"_fields": "authentication"})).json
    except SiteError:
        index = None
    # An empty list stands for no way to log in; otherwise it is an object.
    if isinstance(index, dict) and not index.get("authentication"):
        ref = SiteCode.LOGIN_OFF
        hint = (
            "application passwords are off on this site: WordPress offers them over https only (or with"
            " WP_ENVIRONMENT_TYPE 'local'), and security plugins can switch them off"
        )
    return AuthError(
        f"not logged in: {error.message}",
        status=error.status,
        code=error.code,
        method=error.method,
        route=error.route,
        data=error.data,
        hint=hint,
        ref=ref,
    )
