"""One Markdown file, read and checked: the value that everything after `source` works from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wppush.diagnostics import Diagnostic

CategoryPath = tuple[str, ...]
"""A category with its parents, outermost first: `("Reviews", "K-Drama")`."""


class Status(StrEnum):
    """WordPress's own post statuses that a file may ask for."""

    PUBLISH = "publish"
    FUTURE = "future"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields that a file sets. None: the file does not mention the field, so it is not managed."""

    title: str | None = None
    slug: str | None = None
    status: Status | None = None
    """From `status`, or from `draft: true` / `draft: false`."""
    date: datetime | None = None
    """With a UTC offset, or naive: then it is in the site's time zone."""
    excerpt: str | None = None
    """Empty: none of its own, so that WordPress makes one from the text."""
    categories: tuple[CategoryPath, ...] | None = None
    tags: tuple[str, ...] | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A Markdown file with its front matter."""

    path: Path
    """Absolute."""
    name: str
    """How reports name it: POSIX, below the project's folder."""
    key: str
    """What identifies the file: `uid:…` with its uid, else its POSIX path below the content root, NFC-normalised."""
    slug: str
    """From the front matter, else made from the file name."""
    front_matter: FrontMatter
    body: str
    """The Markdown after the front matter, with LF line ends and no BOM."""
    body_line: int
    """The line of the file on which `body` begins, 1-based."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings; errors are raised as SourceError."""
