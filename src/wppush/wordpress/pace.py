"""How many requests are on their way at once, and when the next one may set out.

The rule: an answer of 429 or 503, a lost connection, or answers that take on average four times as long as they once
did halve the connections. Ten answers in a row without such a sign give one connection back. What the site says in
`Retry-After` holds for all connections, and so does a limit on requests a second: they set out evenly, with no burst,
because that is how web servers count them.

Answers are compared with those of the same kind alone: the same route, asked in the same way, that moved about as many
bytes. A batch of 25 posts and one of two are of different kinds.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

JOBS = 2
"""Connections at once where nothing else is said: more gain little on the small servers that most sites live on."""
_REFUSALS = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_SLOW = 4.0
"""Times the shortest average. Two requests at once on one processor take twice as long each, and that is no sign."""
_NOTICEABLE = 0.2
"""Seconds: what differs by less is no sign either."""
_ENOUGH = 4
"""Answers of a kind, since the connections were last halved, before their time says anything."""
_GOOD = 10
"""Answers in a row for one more connection."""
_NEW = 0.3
"""How much of the average the newest answer is."""
_FORGOTTEN = 0.005
"""How much of the difference to the shortest average is forgotten with each answer: a site may be slower by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What went over the wire: requests, those refused as too many (429, 503), and bytes of bodies."""

    requests: int = 0
    refused: int = 0
    sent: int = 0
    received: int = 0


@dataclass(slots=True)
class _Kind:
    """How long answers of one kind take, in seconds."""

    average: float = 0.0
    """Of the latest ones."""
    shortest: float = float("inf")
    """What the average once was; not of one answer, which may have come from a cache."""
    answers: int = 0
    """Since the connections were last halved."""

    def add(self, seconds: float) -> None:
        self.average = self.average + _NEW * (seconds - self.average) if self.answers else seconds
        self.answers += 1
        if self.answers < _ENOUGH:
            return
        if self.average < self.shortest:
            self.shortest = self.average
        else:
            self.shortest += _FORGOTTEN * (self.average - self.shortest)

    @property
    def is_slow(self) -> bool:
        return self.answers >= _ENOUGH and self.average > max(_SLOW * self.shortest, self.shortest + _NOTICEABLE)


class Turn:
    """One request's turn."""

    def __init__(self, pace: Pace, began: float) -> None:
        self._pace = pace
        self._began = began

    def answered(self, kind: Hashable | None, status: int, *, sent: int = 0, received: int = 0) -> None:
        """Take that the answer has been read to its end; `kind` says with which others its time is compared."""
        self._pace.take_answer(self._began, kind, status, sent=sent, received=received)


class Pace:
    """Lets requests set out, from any thread, at the pace that the site bears.

    `clock` and `sleep` are given by tests that have no time.
    """

    def __init__(
        self,
        jobs: int = JOBS,
        *,
        max_rate: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.jobs = jobs
        """The most requests at once."""
        self.sleep = sleep
        self._clock = clock
        self._between = 1 / max_rate if max_rate else 0.0
        self._lock = threading.Condition()
        self._limit = jobs
        self._running = 0
        self._good = 0
        self._halved = float("-inf")
        self._not_before = float("-inf")
        self._next = float("-inf")
        self._kinds: dict[Hashable, _Kind] = {}
        self._counts = Counts()

    @property
    def connections(self) -> int:
        """How many requests may be on their way at once, now."""
        return self._limit

    @property
    def counts(self) -> Counts:
        """What went over the wire so far."""
        return self._counts

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Wait until a request may set out, and count it as on its way as long as this is entered."""
        with self._lock:
            while self._running >= self._limit:
                self._lock.wait()
            self._running += 1
        try:
            began = self._set_out()
            try:
                yield Turn(self, began)
            except Exception:
                # No answer: a connection that was lost, or a time-out.
                with self._lock:
                    self._halve(began)
                raise
        finally:
            with self._lock:
                self._running -= 1
                self._lock.notify_all()

    def hold(self, seconds: float) -> None:
        """Let no request set out for so long, on any connection."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)

    def _set_out(self) -> float:
        while True:
            with self._lock:
                now = self._clock()
                at = max(self._not_before, self._next)
                if at <= now:
                    self._next = now + self._between
                    self._counts = replace(self._counts, requests=self._counts.requests + 1)
                    return now
            self.sleep(at - now)

    def take_answer(self, began: float, kind: Hashable | None, status: int, *, sent: int, received: int) -> None:
        """Take the answer to a request that set out at `began`; see `Turn.answered`."""
        with self._lock:
            refused = status in _REFUSALS
            counts = self._counts
            self._counts = replace(
                counts,
                refused=counts.refused + refused,
                sent=counts.sent + sent,
                received=counts.received + received,
            )
            if refused:
                self._halve(began)
                return
            if status >= HTTPStatus.BAD_REQUEST or began < self._halved:
                # An error comes sooner than what was asked for; an answer from before tells nothing about now.
                return
            if kind is not None and self._is_slow(kind, self._clock() - began):
                self._halve(began)
                return
            self._good += 1
            if self._good >= _GOOD:
                self._good = 0
                self._limit = min(self.jobs, self._limit + 1)

    def _is_slow(self, kind: Hashable, seconds: float) -> bool:
        known = self._kinds.setdefault(kind, _Kind())
        known.add(seconds)
        return known.is_slow

    def _halve(self, began: float) -> None:
        """Give up half of the connections; once for all requests that were on their way then."""
        if began < self._halved:
            return
        self._halved = self._clock()
        self._limit = max(1, self._limit // 2)
        self._good = 0
        for known in self._kinds.values():
            known.answers = 0
