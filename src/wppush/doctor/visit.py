"""One visit to a site: what was read of it, each once, however many checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from xmlrpc import client as xmlrpc

from wppush.doctor.reading import Read, Reader
from wppush.errors import CredentialsError
from wppush.wordpress.discovery import named_root, raise_unless_ours
from wppush.wordpress.failure import without_query
from wppush.wordpress.sessions import BasicAuth, BearerAuth
from wppush.wordpress.transport import ApiRoot, Request
from wppush.wordpress.wire import USER_FIELDS
from wppush.wordpress.wordpress_com import root_of

if TYPE_CHECKING:
    from wppush.doctor.chosen import Chosen

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 6
_OK = 200
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What XML-RPC says to the same name and password, which it takes from the body and not from a header."""

    accepts: bool | None
    """None: it says nothing, as it is switched off or not there."""
    said: str = ""


class Visit:
    """A site, and what has been read of it so far. Nothing is written to it."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.url = chosen.url
        self._reader = Reader(_auth(chosen))

    @property
    def has_credentials(self) -> bool:
        """Whether there is somebody to log in as."""
        return self.chosen.password is not None

    @cached_property
    def hops(self) -> list[Read]:
        """The front page, with the redirects before it; the last one is no redirect, unless there are too many."""
        found: list[Read] = []
        place = f"{self.url}/"
        for _ in range(MOST_REDIRECTS):
            found.append(self._reader.read(place))
            where_to = found[-1].header("Location")
            if found[-1].status not in _REDIRECTS or not where_to:
                break
            try:
                place = urljoin(place, where_to)
            except ValueError:  # it is no address
                break
        return found

    @property
    def home(self) -> Read:
        """The front page, where the redirects have led."""
        return self.hops[-1]

    @cached_property
    def named(self) -> ApiRoot | None:
        """The API that the front page names."""
        return named_root(self.home.url, self.home.answer) if self.home.answer else None

    @cached_property
    def tried(self) -> list[tuple[ApiRoot, Read]]:
        """The index of the API, asked for without logging in, at each place where it may be, up to the first one."""
        # In the order in which a run looks; to the last place it does not get.
        places = [ApiRoot(url=f"{self.url}/wp-json"), self.named, ApiRoot(url=f"{self.url}/index.php", plain=True)]
        found: list[tuple[ApiRoot, Read]] = []
        for root in places:
            if root is None or root in [before for before, _ in found]:
                continue
            url, params = root.locate(Request(method="GET", route="/"))
            found.append((root, self._reader.read(url, params)))
            if is_index(found[-1][1]) or refuses(found[-1][1]):
                break
        return found

    @property
    def root(self) -> ApiRoot | None:
        """Where the API answers as WordPress does, be it to refuse; None where it does not."""
        root, read = self.tried[-1]
        return root if is_index(read) or refuses(read) else None

    @cached_property
    def index(self) -> dict[str, Any]:
        """What the API says about itself, to a user if need be; empty where it does not."""
        read = self.tried[-1][1]
        if not is_index(read) and self.me is not None and isinstance(self.me.fields.get("id"), int):
            read = self.signed("/") or read
        return read.fields if is_index(read) else {}

    @cached_property
    def me(self) -> Read | None:
        """Who WordPress takes us for; None where there are no credentials, or no place that they may be sent to."""
        return self.signed("/wp/v2/users/me", {"context": "edit", "_fields": USER_FIELDS})

    @property
    def user(self) -> dict[str, Any]:
        """The user who is logged in; empty where none is."""
        fields = self.me.fields if self.me else {}
        return fields if isinstance(fields.get("id"), int) else {}

    def may(self, capability: str) -> bool:
        """Say whether the user has a capability of WordPress."""
        capabilities = self.user.get("capabilities")
        return isinstance(capabilities, dict) and bool(capabilities.get(capability))

    @cached_property
    def plugins(self) -> list[str] | None:
        """The plugins that are switched on, as `folder/file`; None where the user may not see them."""
        read = self.signed("/wp/v2/plugins", {"status": "active", "_fields": "plugin"})
        listed = read.json if read and read.status == _OK else None
        if not isinstance(listed, list):
            return None
        return [str(entry["plugin"]) for entry in listed if isinstance(entry, dict) and "plugin" in entry]

    @cached_property
    def withheld(self) -> CredentialsError | None:
        """Why the password is not sent to where the API is; None where it may be."""
        if self.chosen.wordpress_com:
            return None
        try:
            raise_unless_ours(self.url, self.root or ApiRoot(url=self.url), insecure=self.chosen.insecure)
        except CredentialsError as error:
            return error
        return None

    def signed(self, route: str, params: dict[str, str] | None = None) -> Read | None:
        """Read a route of the API as the user."""
        root = root_of(self.url) if self.chosen.wordpress_com else self.root
        if not self.has_credentials or root is None or self.withheld is not None:
            return None
        url, query = root.locate(Request(method="GET", route=route, params=params or {}))
        return self._reader.read(url, query, signed=True)

    def unsigned(self, route: str, params: dict[str, str] | None = None) -> Read | None:
        """Read a route of the API as nobody."""
        if self.root is None:
            return None
        return self._reader.read(*self.root.locate(Request(method="GET", route=route, params=params or {})))

    def page(self, params: dict[str, str]) -> Read:
        """Read the front page with parameters, such as the feed."""
        return self._reader.read(without_query(self.home.url), params)

    @cached_property
    def witness(self) -> Witness:
        """Whether XML-RPC takes the name and the password. Asks for the blogs of the user, which changes nothing."""
        said = self.index.get("url")
        place = said.rstrip("/") if isinstance(said, str) else without_query(self.home.url).rstrip("/")
        password = self.chosen.password
        try:
            raise_unless_ours(self.url, ApiRoot(url=place), insecure=self.chosen.insecure)
        except (CredentialsError, ValueError) as error:  # ValueError: what the site calls its address is none
            return Witness(accepts=None, said=str(error))
        if password is None:
            return Witness(accepts=None, said="there is no password to try")
        call = xmlrpc.dumps((self.chosen.username, password.reveal()), "wp.getUsersBlogs", encoding="utf-8")
        read = self._reader.read(f"{place}/xmlrpc.php", body=call.encode(), kind="text/xml; charset=utf-8")
        return _testimony(read)

    def redacted(self, text: str) -> str:
        """Give a text without the password, which some firewalls' pages repeat."""
        password = self.chosen.password.reveal() if self.chosen.password else ""
        for secret in filter(None, (password, password.replace(" ", ""))):
            text = text.replace(secret, "***")
        return text


