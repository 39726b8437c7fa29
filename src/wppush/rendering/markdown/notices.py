"""What the reader of a report should know about a text, collected while it is parsed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A code, and the words by which the place is found: Python-Markdown's tree knows no lines."""

    code: str
    about: str
    """The characters as written; may be empty."""
    within: str = ""
    """A longer text in which they stand, where they may be found in other places as well."""
    offset: int = 0
    """How many characters of `within` come before them at least."""
    line: int | None = None
    """The line, from 0, where the block begins in which they stand, if the parser knows it."""
    near: str = ""
    """What to look for where the characters are not in the text, because an extension made them."""


class Notices:
    """The notices of one part of the work, in the order of the text."""

    def __init__(self) -> None:
        self.all: list[Notice] = []

    def clear(self) -> None:
        """Forget them; whoever has the list of before keeps it."""
        self.all = []

    def note(
        self, code: str, about: str, *, within: str = "", offset: int = 0, line: int | None = None, near: str = ""
    ) -> None:
        """Take a notice."""
        self.all.append(Notice(code=code, about=about, within=within, offset=offset, line=line, near=near))
