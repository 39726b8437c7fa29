"""How calls of many coroutines are put together; what becomes of real posts is tested against a real site."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from wppush.errors import AmbiguousWrite, SiteError
from wppush.sync.calls import Again, Create, Pause, Work
from wppush.sync.dispatch import FIRST, Dispatch
from wppush.sync.groups import Groups

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence

    from wppush.sync.calls import Call


class Recorded(Groups):
    """Groups that note what they are sent, and answer with its length."""

    def __init__(self, answer: Callable[[Sequence[Call[Any]]], list[Any]] | None = None, *, size: int = 1) -> None:
        self.sent: list[tuple[str, int]] = []
        self._answer = answer or (lambda calls: [len(calls)] * len(calls))
        self._size = size

    @property
    def bytes(self) -> int:
        return 100

    def most_writes(self, call: Call[Any]) -> int:  # noqa: ARG002
        return 25

    def kind_of(self, call: Call[Any]) -> str:
        return type(call).__name__

    def size_of(self, call: Call[Any]) -> int:  # noqa: ARG002
        return self._size

    def send(self, calls: Sequence[Call[Any]]) -> list[Any]:
        self.sent.append((type(calls[0]).__name__, len(calls)))
        return [calls[0].do()] if isinstance(calls[0], Work) else self._answer(calls)


def _run(groups: Recorded, works: Sequence[Coroutine[Any, Any, Any]], jobs: int = 1) -> dict[int, Any]:
    dispatch: Dispatch[int, Any] = Dispatch(groups, jobs)
    found: dict[int, Any] = {}
    try:
        for number, work in enumerate(works):
            dispatch.start(number, work)
        while dispatch.active or dispatch.has_ended:
            found.update(dispatch.turn())
    finally:
        dispatch.close()
    return found


async def _create() -> Any:
    return await Create("post", {})


@pytest.fixture
def no_thread_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("wppush-line"):
            thread.join(5)
    assert threading.active_count() <= before


@pytest.mark.usefixtures("no_thread_left")
def test_writes_go_out_together_and_more_of_them_when_the_site_is_quick() -> None:
    groups = Recorded()
    assert len(_run(groups, [_create() for _ in range(60)])) == 60
    sizes = [number for _, number in groups.sent]
    assert sizes[0] == FIRST
    assert max(sizes) > FIRST
    assert max(sizes) <= 25
    assert sum(sizes) == 60


def test_what_was_begun_and_not_sent_can_be_given_up() -> None:
    groups = Recorded()
    dispatch: Dispatch[int, Any] = Dispatch(groups, 1)
    for number in range(FIRST + 5):
        dispatch.start(number, _create())
    assert dispatch.withdraw() == list(range(FIRST, FIRST + 5))
    found: dict[int, Any] = {}
    while dispatch.active:
        found.update(dispatch.turn())
    dispatch.close()
    assert sorted(found) == list(range(FIRST))


def test_a_batch_is_no_larger_than_the_web_server_takes() -> None:
    groups = Recorded(size=40)
    _run(groups, [_create() for _ in range(9)])
    assert {number for _, number in groups.sent} == {2, 1}


def test_a_batch_that_was_lost_makes_the_next_ones_smaller() -> None:
    lost = AmbiguousWrite("gone", method="POST", route="/batch/v1")
    times = iter([lost])

    def answer(calls: Sequence[Call[Any]]) -> list[Any]:
        return [next(times, None) or 1] * len(calls)

    async def patient() -> Any:
        try:
            return await Create("post", {})
        except AmbiguousWrite:
            return "lost"

    groups = Recorded(answer)
    found = _run(groups, [patient() for _ in range(40)])
    assert [number for _, number in groups.sent][:2] == [FIRST, FIRST // 2]
    assert list(found.values()).count("lost") == FIRST


def test_what_is_begun_is_ended_before_more_is_begun() -> None:
    async def both() -> Any:
        await Create("post", {})
        return await Again(None)  # type: ignore[arg-type]  # nobody looks at it here

    groups = Recorded()
    _run(groups, [both() for _ in range(2 * FIRST)])
    assert groups.sent[:2] == [("Create", FIRST), ("Again", FIRST)]


def test_an_error_comes_to_the_coroutine_that_waits_for_it() -> None:
    def answer(calls: Sequence[Call[Any]]) -> list[Any]:
        return [SiteError(str(number)) for number, _ in enumerate(calls)]

    async def says() -> Any:
        try:
            await Create("post", {})
        except SiteError as error:
            return error.message

    assert _run(Recorded(answer), [says() for _ in range(3)]) == {0: "0", 1: "1", 2: "2"}


def test_an_error_of_the_whole_request_comes_to_all() -> None:
    def answer(calls: Sequence[Call[Any]]) -> list[Any]:
        raise SiteError(f"none of {len(calls)}")

    async def says() -> Any:
        try:
            await Create("post", {})
        except SiteError as error:
            return error.message

    assert {*_run(Recorded(answer), [says() for _ in range(3)]).values()} == {"none of 3"}


def test_a_mistake_of_ours_ends_the_run() -> None:
    def answer(calls: Sequence[Call[Any]]) -> list[Any]:
        raise ZeroDivisionError(len(calls))

    with pytest.raises(ZeroDivisionError):
        _run(Recorded(answer), [_create() for _ in range(3)])


def test_work_and_posts_go_on_side_by_side() -> None:
    met = threading.Barrier(2, timeout=20)

    async def work() -> Any:
        return await Work(met.wait)

    async def post() -> Any:
        await Pause(0.01)
        return await Create("post", {})

    groups = Recorded(lambda calls: [met.wait()] * len(calls))
    # The second piece of work has to wait for its line: the other one is for posts.
    dispatch: Dispatch[str, Any] = Dispatch(groups, 2)
    dispatch.start("work", work())
    dispatch.start("post", post())
    while dispatch.active:
        dispatch.turn()
    dispatch.close()
    assert sorted(kind for kind, _ in groups.sent) == ["Create", "Work"]
