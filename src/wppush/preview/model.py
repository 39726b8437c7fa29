"""What a preview is, for whoever uses one: its address and the accounts on it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EngineName = Literal["php", "playground"]

ROLES: Mapping[str, str] = {
    "admin": "administrator",
    "editor": "editor",
    "author": "author",
    "contributor": "contributor",
}
"""User name → role of the accounts that every preview has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalUser:
    """One account of a preview."""

    username: str
    role: str
    app_password: str = field(repr=False)
    """For the REST API."""
    password: str = field(repr=False)
    """For the login form; an application password does not open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWordPress:
    """A WordPress that runs on this machine."""

    url: str
    """Without a slash at the end."""
    version: str
    engine: EngineName
    folder: Path
    """Holds all of it: WordPress's files, the database, the logs."""
    pid: int
    users: Mapping[str, LocalUser]
    """By user name, see `ROLES`."""
    login_token: str = field(repr=False)

    def login_link(self, page: str = "/wp-admin/") -> str:
        """Give a link that logs the administrator in and goes on to a page, a path or an address of this site.

        Drafts are shown to nobody who is not logged in. Whoever has the link is let in, so it is for the terminal of
        the preview's owner only.
        """
        return self._link(self.login_token, page)

    def login_link_for_once(self, page: str = "/wp-admin/") -> str:
        """Give a link that does so once, within the next minute: for a command line, which others can see."""
        token = secrets.token_urlsafe(24)
        root = self.folder / "wordpress"
        for old in root.glob("wp-preview-once-*.php"):
            old.unlink(missing_ok=True)
        (root / f"wp-preview-once-{hashlib.sha256(token.encode()).hexdigest()}.php").touch(mode=0o600)
        return self._link(token, page)

    def _link(self, token: str, page: str) -> str:
        address = self.url + page if page.startswith("/") else page
        return f"{self.url}/?{urlencode({'wppush-login': token, 'to': address})}"
