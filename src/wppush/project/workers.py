"""Texts rendered by other processes, one for each core: Python itself uses one alone.

They are programs of their own, started alike on every system, and not copies of this one: a copy of a process in which
threads run may stand still, and what `multiprocessing` starts elsewhere runs the caller's own script once more. Each is
given one text at a time through its standard input, so that when one breaks down it is known over which. They hear
nothing of Ctrl-C, and end when this process does, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Any

from wppush.diagnostics import Diagnostic, Location
from wppush.environment import without_secrets
from wppush.errors import ConfigError, SourceError
from wppush.project.making import make
from wppush.source import Code
from wppush.source.notes import NoteIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wppush.project.making import Made, Manner, Order

PAYS = 1_000_000
"""Bytes of texts from which on other processes are faster, by what was measured: each takes as long to start as to
render 300 KB."""
MOST = 6
"""Processes: each has some 25 MB of its own."""
_AHEAD = 16
"""Texts that a process may be ahead of the one that is waited for."""
_LENGTH = struct.Struct(">Q")
_PROGRAM = "import sys; sys.path[:] = {path!r}; from wppush.project.worker import main; main()"


def processes_for(size: int) -> int:
    """Give how many processes render texts of so many bytes the fastest; 1: this one alone."""
    if size < PAYS or not sys.executable or getattr(sys, "frozen", False):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST, size * 2 // PAYS)


def make_all(
    orders: Iterable[Order], manner: Manner, roots: tuple[Path, Path], *, processes: int
) -> Iterator[Made | SourceError]:
    """Give what each text became, in their order, or its faults. Raises ConfigError.

    `roots` are the folders of the content and of the project.
    """
    crew = _Crew(iter(orders), (manner, *roots))
    try:
        crew.start(processes)
        yield from crew.results()
    finally:
        crew.end()


class _Crew:
    """Some threads, each with a process of its own, and what they bring."""

    def __init__(self, orders: Iterator[Order], setting: tuple[Manner, Path, Path]) -> None:
        self._orders = orders
        self._setting = setting
        self._changed = threading.Condition()
        self._done: dict[int, Made | Exception] = {}
        self._taken = 0
        self._wanted = 0
        self._total: int | None = None
        self._ended = False
        self._has_none = False
        """Whether no process could be started; then the threads render."""
        self._threads: list[threading.Thread] = []
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, count: int) -> None:
        self._threads = [threading.Thread(target=self._work, args=(count,), daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def results(self) -> Iterator[Made | SourceError]:
        while True:
            with self._changed:
                while self._wanted not in self._done:
                    if self._wanted == self._total:
                        return
                    self._changed.wait()
                found = self._done.pop(self._wanted)
                self._wanted += 1
                self._changed.notify_all()
            if isinstance(found, Exception) and not isinstance(found, SourceError):
                raise found
            yield found

    def end(self) -> None:
        """Stop all, whatever they are at."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
            for process in self._running:
                process.kill()
        for thread in self._threads:
            thread.join()

    def _work(self, count: int) -> None:
        process: subprocess.Popen[bytes] | None = None
        try:
            while (given := self._next(count)) is not None:
                number, order = given
                if isinstance(order, Exception):
                    self._bring(number, order)
                    continue
                process = process or self._process()
                if process is None:
                    self._bring(number, self._made_here(order))
                    continue
                try:
                    found = _ask(process, order)
                except (OSError, EOFError):
                    found = _broken_down(order, _ended(process))
                    process = None
                except Exception as error:
                    found = error
                self._bring(number, found)
        finally:
            if process is not None:
                _ended(process)

    def _next(self, count: int) -> tuple[int, Order | Exception] | None:
        with self._changed:
            while not self._ended and self._total is None and self._taken >= self._wanted + count * _AHEAD:
                self._changed.wait()
            if self._ended or self._total is not None:
                return None
            number = self._taken
            try:
                order: Order | Exception = next(self._orders)
            except StopIteration:
                self._total = number
                self._changed.notify_all()
                return None
            except Exception as error:
                order = error
            self._taken += 1
            return number, order

    def _bring(self, number: int, found: Made | Exception) -> None:
        with self._changed:
            self._done[number] = found
            self._changed.notify_all()

    def _process(self) -> subprocess.Popen[bytes] | None:
        """Start a process; None where this system lets none be started, or Python does not come up in it."""
        with self._changed:
            if self._ended or self._has_none:
                return None
            try:
                process = _started()
            except OSError:
                self._has_none = True
                return None
            self._running.append(process)
        try:
            send(_pipe(process.stdin), self._setting)
            receive(_pipe(process.stdout))
        except (OSError, EOFError):
            self._has_none = True
            _ended(process)
            return None
        return process

    def _made_here(self, order: Order) -> Made | Exception:
        if self._ended:
            return EOFError()
        manner, content_root, project_root = self._setting
        try:
            return make(order, manner, NoteIndex(content_root, project_root))
        except Exception as error:
            return error


def _started() -> subprocess.Popen[bytes]:
    # Without passwords: extensions of other people run there, and have no business with them.
    return subprocess.Popen(  # noqa: S603 - ourselves
        # -P: no file of the folder that happens to be the current one is taken for a module.
        [sys.executable, "-P", "-c", _PROGRAM.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=without_secrets(),
        process_group=0 if os.name == "posix" else None,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _ask(process: subprocess.Popen[bytes], order: Order) -> Made | Exception:
    send(_pipe(process.stdin), order)
    kind, said = receive(_pipe(process.stdout))
    match kind:
        case "made":
            made: Made = said
            return made
        case "faults":
            return SourceError(said)
        case "config":
            return ConfigError(said[0], hint=said[1], ref=said[2])
        case _:
            return RuntimeError(f"{order.name} could not be rendered:\n{said}")


def _broken_down(order: Order, status: int) -> SourceError:
    how = f" (signal {-status})" if status < 0 else f" (status {status})"
    return SourceError(
        [
            Diagnostic(
                code=Code.BROKE_DOWN,
                message=f"The program that renders texts broke down over this one{how}.",
                location=Location(path=order.name),
                hint="leave out the extensions of Markdown that you have added, one by one, or parts of the text",
            )
        ]
    )


def _ended(process: subprocess.Popen[bytes]) -> int:
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # what was on its way to one that is gone
            _pipe(pipe).close()
    try:
        return process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def send(pipe: IO[bytes], value: object) -> None:
    """Send a value to the other end of a pipe."""
    raw = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(raw)) + raw)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Take the next value that was sent. Raises EOFError where nothing more comes."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    [length] = _LENGTH.unpack(head)
    raw = pipe.read(length)
    if len(raw) < length:
        raise EOFError
    return pickle.loads(raw)  # noqa: S301 - our own process sent it
