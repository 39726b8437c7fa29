"""Short waits: what takes wppush seconds on a real site takes moments here, and nothing else about it is different.

Time is what is simulated: every wait is there, in the same order and for the same reason, and as many of them; only
they are shorter, and so is the time that a site is given for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.sync import once, terms
from wppush.wordpress import media, retry, transport

if TYPE_CHECKING:
    import pytest

ANSWER = 1.0
"""Seconds that a site has to answer, instead of 90; an upload has twice that."""
_SHORTER = 40.0


def make_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the waits of wppush in this process."""
    monkeypatch.setattr(once, "LOOKS", tuple(seconds / _SHORTER for seconds in once.LOOKS))
    monkeypatch.setattr(media, "_LOOKS", tuple(seconds / _SHORTER for seconds in media._LOOKS))
    monkeypatch.setattr(terms, "_PATIENCE", terms._PATIENCE / _SHORTER)

    def wait_before(attempt: int, retry_after: float | None) -> float | None:
        wait = retry.wait_before(attempt, retry_after)
        return None if wait is None else wait / _SHORTER

    monkeypatch.setattr(transport, "wait_before", wait_before)
    monkeypatch.setattr(transport, "_UPLOAD_TIMEOUT", (2 * ANSWER, 2 * ANSWER))
    defaults = transport.HttpTransport.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "timeout", (ANSWER, ANSWER))
