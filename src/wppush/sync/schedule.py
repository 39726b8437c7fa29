"""What may be begun when: steps that wait for others, in their order."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Schedule:
    """Steps by number. One may be begun when all that it needs are settled; of those, the lowest number comes first."""

    def __init__(self, needs: Sequence[Collection[int]], lanes: Sequence[str] | None = None) -> None:
        """`needs`: of each step, the steps before it that it waits for; `lanes`: of each, the row that it stands in."""
        self._lanes = lanes or [""] * len(needs)
        self._open = [len({*some}) for some in needs]
        self._waiting: defaultdict[int, list[int]] = defaultdict(list)
        self._ready: defaultdict[str, list[int]] = defaultdict(list)
        for number, some in enumerate(needs):
            if any(need >= number for need in some):
                raise ValueError(f"step {number} can not wait for a later one")
            for need in {*some}:
                self._waiting[need].append(number)
            if not some:
                heapq.heappush(self._ready[self._lanes[number]], number)

    def next(self, lane: str = "") -> int | None:
        """Give the next step of a lane that may be begun, once; None while there is none."""
        ready = self._ready[lane]
        return heapq.heappop(ready) if ready else None

    def settle(self, number: int) -> None:
        """Say that a step is done, or given up: what waits for it alone may be begun."""
        for waiting in self._waiting.pop(number, ()):
            self._open[waiting] -= 1
            if not self._open[waiting]:
                heapq.heappush(self._ready[self._lanes[waiting]], waiting)
