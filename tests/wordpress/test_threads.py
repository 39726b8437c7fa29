"""Calls side by side: in order, so many at once, and nothing that keeps the program from ending."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from wppush.wordpress.threads import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def test_results_come_in_the_order_of_the_calls_while_others_run() -> None:
    second = threading.Event()

    def first() -> str:
        assert second.wait(timeout=10)
        return "first"

    def other() -> str:
        second.set()
        return "second"

    assert list(side_by_side([first, other], 2)) == ["first", "second"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_is_begun_than_can_be_given_out(jobs: int) -> None:
    begun: list[int] = []

    def calls() -> Iterator[Callable[[], int]]:
        for number in range(1000):
            begun.append(number)
            yield partial(int, number)

    results = side_by_side(calls(), jobs)
    assert [next(results) for _ in range(5)] == list(range(5))
    assert len(begun) <= 5 + jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_call_raises_is_raised_in_its_turn_and_no_other_is_begun(jobs: int) -> None:
    begun: list[str] = []

    def call(word: str) -> str:
        begun.append(word)
        if word == "b":
            raise ValueError(word)
        return word

    results = side_by_side([partial(call, word) for word in "abcdefgh"], jobs)
    assert next(results) == "a"
    with pytest.raises(ValueError, match="b"):
        next(results)
    time.sleep(0.05)
    assert set(begun) <= set("abc")


def test_a_call_that_waits_does_not_keep_the_program_from_ending() -> None:
    program = """
import threading
from wppush.wordpress.threads import side_by_side
results = side_by_side([lambda: 1, threading.Event().wait], 2)
print(next(results), flush=True)
raise KeyboardInterrupt
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert (run.stdout, run.returncode) == ("1\n", -2)
