"""What is on the site, as a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text

from wppush.project.listing import State
from wppush.report.terminal import _console, _print, _print_rows
from wppush.report.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.project.listing import ListedPost

_STYLES = {
    State.SAME: "dim",
    State.CHANGED: "cyan",
    State.NEW: "green",
    State.DRIFT: "yellow",
    State.GONE: "yellow",
    State.COPY: "yellow",
    State.CONFLICT: "bold red",
    State.REFUSED: "bold red",
    State.OTHER: "",
    State.OTHER_PROJECT: "",
}
_WORDS = {"publish": "published", "future": "scheduled"}


def selected(posts: Iterable[ListedPost], *, statuses: str | None, kinds: str | None) -> list[ListedPost]:
    """Give the posts of some statuses and types, as a person types them: with commas between them."""
    wanted, of_types = _names(statuses), _names(kinds)
    meant = {status for status, word in _WORDS.items() if word in wanted} | wanted
    return [post for post in posts if (not meant or post.status in meant) and (not of_types or post.type in of_types)]


def _names(said: str | None) -> set[str]:
    return {name.strip().lower() for name in (said or "").split(",") if name.strip()}


def print_listing(posts: Sequence[ListedPost]) -> None:
    """Print a line for each post, and how many there are."""
    console = _console(sys.stdout)
    rows = [
        (
            Text(post.state.value, _STYLES[post.state]),
            Text(_WORDS.get(post.status or "", post.status or "–")),
            Text((post.date or "–")[:16].replace("T", " ")),
            Text(clean_line(post.source or f"(no file) {post.title}")),
            Text(clean_line(", ".join(post.fields))),
            Text(clean_line(post.link or "")),
        )
        for post in posts
    ]
    _print_rows(console, rows)
    _print(console, Text(f"{len(posts)} {'post' if len(posts) == 1 else 'posts'}"))
