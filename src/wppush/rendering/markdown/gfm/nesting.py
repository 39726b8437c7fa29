"""How deep quotes and lists may stand in each other. Python-Markdown reads them by recursion, which has an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 32
"""Deeper markers stay text: no reader and no browser wants them."""


class Nesting:
    """The depth at which the parser stands, shared by the rules for lists and quotes."""

    def __init__(self, note: Callable[[str, str], None]) -> None:
        self._note = note
        self._depth = 0
        self._noted = False

    def has_room(self) -> bool:
        """Say whether one more level may be opened."""
        return self._depth < MAX_DEPTH

    def refuse_if_full(self, line: str) -> bool:
        """Report a marker that stays text, where no more level may be opened; say whether it was one."""
        full = not self.has_room()
        if full:
            self.refuse(line)
        return full

    def refuse(self, line: str) -> None:
        """Report a marker that stays text, once."""
        if not self._noted:
            self._noted = True
            self._note(Code.NESTED_TOO_DEEPLY, line[:40])

    def forget(self) -> None:
        """Forget what was reported: another text comes."""
        self._noted = False

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
