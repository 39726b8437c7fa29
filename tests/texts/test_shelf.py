"""Texts that lie on a shelf come back as they were, whoever asks, and their files go with them."""

from __future__ import annotations

import errno
import gc
import os
import stat
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from wppush import texts
from wppush.blocks import digest
from wppush.texts import Shelf, keep

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXTS = st.lists(st.text(st.characters(), max_size=40), max_size=12)


@given(written=TEXTS, in_memory=st.sampled_from([1, 20, 10_000]))
def test_texts_come_back_in_any_order_from_memory_and_from_the_file(written: list[str], in_memory: int) -> None:
    shelf = Shelf(in_memory=in_memory)
    kept = [shelf.put(text) for text in written]
    assert [entry.read() for entry in reversed(kept)] == written[::-1]
    assert [entry.read() for entry in kept] == written


@given(one=st.text(max_size=3), other=st.text(max_size=3))
def test_texts_are_compared_without_being_read(one: str, other: str) -> None:
    assert (keep(one) == keep(other)) == (one == other)
    assert keep(one).digest == digest(one)


def test_threads_do_not_get_each_others_texts() -> None:
    shelf = Shelf(in_memory=100)

    def there_and_back(number: int) -> bool:
        text = f"{number} " * (number % 50)
        kept = shelf.put(text)
        return kept.read() == text

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(there_and_back, range(2000)))


def test_the_file_is_its_users_alone_and_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shelf = Shelf(in_memory=1)
    kept = shelf.put("a secret draft")
    if os.name == "posix":
        found = os.fstat(shelf._file.fileno())
        assert stat.S_IMODE(found.st_mode) == 0o600
        assert found.st_nlink == 0
        assert list(tmp_path.iterdir()) == []
    assert kept.read() == "a secret draft"


def test_a_disk_without_room_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(in_memory=1)
    before = shelf.put("before")

    def full(_: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shelf._file, "write", full)
        during = shelf.put("while the disk is full")
    after = shelf.put("after")
    assert [kept.read() for kept in (before, during, after)] == ["before", "while the disk is full", "after"]


def test_a_shelf_goes_with_the_last_of_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "FULL", 1000)
    monkeypatch.setattr(texts, "_shelf", Shelf())
    first = keep("x" * 1000)
    second = keep("y")
    assert first.shelf is not second.shelf
    gone = weakref.ref(first.shelf)
    del first
    gc.collect()
    assert gone() is None
    assert second.read() == "y"
