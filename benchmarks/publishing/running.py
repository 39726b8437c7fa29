"""Run a command as a user does, and say how long it took and how much memory it and its children held at most."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERY = 0.05
"""Seconds between two looks at the memory: a look at one tree costs less than a millisecond."""

EVERY_SHARED = 10
"""So many looks to one at the shares of shared memory, which cost more."""

PATIENCE = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is typed, where, and with what in the environment beside our own."""

    words: Sequence[str | Path]
    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a command took."""

    seconds: float
    rss: int
    """Bytes: the most that the sum over all of its processes came to. What two of them share counts twice."""
    pss: int | None
    """The same with shared memory divided among those that share it, where the system says so."""
    status: int
    output: str


def run(command: Command) -> Taken:
    """Run a command to its end; its exit status is the caller's to judge."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        running = subprocess.Popen(
            [str(word) for word in command.words],
            cwd=command.folder,
            env={**os.environ, **command.environ},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        memory = _Memory(running.pid)
        memory.start()
        try:
            status = _wait(running, start + PATIENCE)
            seconds = time.perf_counter() - start
        finally:
            memory.stop()
        said.seek(0)
        output = said.read().decode(errors="replace")
    return Taken(seconds=seconds, rss=memory.rss, pss=memory.pss or None, status=status, output=output[-20_000:])


def _wait(running: subprocess.Popen[bytes], deadline: float) -> int:
    try:
        # Without a time limit, as with one it would be polled for; a timer ends it.
        ended = threading.Timer(deadline - time.perf_counter(), running.kill)
        ended.start()
        try:
            return running.wait()
        finally:
            ended.cancel()
    except BaseException:
        running.kill()
        running.wait()
        raise


class _Memory(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._over = threading.Event()
        self.rss = 0
        self.pss = 0

    def run(self) -> None:
        look = 0
        while not self._over.wait(EVERY):
            with contextlib.suppress(psutil.Error):
                tree = [self._root, *self._root.children(recursive=True)]
                # The system's own word for the first one: it holds for what came and went between two looks.
                self.rss = max(self.rss, sum(_rss(each) for each in tree), _peak(self._root.pid))
                if look % EVERY_SHARED == 0:
                    self.pss = max(self.pss, sum(_pss(each) for each in tree))
            look += 1

    def stop(self) -> None:
        self._over.set()
        self.join()


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _pss(process: psutil.Process) -> int:
    try:
        return int(getattr(process.memory_full_info(), "pss", 0))
    except psutil.Error:
        return 0
