"""Ctrl-C and SIGTERM: while nothing is being written they end the run at once, else when the write in flight is done.

A second one ends it at once in any case; the next run finds what the last write has become of.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STANDARD_ERROR = 2
_SAID = b"\ninterrupted: the write in flight is being finished; once more ends at once\n"


class Interruption:
    """Whether somebody wants the run to end."""

    def __init__(self) -> None:
        self.requested = False
        self.again = False
        self._writing = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let writes be finished, while this is entered, that have begun."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    def receive(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - what Python calls it with
        """Take a signal. Raises KeyboardInterrupt where the run has to end at once."""
        self.again, self.requested = self.requested, True
        if self.again or not self._writing:
            raise KeyboardInterrupt
        # Not by print: this may stand in the middle of another one.
        os.write(_STANDARD_ERROR, _SAID)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Take signals as long as this is entered; those that are ignored stay so, as under nohup."""
    interruption = Interruption()
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, interruption.receive)
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
