"""Calls side by side, on threads that never keep the program from ending.

Not `concurrent.futures`: Python waits for its threads at exit, and one that waits for an answer of the site would hold
a run that somebody has ended for as long as the time-out. These are daemon threads: when the program ends, so do they.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_T = TypeVar("_T")


def side_by_side(calls: Iterable[Callable[[], _T]], jobs: int) -> Iterator[_T]:
    """Give the results of calls in their order, while up to `jobs` of them run.

    A call begins when one before it has been given out: never more than `jobs` results wait, so a long list of calls
    may be a generator, and takes little memory. With one job no thread is started. What a call raises is raised here
    when its turn comes; those that run already run on, and no other is begun.
    """
    if jobs <= 1:
        for call in calls:
            yield call()
        return
    begun: deque[_Begun[_T]] = deque()
    for call in calls:
        if len(begun) >= jobs:
            yield begun.popleft().result()
        begun.append(_Begun(call))
    while begun:
        yield begun.popleft().result()


class _Begun(Generic[_T]):
    """A call on a thread of its own."""

    def __init__(self, call: Callable[[], _T]) -> None:
        self._call = call
        self._results: list[_T] = []
        self._error: BaseException | None = None
        self._done = threading.Event()
        threading.Thread(target=self._run, name="wppush", daemon=True).start()

    def _run(self) -> None:
        try:
            self._results.append(self._call())
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def result(self) -> _T:
        """Wait for the call; Ctrl-C ends the waiting."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._results[0]
