"""A picture at an address of the web that is to be in the media library.

It is known by its address, not by its bytes: so a post in which nothing changed needs no look at the other server, and
a run fetches only what the site does not have. What its owner puts in its place later is not noticed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.media.files import Options, changes_of, slug_of

if TYPE_CHECKING:
    from wppush.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file that has to be fetched before it can be uploaded."""

    url: str
    """Without what stands behind #."""
    options: Options = field(default_factory=Options)

    @property
    def name(self) -> str:
        """The address as reports show it: without the query and the user, which may be secret."""
        return shown(self.url)

    @property
    def slug(self) -> str:
        """By which it is found again in the media library: made of the address and of what is to be changed."""
        said = f"url {self.url} {changes_of(self.options)}".rstrip()
        return slug_of(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest())

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """None, before it is here."""
        return ()


def shown(url: str) -> str:
    """Give an address without what may be secret in it."""
    address = url.partition("?")[0].partition("#")[0]
    scheme, slashes, rest = address.partition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"
