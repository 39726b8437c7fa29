"""Many posts side by side, on a few connections: what several of them wait for goes out in one request.

Each post's writing is a coroutine that awaits calls (`wppush.sync.calls`). What is begun is ended first, so a run that
is cut off leaves little half done; and there is always enough begun that no connection waits for another.
"""

from __future__ import annotations

import bisect
import heapq
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from wppush.errors import AmbiguousWrite, SiteError
from wppush.sync.calls import Pause, Work
from wppush.sync.groups import Groups, is_write
from wppush.sync.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from wppush.sync.calls import Call
    from wppush.sync.groups import Reply

N = TypeVar("N")
R = TypeVar("R")

FIRST = 5
"""Writes in the first batch, while nobody knows how long the site takes for one."""
SECONDS = 5.0
"""A batch is to take no longer: many hosts end a PHP process after 30 seconds, and what it was at with it."""
_FEW = 2
"""So many writes pay for asking whether the site takes batches."""
_TICK = 0.5


@dataclass(slots=True, order=True)
class _Task(Generic[N, R]):
    number: int
    name: N = field(compare=False)
    work: Coroutine[Call[Any], Any, R] = field(compare=False)
    call: Call[Any] = field(compare=False)
    kind: str = field(compare=False)
    """What goes out in one request is of one kind."""
    size: int = field(compare=False)
    """In bytes, about."""
    fresh: bool = field(compare=False)
    """Whether nothing of it was sent yet."""


class Dispatch(Generic[N, R]):
    """Carries coroutines out side by side. Used in one thread; what it sends goes out in others."""

    def __init__(self, groups: Groups, jobs: int) -> None:
        self._groups = groups
        self._lines: Lines[list[_Task[N, R]], list[Reply]] = Lines(jobs)
        self._sent_at: dict[int, float] = {}
        self._waiting: list[_Task[N, R]] = []
        self._asleep: list[tuple[float, _Task[N, R]]] = []
        self._ended: list[tuple[N, R]] = []
        self._begun = 0
        self._active = 0
        self._size = FIRST
        self._works = 0

    @property
    def active(self) -> int:
        """How many have begun and not ended."""
        return self._active

    @property
    def has_ended(self) -> bool:
        """Whether `turn` has something to give."""
        return bool(self._ended)

    def start(self, name: N, work: Coroutine[Call[Any], Any, R]) -> None:
        """Begin something; `turn` gives what it returns. What it raises goes through to the caller."""
        self._begun += 1
        self._active += 1
        self._go_on(name, work, self._begun, None, fresh=True)
        self._hand_out(full=True)

    def turn(self) -> list[tuple[N, R]]:
        """Go on until something has ended, or something more may be begun; give the names and results of what has."""
        if not self._ended and self._active:
            self._hand_out(full=False)
            self._wait()
        ended, self._ended = self._ended, []
        return ended

    def withdraw(self) -> list[N]:
        """Give up what was begun and of which nothing was sent yet; gives the names."""
        fresh = [task for task in self._waiting if task.fresh]
        self._waiting = [task for task in self._waiting if not task.fresh]
        self._active -= len(fresh)
        for task in fresh:
            task.work.close()
        return [task.name for task in fresh]

    def close(self) -> None:
        """End what has not ended by itself."""
        for task in (*self._waiting, *(task for _, task in self._asleep)):
            task.work.close()
        self._lines.close()

    def _go_on(
        self,
        name: N,
        work: Coroutine[Call[Any], Any, R],
        number: int,
        answer: Any,
        error: BaseException | None = None,
        *,
        fresh: bool = False,
    ) -> None:
        try:
            call = work.send(answer) if error is None else work.throw(error)
        except StopIteration as end:
            self._active -= 1
            self._ended.append((name, end.value))
            return
        task = _Task(number, name, work, call, self._groups.kind_of(call), self._groups.size_of(call), fresh)
        if isinstance(call, Pause):
            heapq.heappush(self._asleep, (time.monotonic() + call.seconds, task))
        else:
            bisect.insort(self._waiting, task)

    def _hand_out(self, *, full: bool) -> None:
        """Give free connections something to send; with `full`, only as much as fits into one request."""
        while self._lines.free and self._waiting:
            group = self._group(full=full)
            if not group:
                return
            chosen = {id(task) for task in group}
            self._waiting = [task for task in self._waiting if id(task) not in chosen]
            calls = [task.call for task in group]
            self._works += isinstance(calls[0], Work)
            self._sent_at[id(group)] = time.monotonic()
            self._lines.give(group, partial(self._groups.send, calls))

    def _group(self, *, full: bool) -> list[_Task[N, R]]:
        """Give what goes out next: as many calls of one kind as fit into one request, those begun first."""
        may_work = self._works < max(1, self._lines.number // 2)
        others = [task for task in self._waiting if may_work or not isinstance(task.call, Work)] or self._waiting
        alike = [task for task in others if task.kind == others[0].kind]
        if full and is_write(alike[0].call) and len(alike) < _FEW:
            return []
        most = self._most(alike)
        group: list[_Task[N, R]] = []
        room = self._groups.bytes
        for task in alike[:most]:
            room -= task.size
            if group and room < 0:
                return group
            group.append(task)
        return [] if full and len(group) < most else group

    def _most(self, alike: list[_Task[N, R]]) -> int:
        call = alike[0].call
        if not is_write(call):
            return self._groups.most_reads(call)
        return min(self._size, self._groups.most_writes(call)) if len(alike) >= _FEW else 1

    def _wait(self) -> None:
        """Wait for an answer, or for the end of a pause, and let those go on that waited for it."""
        now = time.monotonic()
        until = self._asleep[0][0] if self._asleep else now + _TICK
        if self._lines.busy:
            done = self._lines.next(min(max(0.0, until - now), _TICK))
            while done is not None:
                self._take(done.name, done.result, done.error)
                done = self._lines.next(0) if self._lines.busy else None
        elif until > now:
            time.sleep(min(until - now, _TICK))
        now = time.monotonic()
        while self._asleep and self._asleep[0][0] <= now:
            _, task = heapq.heappop(self._asleep)
            self._go_on(task.name, task.work, task.number, None)

    def _take(self, group: list[_Task[N, R]], replies: list[Reply] | None, error: BaseException | None) -> None:
        took = time.monotonic() - self._sent_at.pop(id(group))
        self._works -= isinstance(group[0].call, Work)
        if replies is None:
            if not isinstance(error, SiteError) and not isinstance(group[0].call, Work):
                raise error or RuntimeError
            replies = [error] * len(group)
        if is_write(group[0].call):
            self._fit(len(group), took, replies)
        for task, reply in zip(group, replies, strict=True):
            if isinstance(reply, BaseException):
                self._go_on(task.name, task.work, task.number, None, reply.with_traceback(None))
            else:
                self._go_on(task.name, task.work, task.number, reply)

    def _fit(self, number: int, took: float, replies: list[Reply]) -> None:
        """Fit the size of batches to what the site does in a few seconds."""
        if any(isinstance(reply, AmbiguousWrite) for reply in replies):
            self._size = max(1, number // 2)
        elif number >= min(self._size, FIRST) or took > SECONDS:
            self._size = max(1, min(2 * number, int(SECONDS * number / max(took, 0.001))))