def _auth(chosen: Chosen) -> BasicAuth | BearerAuth | None:
    if chosen.password is None:
        return None
    secret = chosen.password.reveal()
    return BearerAuth(secret) if chosen.wordpress_com else BasicAuth(chosen.username or "", secret)


def is_index(read: Read) -> bool:
    """Say whether this is the index of a REST API of WordPress."""
    return isinstance(read.fields.get("namespaces"), list) and not read.code


def refuses(read: Read) -> bool:
    """Say whether this is the REST API of WordPress, which does not show its index."""
    return read.code not in ("", "rest_no_route")


def host_of(url: str) -> str:
    """Give the host and port of an address."""
    return urlsplit(url).netloc


def _testimony(read: Read) -> Witness:
    if read.answer is None:
        return Witness(accepts=None, said=read.error)
    body = read.answer.content
    if read.status != _OK or b"<methodResponse" not in body:
        return Witness(accepts=None, said=f"xmlrpc.php answers {read.status}, and not as WordPress does")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return Witness(accepts=None, said="xmlrpc.php answers with XML that WordPress does not write")
    try:
        xmlrpc.loads(body)
    except xmlrpc.Fault as fault:
        refused = fault.faultCode == _FORBIDDEN
        return Witness(accepts=False if refused else None, said=str(fault.faultString))
    except Exception as error:
        # What parses XML raises what it likes, and the answer may be anybody's.
        return Witness(accepts=None, said=f"xmlrpc.php answers with XML that is broken ({type(error).__name__})")
    return Witness(accepts=True)
