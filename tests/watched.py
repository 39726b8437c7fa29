"""A run that goes on until it is ended, and what it says meanwhile."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog import Blog

PATIENCE = 60


class Watched:
    """A run in a process of its own, and the lines that it has said, on both streams, in their order."""

    def __init__(self, blog: Blog, *words: str) -> None:
        self.run = subprocess.Popen(
            [sys.executable, "-m", "wppush", *words],
            cwd=blog.folder,
            env={**os.environ, **blog.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.run.stdout is not None
        with self.run.stdout as stream:
            for line in stream:
                self._lines.put(line.rstrip("\n"))

    def close(self) -> None:
        """End it, however it stands."""
        if self.run.poll() is None:
            self.run.kill()
        self.run.wait()
        self._reader.join()

    def until(self, words: str) -> list[str]:
        """Wait for a line with these words, and give those that came since the last time."""
        came: list[str] = []
        deadline = time.monotonic() + PATIENCE
        while not came or words not in came[-1]:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no line with {words!r} in:\n" + "\n".join(self.said))
            came.append(line)
            self.said.append(line)
        return came

    def end(self, number: int = signal.SIGINT) -> int:
        time.sleep(0.5)  # it has said what it did, and is about to wait again
        self.run.send_signal(number)
        return self.run.wait(PATIENCE)


@pytest.fixture
def watched() -> Iterator[list[Watched]]:
    """Runs that are ended after the test, whatever becomes of it."""
    runs: list[Watched] = []
    yield runs
    for each in runs:
        each.close()
