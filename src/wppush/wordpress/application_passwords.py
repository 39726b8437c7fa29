"""The routes of a user's own application passwords: which one is in use, a new one, and one that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from wppush.errors import NotFound
from wppush.wordpress.listing import shaped
from wppush.wordpress.transport import Request

if TYPE_CHECKING:
    from wppush.wordpress.transport import Transport

APP_ID = "cdbd22e9-3f48-5605-b49c-fd2b10573252"
"""Ours, for all time (version 5, of `wppush`): by it a site knows which of a user's passwords are for wppush."""
_ROUTE = "/wp/v2/users/me/application-passwords"


class ApplicationPassword(TypedDict):
    """What a site says of an application password."""

    uuid: str
    name: str
    password: NotRequired[str]
    """In the answer to making it alone."""


_SHAPE = TypeAdapter(ApplicationPassword)


class ApplicationPasswords:
    """A user's own application passwords. Every method raises SiteError."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def current(self) -> ApplicationPassword:
        """Give the one with which this is asked."""
        route = f"{_ROUTE}/introspect"
        answer = self._transport.send(Request(method="GET", route=route, params={"_fields": "uuid,name"}))
        return shaped(answer.json, _SHAPE, route)

    def make(self, name: str) -> ApplicationPassword:
        """Make another one; the answer has the password, which the site does not say a second time."""
        body = {"name": name, "app_id": APP_ID}
        return shaped(self._transport.send(Request(method="POST", route=_ROUTE, json=body)).json, _SHAPE, _ROUTE)

    def revoke(self, uuid: str) -> bool:
        """Take one back, so that nobody can log in with it any more; say whether it was still there."""
        try:
            self._transport.send(Request(method="DELETE", route=f"{_ROUTE}/{uuid}", params={"_fields": "deleted"}))
        except NotFound:
            return False
        return True
