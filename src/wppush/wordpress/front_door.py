"""A site as it looks to somebody who is not logged in yet: a WordPress or not, and where it asks."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wppush.codes import SiteCode
from wppush.errors import ApiError, CredentialsError, SiteError, TransportError
from wppush.wordpress.discovery import home_page, named_root, raise_unless_ours
from wppush.wordpress.transport import ApiRoot, HttpTransport, Request

if TYPE_CHECKING:
    from wppush.wordpress.answer import Answer

_MOST_OF_A_PAGE = 512 * 1024
_FIRST_WITH_LOOPBACK = 7
"""WordPress 7.0 is the first one that sends the answer to http://127.0.0.1 (its wp-admin/includes/user.php)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoor:
    """What a site shows to anybody."""

    url: str
    name: str
    """What the site calls itself; empty where it does not say."""
    approval_page: str
    """Where WordPress asks a user whether a program may log in."""
    major_version: int | None
    """None where the home page does not tell."""

    @property
    def may_answer_here(self) -> bool:
        """Whether WordPress sends the answer to a server on this machine; so it may be, where the version is unknown.

        A site without https offers application passwords only where its type is `local`; there, all versions do.
        """
        if self.url.startswith("http:") or self.major_version is None:
            return True
        return self.major_version >= _FIRST_WITH_LOOPBACK


def look_at(url: str, *, insecure: bool = False) -> FrontDoor:
    """Look at a site without logging in.

    Raises TransportError where no WordPress is, CredentialsError where its API is on another server or without
    encryption, and SiteError where application passwords are switched off.
    """
    found = home_page(url)
    root = (named_root(*found) if found else None) or ApiRoot(url=f"{url}/wp-json")
    raise_unless_ours(url, root, insecure=insecure)
    index = _index(url, root)
    if index is not None and not index.get("authentication"):
        raise SiteError(
            f"{url} does not offer application passwords.",
            hint="WordPress offers them over https alone (or with WP_ENVIRONMENT_TYPE 'local'), and security plugins"
            " can switch them off; `wppush doctor` says more",
            ref=SiteCode.LOGIN_OFF,
        )
    return FrontDoor(
        url=url,
        name=str((index or {}).get("name") or ""),
        approval_page=_approval_page(url, index or {}, insecure=insecure),
        major_version=major_version_of(found[1]) if found else None,
    )


def _index(url: str, root: ApiRoot) -> dict[str, Any] | None:
    """Give what the API says about itself; None where it says that to nobody who is not logged in."""
    with closing(HttpTransport(root, auth=None)) as transport:
        try:
            fields = {"_fields": "name,namespaces,authentication"}
            index = transport.send(Request(method="GET", route="/", params=fields)).json
        except ApiError as error:
            if error.code and error.code != "rest_no_route":
                return None
            raise _no_api(url, error) from error
        except TransportError as error:
            raise _no_api(url, error) if error.ref == SiteCode.NOT_JSON else error from error
    if not isinstance(index, dict) or not isinstance(index.get("namespaces"), list):
        raise TransportError(
            f"{urlsplit(url).netloc} answers with JSON that is not WordPress's",
            method="GET",
            route="/",
            ref=SiteCode.OTHER_SHAPE,
        )
    return index


def _no_api(url: str, why: SiteError) -> TransportError:
    return TransportError(
        f"no WordPress REST API at {url}: {why.message}",
        method="GET",
        route="/",
        hint="the address must be that of the site's home page; `wppush doctor` looks closer",
        ref=SiteCode.NO_API,
    )


def _approval_page(url: str, index: dict[str, Any], *, insecure: bool) -> str:
    """Give WordPress's own word for it, where that is on the same server: it may lie in a folder of its own."""
    value: Any = index.get("authentication")
    for key in ("application-passwords", "endpoints", "authorization"):
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, str) and value.isprintable():
        with suppress(CredentialsError, ValueError):
            raise_unless_ours(url, ApiRoot(url=value), insecure=insecure)
            return value
    return f"{url}/wp-admin/authorize-application.php"


class _GeneratorFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        content = said.get("content") or ""
        if tag == "meta" and said.get("name") == "generator" and content.startswith("WordPress "):
            self.found = self.found or content.removeprefix("WordPress ")


def major_version_of(page: Answer) -> int | None:
    """Give the first number of the version that a page of WordPress names; None where it names none."""
    finder = _GeneratorFinder()
    # Before Python 3.13.6, some pages that are no HTML failed an assertion of the parser.
    with suppress(AssertionError):
        finder.feed(page.text[:_MOST_OF_A_PAGE])
    major = finder.found.partition(".")[0]
    return int(major) if major.isascii() and major.isdigit() and len(major) < len("1000") else None
