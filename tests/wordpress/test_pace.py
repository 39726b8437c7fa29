"""How many requests go at once and how soon, told by a clock that goes only when something sleeps."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from wppush.wordpress.pace import Counts, Pace

if TYPE_CHECKING:
    from collections.abc import Hashable


class Clock:
    """Time that passes where it is slept through."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def pace_of(jobs: int, max_rate: float | None = None) -> tuple[Pace, Clock]:
    clock = Clock()
    return Pace(jobs, max_rate=max_rate, clock=clock, sleep=clock.sleep), clock


def ask(pace: Pace, clock: Clock, seconds: float = 0.1, *, status: int = 200, kind: Hashable | None = "posts") -> float:
    """Send a request that takes so long, and give when it set out."""
    with pace.turn() as turn:
        began = clock.now
        clock.sleep(seconds)
        turn.answered(kind, status, sent=10, received=1000)
    return began


def test_no_more_requests_are_on_their_way_than_jobs() -> None:
    pace = Pace(3)
    on_their_way, most = 0, 0
    lock = threading.Lock()
    three = threading.Barrier(3)

    def send() -> None:
        nonlocal on_their_way, most
        with pace.turn():
            with lock:
                on_their_way += 1
                most = max(most, on_their_way)
            three.wait(timeout=10)
            with lock:
                on_their_way -= 1

    threads = [threading.Thread(target=send) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert (most, on_their_way, pace.counts.requests) == (3, 0, 9)


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_halves_the_connections_and_ten_good_answers_give_one_back(status: int) -> None:
    pace, clock = pace_of(8)
    ask(pace, clock, status=status)
    assert pace.connections == 4
    ask(pace, clock, status=status)
    ask(pace, clock, status=status)
    ask(pace, clock, status=status)
    assert pace.connections == 1
    found = []
    for _ in range(30):
        ask(pace, clock)
        found.append(pace.connections)
    assert found == [1] * 9 + [2] * 10 + [3] * 10 + [4]
    assert pace.counts == Counts(requests=34, refused=4, sent=340, received=34_000)


def test_refusals_of_requests_that_were_on_their_way_together_count_once() -> None:
    pace, clock = pace_of(8)
    with ExitStack() as all_of_them:
        turns = [all_of_them.enter_context(pace.turn()) for _ in range(8)]
        clock.sleep(1)
        for turn in turns:
            turn.answered("posts", 429)
    assert pace.connections == 4


def test_a_lost_connection_halves_the_connections() -> None:
    pace, _ = pace_of(4)
    with pytest.raises(ConnectionError), pace.turn():
        raise ConnectionError
    assert pace.connections == 2


def test_answers_that_take_four_times_as_long_as_others_of_their_kind_did_halve_the_connections() -> None:
    pace, clock = pace_of(8)
    for _ in range(9):
        ask(pace, clock, 0.1, kind="small")
        ask(pace, clock, 2.0, kind="large")
        ask(pace, clock, 30.0, kind=None)
        ask(pace, clock, 0.001, status=404, kind="large")
    assert pace.connections == 8
    for _ in range(12):
        ask(pace, clock, 0.38, kind="small")
    assert pace.connections == 8
    for connections in (4, 2, 1):
        # Four answers say whether it is better with fewer.
        for _ in range(4):
            ask(pace, clock, 0.9, kind="small")
        assert pace.connections == connections


def test_one_slow_answer_and_one_lucky_one_change_nothing() -> None:
    pace, clock = pace_of(4)
    ask(pace, clock, 0.3)
    for _ in range(20):
        ask(pace, clock, 0.3)
    ask(pace, clock, 0.02)
    found = []
    for _ in range(200):
        ask(pace, clock, 0.3)
        found.append(pace.connections)
    assert found[-1] == 4
    ask(pace, clock, 1.5)
    assert pace.connections == 4


def test_what_the_site_asks_to_wait_holds_for_every_connection() -> None:
    pace, clock = pace_of(4)
    pace.hold(7)
    pace.hold(3)
    assert [ask(pace, clock) for _ in range(2)] == [1007.0, 1007.1]


def test_requests_set_out_evenly_and_never_faster_than_the_limit_also_after_a_rest() -> None:
    pace, clock = pace_of(4, max_rate=4)
    assert [ask(pace, clock, 0.0) for _ in range(4)] == [1000.0, 1000.25, 1000.5, 1000.75]
    clock.sleep(100)
    assert [ask(pace, clock, 0.0) for _ in range(3)] == [1100.75, 1101.0, 1101.25]
    slow, clock = pace_of(1, max_rate=0.5)
    assert [ask(slow, clock, 0.5) for _ in range(3)] == [1000.0, 1002.0, 1004.0]
