"""What a preview is, for whoever uses one: its address and the accounts on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

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
