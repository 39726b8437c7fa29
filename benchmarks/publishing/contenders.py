"""Who takes part, and what is typed for each.

A contender keeps the posts in a folder of its own, spelled as it wants them; the harness says which posts change and
when, and a contender says which command then publishes them.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Protocol

from publishing.running import Command
from publishing.work import Post, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from publishing.sites import Door

FIRST = "first publish"
AGAIN = "nothing changed"
ONE = "one changed, folder given"
ONE_FILE = "one changed, file given"
ALL = "all changed"
PICTURES = "first publish with pictures"

TEXTS = (FIRST, AGAIN, ONE, ONE_FILE, ALL)
"""The scenarios of one turn, in their order: each begins where the one before has ended."""


class Unable(Exception):
    """A contender cannot do it here; says why."""


class Contender(Protocol):
    """One way to get posts to a site."""

    name: str
    does: frozenset[str]
    """The scenarios that it can be asked for."""
    most: int | None
    """So many posts at most, where it takes too long for more; None for any number."""

    def prepare(self) -> None:
        """Get ready once, before anything is measured.

        :raises Unable: it cannot run on this machine.
        """

    def begin(self, posts: Sequence[Post], *, pictures: bool) -> None:
        """Write all files anew, and forget what was published."""

    def change(self, posts: Sequence[Post]) -> None:
        """Write those files again."""

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:
        """Give what publishes; what a user has done long before is done here, outside of the time."""


class Wppush:
    """This program, as a user runs it."""

    name = "wppush"
    does = frozenset((*TEXTS, PICTURES))
    most: int | None = None

    def __init__(self, folder: Path, program: Path) -> None:
        self.folder = folder
        self._program = program
        self._pictures = False

    def prepare(self) -> None:
        if not self._program.is_file():
            raise Unable(f"{self._program} is not there")

    def begin(self, posts: Sequence[Post], *, pictures: bool) -> None:
        self._pictures = pictures
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\n')
        self.change(posts)

    def change(self, posts: Sequence[Post]) -> None:
        for post in posts:
            write(post, self.folder / "posts", picture=self._pictures)

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:
        path = f"posts/{changed[0].file}" if scenario == ONE_FILE else "posts"
        return self.typed(door, "publish", path)

    def typed(self, door: Door, *words: str) -> Command:
        """Give `wppush WORDS` as it is typed in the folder."""
        environ = {
            "WPPUSH_URL": door.url,
            "WPPUSH_USERNAME": door.username,
            "WPPUSH_APP_PASSWORD": door.password,
        }
        return Command(words=[self._program, *words], folder=self.folder, environ=environ)
