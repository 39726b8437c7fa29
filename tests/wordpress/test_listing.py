"""Lists of many pages that change while they are read: nothing is left out, nothing comes twice."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from wppush.errors import ApiError, TransportError
from wppush.wordpress.listing import Listing, pages
from wppush.wordpress.transport import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = 3


class Site:
    """Gives pages of three as WordPress does, of a list that `meanwhile` may change before each answer."""

    def __init__(self, count: int, jobs: int, meanwhile: Callable[[int, list[int]], None]) -> None:
        self.jobs = jobs
        self.ids = list(range(1, count + 1))
        self.asked: list[int] = []
        self.headers = True
        self._meanwhile = meanwhile
        self._lock = threading.Lock()

    def send(self, request: Request) -> Response:
        with self._lock:
            page = int(request.params.get("page", "1"))
            self.asked.append(page)
            self._meanwhile(len(self.asked), self.ids)
            found = self.ids[(page - 1) * _SIZE : page * _SIZE]
            if page > 1 and not found:
                code = "rest_post_invalid_page_number"
                raise ApiError(code, status=400, code=code, method="GET", route=request.route)
            total = len(self.ids)
            counts = {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // _SIZE))} if self.headers else {}
            return Response(status=200, headers=counts, json=[{"id": number} for number in found])

    def redacted(self, text: str) -> str:
        return text

    def close(self) -> None:
        """Nothing is open."""

    def read(self) -> list[int]:
        return [entry["id"] for page in pages(self, "/posts", {}) for entry in page.json]  # type: ignore[attr-defined] # JSON


def nothing(_number: int, _ids: list[int]) -> None:
    """Leave the list as it is."""


@pytest.mark.parametrize("jobs", [1, 2, 16])
@pytest.mark.parametrize("count", [0, 1, 3, 4, 30])
def test_all_pages_come_in_order_and_each_is_asked_for_once(count: int, jobs: int) -> None:
    site = Site(count, jobs, nothing)
    assert site.read() == list(range(1, count + 1))
    assert sorted(site.asked) == list(range(1, max(1, -(-count // _SIZE)) + 1))


@pytest.mark.parametrize("jobs", [1, 2, 16])
@pytest.mark.parametrize("when", range(2, 11))
@pytest.mark.parametrize("gone", [1, 4, 14, 26, 27])
def test_what_moves_to_the_page_before_because_something_is_deleted_is_found_all_the_same(
    jobs: int, when: int, gone: int
) -> None:
    def delete(number: int, ids: list[int]) -> None:
        if number == when and gone in ids:
            ids.remove(gone)

    site = Site(28, jobs, delete)
    found = site.read()
    assert len(found) == len(set(found))
    assert set(site.ids) <= set(found)


@pytest.mark.parametrize("jobs", [1, 2, 16])
def test_a_list_that_shrinks_to_fewer_pages_or_grows_while_it_is_read_ends_where_it_ends(jobs: int) -> None:
    def halve(number: int, ids: list[int]) -> None:
        if number == 3:
            del ids[10:]

    shrinking = Site(30, jobs, halve)
    assert set(range(1, 11)) <= set(shrinking.read())

    def grow(number: int, ids: list[int]) -> None:
        if number in (2, 4, 9):
            ids.extend(range(ids[-1] + 1, ids[-1] + 5))

    growing = Site(9, jobs, grow)
    assert growing.read() == growing.ids


def test_without_the_header_a_full_page_has_another_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wppush.wordpress.listing.PER_PAGE", _SIZE)
    for count in (0, 5, 6):
        site = Site(count, 2, nothing)
        site.headers = False
        assert site.read() == list(range(1, count + 1))
        assert Listing(site, "/posts", {}).total is None


def test_another_error_than_that_of_a_page_too_many_is_raised() -> None:
    def fail(number: int, _ids: list[int]) -> None:
        if number == 3:
            raise TransportError("no answer", method="GET", route="/posts")

    with pytest.raises(TransportError):
        Site(30, 2, fail).read()
