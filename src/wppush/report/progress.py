"""How far a run has come, on standard error: a bar on a terminal, elsewhere a line now and then, or nothing."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wppush.sync import Outcome

SMALL = 20
"""Up to so many files a run needs no lines: it says soon enough what it did."""
EVERY_FILES = 100
EVERY_SECONDS = 10.0


class Progress(Protocol):
    """Shows how far a run has come."""

    def through(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, and count them."""
        ...

    def upload(self, name: str, sent: int, size: int) -> None:
        """Take how much of a file is sent. Called in any thread."""
        ...


class Lines:
    """A line for every hundred files or ten seconds, as a log has room for."""

    def __init__(self, total: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._say = say
        self._clock = clock

    def through(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, and say now and then how many there were."""
        began = said_at = self._clock()
        said = 0
        for done, outcome in enumerate(outcomes, start=1):
            now = self._clock()
            due = done - said >= EVERY_FILES or now - said_at >= EVERY_SECONDS
            if due and self._total > SMALL and done < self._total:
                said, said_at = done, now
                self._say(self._line(done, now - began))
            yield outcome

    def upload(self, name: str, sent: int, size: int) -> None:
        """Say nothing of a single file."""

    def _line(self, done: int, seconds: float) -> str:
        rate = done / max(seconds, 0.001)
        left = timedelta(seconds=round((self._total - done) / rate))
        return f"published {done} of {self._total} ({rate:.1f}/s, {left} left)"


class Silence:
    """Nothing."""

    def through(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on."""
        yield from outcomes

    def upload(self, name: str, sent: int, size: int) -> None:
        """Say nothing."""


@contextmanager
def progress(posts: int, media: int = 0, *, quiet: bool = False) -> Iterator[Progress]:
    """Show how far a run is with so many posts and files of the media library, as long as this is entered."""
    if quiet:
        yield Silence()
        return
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    # FORCE_COLOR makes a terminal of a pipe, for rich; but a log has no cursor that a bar could move.
    if not (console.is_terminal and sys.stderr.isatty()):
        from wppush.report.terminal import print_note

        yield Lines(posts + media, print_note)
        return
    from wppush.report.bar import Bar, bars_on

    with bars_on(console) as bars:
        yield Bar(bars, posts + media, unit="files" if media else "posts")
