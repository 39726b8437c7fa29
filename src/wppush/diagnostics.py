"""What wppush has to say about an author's file: a place, a message, and what to type instead.

A diagnostic is a value; it is collected and shown all at once, never printed where it is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the run before the first write; a warning is shown and the run goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file. Prints as `posts/a.md:3:7`."""

    path: str
    """As the reports show it: POSIX, below the project's folder where that is possible."""
    line: int | None = None
    """1-based, counted in the whole file (front matter included); None for the file as such."""
    column: int | None = None
    """1-based, in characters."""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing to say about one place."""

    code: str
    """`WP1xx` front matter and files, `WP2xx` Markdown, `WP3xx` the site."""
    message: str
    """One sentence: what is wrong."""
    severity: Severity = Severity.ERROR
    location: Location | None = None
    hint: str | None = None
    """What to type instead, or where to look."""


class Standing(StrEnum):
    """How something stands that `wppush doctor` has looked at."""

    OK = "ok"
    INFO = "info"
    """Nothing to do, whatever it is."""
    WARNING = "warning"
    """Publishing works all the same."""
    PROBLEM = "problem"
    """Publishing does not work before it is mended."""
    NOT_CHECKED = "not checked"
    """Something before it does not work, so nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing between this machine and a published post, as `wppush doctor` found it."""

    name: str
    """`certificate`, `REST API`: what was looked at."""
    status: Standing
    found: str
    """One line: what there is."""
    meaning: str = ""
    """What follows from it; empty where that goes without saying."""
    todo: str = ""
    """What to do, in lines; those that begin with four blanks are to be typed or pasted. Empty: nothing."""
