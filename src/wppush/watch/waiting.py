"""Waiting until something is saved: the operating system rings, and then it is looked what is different."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wppush.watch.look import Look, Saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_STEP = 50
"""Milliseconds without any event before it is looked."""
LONGEST = 10_000
"""Milliseconds after which it is looked in any case."""
_SETTLED = 1_000
"""Milliseconds after which a bell that was hung up anew is asked for what it may have missed."""
_POLLED = 1.0
"""Seconds between two looks where nothing rings."""
_QUIET = 0.2
"""Seconds for which all must be as it is: an editor writes in several steps, a picture takes its time."""
_GONE = 0.3
"""Seconds that a file may be away while it is replaced by another."""


class Watch:
    """Says what has been saved below folders since it was asked last; the first time, since it was made."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(roots)
        self._seen = Look.at(self._roots)
        self._bell: Iterator[bool] | None = None
        self._hung: frozenset[Path] = frozenset()

    def saved(self) -> Saved:
        """Wait until something has been saved, and give it. Raises KeyboardInterrupt when a signal asks for it."""
        while True:
            if saved := self._different():
                return saved
            self._wait()

    def _different(self) -> Saved:
        """Give what is different from the time before, as soon as nobody is writing."""
        now = Look.at(self._roots)
        saved = now.since(self._seen)
        deadline = time.monotonic() + LONGEST / 1000
        while saved and time.monotonic() < deadline:
            before = now
            time.sleep(_GONE if saved.gone else _QUIET)
            now = Look.at(self._roots)
            saved = now.since(self._seen)
            if now == before:
                break
        self._seen = now
        return saved

    def _wait(self) -> None:
        if self._bell is None or self._hung != self._seen.folders:
            # What happens while no bell hangs is found by the look after the first time that the new one is heard.
            self._hung = self._seen.folders
            self._bell = _bell(self._hung)
        try:
            while not next(self._bell):
                pass
        except (OSError, RuntimeError):
            # A folder has gone meanwhile, or the system has no more bells: then it is looked now and then.
            self._bell = None
            time.sleep(_POLLED)


def _bell(folders: frozenset[Path]) -> Iterator[bool]:
    """Ring, once soon after it was hung up, and then whenever something happens in one of the folders."""
    from watchfiles import watch

    first = True
    for events in watch(
        *sorted(folders),
        watch_filter=None,
        debounce=LONGEST,
        step=_STEP,
        rust_timeout=_SETTLED,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    ):
        yield first or bool(events)
        first = False
