"""A bar on a terminal for a whole run, with its rate and the time left, and one for each large file of an upload."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from wppush.report.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.progress import Task, TaskID

    from wppush.sync import Outcome

LARGE = 2 * 1024 * 1024
"""Bytes of a file that has a bar of its own while it is uploaded."""


class Bar:
    """Shows how far a run has come. Uploads go on in several threads: what they tell is taken from any."""

    def __init__(self, bars: Bars, total: int, *, unit: str = "posts") -> None:
        self._bars = bars
        self._all = bars.add_task("Publishing", total=total, unit=unit)
        self._lock = threading.Lock()
        self._files: dict[str, TaskID] = {}

    def through(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, and count them."""
        for outcome in outcomes:
            if outcome.kind == "media" and outcome.source is not None:
                self._end_file(outcome.source)
            self._bars.advance(self._all)
            yield outcome

    def upload(self, name: str, sent: int, size: int) -> None:
        """Take how much of a file is sent."""
        if size <= LARGE:
            return
        with self._lock:
            if name not in self._files:
                self._files[name] = self._bars.add_task("", total=size)
            # The site goes on for a while when it has the file: it makes smaller copies of an image.
            doing = "Uploading" if sent < size else "The site works on"
            self._bars.update(self._files[name], completed=sent, description=f"{doing} {escape(clean_line(name))}")

    def _end_file(self, name: str) -> None:
        with self._lock:
            if (task := self._files.pop(name, None)) is not None:
                self._bars.remove_task(task)


class _Count(MofNCompleteColumn):
    """How many of how many; of a file, how much of it."""

    def render(self, task: Task) -> Text:
        return super().render(task) if "unit" in task.fields else Text(f"{task.percentage:.0f} %")


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        unit = task.fields.get("unit")
        return Text(f"{task.speed:.1f} {unit}/s" if unit and task.speed else "")


def bars_on(console: Console) -> Bars:
    """Give an empty set of bars."""
    text = TextColumn("{task.description}")
    return Bars(text, BarColumn(), _Count(), _Rate(), TimeRemainingColumn(), console=console, transient=True)
