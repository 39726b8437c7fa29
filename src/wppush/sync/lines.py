"""Connections to a site: threads that each do one thing after the other."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """What was done on a line."""

    name: T
    result: R | None
    error: BaseException | None


class Lines(Generic[T, R]):
    """Some threads that wait for work. They are daemons: a program that has to end does not wait for them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.busy = 0
        self._todo: SimpleQueue[tuple[T, Callable[[], R]] | None] = SimpleQueue()
        self._done: SimpleQueue[Done[T, R]] = SimpleQueue()
        self._started = 0

    @property
    def free(self) -> int:
        """How many have nothing to do."""
        return self.number - self.busy

    def give(self, name: T, do: Callable[[], R]) -> None:
        """Have something done; `name` comes back with what came of it."""
        self.busy += 1
        if self.busy > self._started:
            self._started += 1
            threading.Thread(target=self._work, name=f"wppush-line-{self._started}", daemon=True).start()
        self._todo.put((name, do))

    def next(self, seconds: float) -> Done[T, R] | None:
        """Give what was done next; None where nothing was within some seconds."""
        try:
            done = self._done.get(timeout=seconds)
        except Empty:
            return None
        self.busy -= 1
        return done

    def close(self) -> None:
        """Let the threads end when they have done what they are at."""
        for _ in range(self._started):
            self._todo.put(None)

    def _work(self) -> None:
        while (work := self._todo.get()) is not None:
            name, do = work
            try:
                self._done.put(Done(name, do(), None))
            except BaseException as error:  # whoever waits for it raises it
                self._done.put(Done(name, None, error))
