"""The reads of a check: bounded, never redirected, and with credentials only to the site that they are for.

A check wants to know what came, whatever it was, so nothing here raises: a read without an answer says why. Nothing is
asked with a method that could change a site but POST to xmlrpc.php, which is how that one is read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import requests
from urllib3.exceptions import HTTPError

from wppush.config.url import is_loopback
from wppush.wordpress.answer import Endless, ask, bounded_session
from wppush.wordpress.failure import host_of, reason_of
from wppush.wordpress.sessions import no_auth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.wordpress.answer import Answer
    from wppush.wordpress.sessions import BasicAuth, BearerAuth

_MOST = 8 * 1024 * 1024
"""Bytes of JSON: the index of a site with many plugins has some hundred thousand."""
_BAD_STATUS = 400
_TOTAL = 60.0
_TIMEOUT = (10.0, 30.0)


@dataclass(frozen=True, kw_only=True)
class Read:
    """One request and what came back."""

    url: str
    """Without what was asked for."""
    answer: Answer | None
    """None: nothing came that could be read."""
    error: str = ""
    """Then this is why."""
    seconds: float = 0.0
    at: float = 0.0
    """When the answer came, by this machine's clock, in seconds since 1970."""

    @cached_property
    def json(self) -> object:
        """What the JSON says; None where there is none."""
        if self.answer is None or not self.answer.says_json:
            return None
        try:
            return self.answer.json()
        except ValueError:
            return None

    @property
    def fields(self) -> dict[str, Any]:
        """The JSON object; an empty one where there is none."""
        return self.json if isinstance(self.json, dict) else {}

    @property
    def status(self) -> int:
        """HTTP's; 0 where nothing came."""
        return self.answer.status_code if self.answer else 0

    @property
    def code(self) -> str:
        """The name of WordPress's own error; empty where it is none."""
        code = self.fields.get("code")
        return code if self.status >= _BAD_STATUS and isinstance(code, str) else ""

    def header(self, name: str) -> str:
        """Give a header, empty where it is missing."""
        return self.answer.headers.get(name, "") if self.answer else ""


class Reader:
    """Reads pages of one site, with or without logging in."""

    def __init__(self, auth: BasicAuth | BearerAuth | None = None) -> None:
        self._auth = auth

    def read(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        signed: bool = False,
        body: bytes | None = None,
        kind: str = "",
    ) -> Read:
        """Give what comes from an address. `signed`: with the name and password, so only for the site's own."""
        headers = {"User-Agent": "wppush", "Accept": "application/json, text/html;q=0.9, */*;q=0.5"}
        if kind:
            headers["Content-Type"] = kind
        began = time.monotonic()
        try:
            with bounded_session() as session:
                # A proxy of the environment leads out of this machine, where nobody knows our loopback address.
                session.trust_env = not is_loopback(url)
                session.auth = self._auth if signed else no_auth
                answer = ask(
                    session,
                    "GET" if body is None else "POST",
                    url,
                    params=dict(params or {}),
                    data=body,
                    headers=headers,
                    timeout=_TIMEOUT,
                    most=_MOST,
                    total=_TOTAL,
                )
        except (requests.RequestException, HTTPError, ValueError) as error:
            why = str(error) if isinstance(error, Endless) else reason_of(error)[0]
            return Read(url=url, answer=None, error=f"{host_of(url)} {why}")
        return Read(url=url, answer=answer, seconds=time.monotonic() - began, at=time.time())
