"""The log of requests: a line for each that goes to a site, to Python's logger `wppush.http`, at the level INFO.

A line says what a server's own log says, so that the two can be laid side by side, and how long it took. It never has
a header, a body, a name and password, or what stands in a query but for a few parameters: titles are searched for, and
addresses that others have named may have anything in them.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOGGER = logging.getLogger("wppush.http")

_SHOWN = frozenset(
    {"context", "force", "offset", "order", "orderby", "page", "per_page", "rest_route", "status", "who"}
)
"""Parameters whose values are shown; of the others, the names."""
_LEFT_OUT = frozenset({"_fields"})
"""Stands in nearly every request."""


class Entry:
    """The line of one request."""

    def __init__(self) -> None:
        self.said = ""

    def answered(self, status: int, received: int) -> None:
        """Take what the site has answered, and how many bytes, unpacked."""
        self.said = f"{status}, {received} B received"


@contextmanager
def logged(
    method: str, url: str, params: Mapping[str, str] | None, *, sent: int = 0, note: str = ""
) -> Iterator[Entry]:
    """Write a line about the request that is made while this is entered; one without an answer says why not."""
    entry = Entry()
    if not LOGGER.isEnabledFor(logging.INFO):
        yield entry
        return
    began = time.perf_counter()
    try:
        yield entry
    except BaseException as error:
        # Not its words: they repeat addresses with all that is in them.
        entry.said = f"no answer: {type(error).__name__}"
        raise
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        more = f", {note}" if note else ""
        LOGGER.info("%s %s: %s, %d B sent, %.0f ms%s", method, shown(url, params), entry.said, sent, milliseconds, more)


def waits(seconds: float, why: str) -> None:
    """Write that the next try waits."""
    LOGGER.info("waits %.1f s: %s", seconds, why)


def shown(url: str, params: Mapping[str, str] | None = None) -> str:
    """Give an address as a log may have it: host, path, and of the query what is known to be harmless."""
    try:
        parts = urlsplit(url)
        place = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        return "(no address)"
    asked = "&".join(
        f"{name}={value if name in _SHOWN else '…'}" for name, value in (params or {}).items() if name not in _LEFT_OUT
    )
    words = f"{place}?{asked}" if asked else place
    return "".join(letter if letter.isprintable() else "?" for letter in words)
