"""A bar on standard error while a run writes: only on a terminal, and gone afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from wppush.sync import Outcome

LARGE = 2 * 1024 * 1024
"""Bytes of a file that has a bar of its own while it is uploaded."""


class Progress:
    """How far a run has come."""

    def __init__(self, bars: Bars, total: int) -> None:
        self._bars = bars
        self._posts = bars.add_task("Publishing", total=total)
        self._file: tuple[str, TaskID] | None = None

    def through(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, and count them."""
        for outcome in outcomes:
            self._end_file()
            self._bars.advance(self._posts)
            yield outcome

    def upload(self, name: str, sent: int, size: int) -> None:
        """Take how much of a file is sent."""
        from rich.markup import escape

        from wppush.report.terminal import clean

        if size <= LARGE:
            return
        if self._file is None or self._file[0] != name:
            self._end_file()
            self._file = name, self._bars.add_task("", total=size)
        # The site goes on for a while when it has the file: it makes smaller copies of an image.
        doing = "Uploading" if sent < size else "The site works on"
        self._bars.update(self._file[1], completed=sent, description=f"{doing} {escape(clean(name))}")

    def _end_file(self) -> None:
        if self._file is not None:
            self._bars.remove_task(self._file[1])
            self._file = None


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """Show bars as long as this is entered."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    with Bars(console=console, transient=True, disable=not console.is_terminal) as bars:
        yield Progress(bars, total)
