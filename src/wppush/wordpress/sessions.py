"""Sessions of requests for several threads: each is lent to one thread at a time.

A session may not be used by two threads at once. One for each thread would be lost with its thread, and its connection
with it; these are kept and lent again, the last one first, so that there are as many connections as requests at once,
and they stay alive. No two share cookies: a plugin that gives out a session cookie in PHP has requests of one session
wait for each other.
"""

from __future__ import annotations

import base64
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Sessions:
    """Lends sessions, and makes one where none is free."""

    def __init__(self, make: Callable[[], requests.Session]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._free: list[requests.Session] = []
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[requests.Session]:
        """Give a session that nobody else has, as long as this is entered."""
        with self._lock:
            session = self._free.pop() if self._free else None
        session = session or self._make()
        try:
            yield session
        finally:
            with self._lock:
                keep = not self._closed
                if keep:
                    self._free.append(session)
            if not keep:
                session.close()

    def close(self) -> None:
        """Close the connections; one that is in use, when it comes back."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for session in free:
            session.close()


class BasicAuth(requests.auth.AuthBase):
    """Basic authentication that encodes UTF-8 and shows nothing when printed."""

    def __init__(self, username: str, password: str) -> None:
        self._basic = requests.auth.HTTPBasicAuth(username.encode(), password.encode())
        encoded = base64.b64encode(f"{username}:{password}".encode()).decode()
        self.secrets = (encoded, password, password.replace(" ", ""))
        """What may be shown nowhere."""

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the header in."""
        signed: requests.PreparedRequest = self._basic(prepared)
        return signed


class BearerAuth(requests.auth.AuthBase):
    """An access token of OAuth 2, which shows nothing when printed (RFC 6750, 2.1)."""

    def __init__(self, token: str) -> None:
        self._token = token
        self.secrets = (token,)
        """What may be shown nowhere."""

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the header in."""
        # As bytes: a header of text would have to be Latin-1.
        prepared.headers["Authorization"] = f"Bearer {self._token}".encode()  # type: ignore[assignment]
        return prepared


def no_auth(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Add nothing: without any rule of a session's own, a .netrc entry would add its credentials."""
    return prepared
