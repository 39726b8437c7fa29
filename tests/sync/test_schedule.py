from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.sync.schedule import Schedule


@st.composite
def needs(draw: st.DrawFn) -> list[list[int]]:
    count = draw(st.integers(min_value=0, max_value=12))
    return [draw(st.lists(st.integers(0, number - 1), max_size=4)) if number else [] for number in range(count)]


@given(needs(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_each_step_is_begun_once_and_after_what_it_needs(all_needs: list[list[int]], random: object, most: int) -> None:
    lanes = ["even" if number % 2 == 0 else "odd" for number in range(len(all_needs))]
    schedule = Schedule(all_needs, lanes)
    begun: list[int] = []
    open_steps: list[int] = []
    settled: set[int] = set()
    while True:
        for lane in ("even", "odd"):
            while len(open_steps) < most and (number := schedule.next(lane)) is not None:
                assert {*all_needs[number]} <= settled
                assert lanes[number] == lane
                begun.append(number)
                open_steps.append(number)
        if not open_steps:
            break
        done = open_steps.pop(random.randrange(len(open_steps)))  # type: ignore[attr-defined]  # a Random
        settled.add(done)
        schedule.settle(done)
    assert sorted(begun) == list(range(len(all_needs)))


def test_of_what_may_be_begun_the_first_comes_first() -> None:
    schedule = Schedule([[], [0], [], [2]])
    assert [schedule.next(), schedule.next(), schedule.next()] == [0, 2, None]
    schedule.settle(2)
    schedule.settle(0)
    assert [schedule.next(), schedule.next(), schedule.next()] == [1, 3, None]


def test_a_step_that_waits_for_a_later_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="step 0 can not wait"):
        Schedule([[1], []])
