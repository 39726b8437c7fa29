"""What goes wrong on the way to a site, drawn from a seed.

What becomes of a request hangs on the seed, on what the request is, and on how many of that kind came before it: not on
which of two connections was the quicker one. So the same seed gives the same weather, as far as the same requests come.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal[
    "refuse",
    "reset",
    "swallow",
    "cut",
    "cut headers",
    "late",
    "status",
    "page",
    "half json",
    "twice",
    "maintenance",
    "trickle",
]
"""What may happen to a request:

refuse: nobody listens, now and for some moments; reset, swallow: the line is cut, rudely or politely, and no answer
comes; cut, cut headers: it is cut within the answer; late: no answer comes before the time-out; status: an error, as
servers before WordPress send them; page: HTML with a status of 200; half json: an answer that is whole and whose JSON
is not; twice: WordPress gets the request two times; maintenance: WordPress's own 503, for some requests to come;
trickle: the answer comes drop by drop.
"""
Passing = Literal["never", "before", "meanwhile", "afterwards"]
"""When WordPress gets the request: never, before the client hears something, at the same time, or some time later."""
KINDS: tuple[Kind, ...] = get_args(Kind)
_STATUSES = (429, 500, 502, 503, 504)
_LATER = (0.0, 0.05, 0.2, 0.6)
_MAINTENANCE = 3
"""Requests that a maintenance lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What becomes of one request."""

    kind: Kind
    passing: Passing = "before"
    seconds: float = 0.0
    """How late it is passed on, or how long nobody listens."""
    status: int = 200
    retry_after: str | None = None
    json: bool = False
    """An error's body is JSON, as WordPress's own are, not a page."""
    second: bool = False
    """Of a request that is passed on twice: the second answer is the one that comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    body: bytes = b""

    @property
    def route(self) -> str:
        """What is asked for, without the query and with # for ids."""
        return re.sub(r"\d+", "#", re.sub(r"^.*?/wp-json(?=/)", "", self.path.partition("?")[0]))

    @property
    def is_write(self) -> bool:
        return self.method not in ("GET", "HEAD")

    @property
    def makes_terms(self) -> bool:
        """Whether it makes tags or categories, perhaps among other things."""
        return self.method == "POST" and re.search(rb"/wp/v2/(tags|categories)\W", self._all) is not None

    @property
    def _all(self) -> bytes:
        return self.path.encode() + b" " + (self.body if self.route.startswith("/batch/") else b"")


Pattern = Literal["fair", "one", "showers", "storm", "end", "one kind"]


class Weather:
    """Says what becomes of each request. Called by one thread at a time."""

    def __init__(self, seed: str, *, pattern: Pattern | None = None) -> None:
        self.seed = seed
        draw = random.Random(seed)
        some: tuple[Pattern, ...] = ("one", "showers", "storm", "end", "one kind")
        self.pattern: Pattern = pattern or draw.choices(some, weights=(40, 25, 12, 10, 13))[0]
        self._at = draw.choice((0, 0, 0, 1, 1, 2, 3, 5, 8))
        self._on_writes = draw.random() < 0.8
        self._share = draw.choice((0.08, 0.2, 0.35)) if self.pattern == "showers" else 0.65
        self._only = self._one(draw)
        self._counts: Counter[str] = Counter()
        self._maintenance = 0
        self.faults: list[tuple[Seen, Fault]] = []
        """What went wrong so far."""

    @property
    def left_something(self) -> bool:
        """Whether WordPress got something late or twice, which nobody who sent it could know."""
        return any(fault.kind == "twice" or fault.passing in ("meanwhile", "afterwards") for _, fault in self.faults)

    @property
    def late_uploads(self) -> int:
        """How many uploads WordPress got late or twice: each may have left a second copy of its file.

        The one who sent it has the first copy and does not hear of the second; nothing shows that one.
        """
        uploads = [fault for seen, fault in self.faults if seen.method == "POST" and seen.route == "/wp/v#/media"]
        return sum(fault.kind == "twice" or fault.passing in ("meanwhile", "afterwards") for fault in uploads)

    def over(self, seen: Seen) -> Fault | None:
        """Give what becomes of a request; None where it is passed on as if nobody stood between."""
        fault = self._drawn(seen)
        if fault is not None:
            self.faults.append((seen, fault))
        return fault

    def _drawn(self, seen: Seen) -> Fault | None:
        if self.pattern == "fair":
            return None
        if self._maintenance:
            self._maintenance -= 1
            return Fault(kind="maintenance", passing="never")
        kind = f"{seen.method} {seen.route}"
        self._counts[kind] += 1
        self._counts["write" if seen.is_write else "read"] += 1
        if not self._strikes(seen, random.Random(f"{self.seed}/{kind}/{self._counts[kind]}")):
            return None
        fault = self._one(random.Random(f"{self.seed}/what/{kind}/{self._counts[kind]}"))
        if self.pattern == "one kind":
            fault = self._only
        if fault.kind == "maintenance":
            self._maintenance = _MAINTENANCE
        return _fitting(fault, seen)

    def _strikes(self, seen: Seen, draw: random.Random) -> bool:
        number = self._counts["write"] if self._on_writes else self._counts["write"] + self._counts["read"]
        meant = seen.is_write or not self._on_writes
        match self.pattern:
            case "one":
                return meant and number == self._at + 1
            case "end":
                # Once it has begun, of everything: the run is on its own from here.
                return number > self._at
            case "one kind":
                return meant and draw.random() < 0.5
            case _:
                return meant and draw.random() < self._share

    def _one(self, draw: random.Random) -> Fault:
        kind = draw.choice(KINDS)
        passing: Passing = draw.choices(("never", "before", "meanwhile", "afterwards"), weights=(3, 4, 2, 2))[0]
        status = draw.choice(_STATUSES)
        asks = {429: 0.5, 503: 0.6}.get(status, 0.1)
        fault = Fault(
            kind=kind,
            passing=passing,
            seconds=draw.choice(_LATER),
            status=status if kind == "status" else 200,
            retry_after=draw.choice(("0", "1", "5", "3600", "soon")) if draw.random() < asks else None,
            json=draw.random() < 0.4,
            second=draw.random() < 0.5,
        )
        if kind in ("cut", "cut headers", "half json", "trickle", "twice"):
            return replace(fault, passing="before" if kind != "twice" or passing == "never" else passing)
        return replace(fault, passing="never") if kind in ("refuse", "maintenance") else fault


def _fitting(fault: Fault, seen: Seen) -> Fault:
    """Give what can happen to this request."""
    later = fault.passing in ("meanwhile", "afterwards")
    if not seen.is_write and fault.kind != "twice" and later:
        # Nobody notices when a read arrives.
        fault = replace(fault, passing="never")
    if fault.kind == "late" and not seen.route.startswith("/wp/"):
        # The home page, for which there is a longer time-out.
        fault = replace(fault, kind="swallow")
    return fault
