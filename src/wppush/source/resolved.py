"""What an address in a text can turn out to be: a closed set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.source.codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """The file of a post; a query behind its address has no meaning and is dropped."""

    path: Path
    """Absolute, with all links followed; below the content folder."""
    fragment: str = ""
    """Without `#`, and no longer percent-encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """Any other file, with something in it, that may be uploaded."""

    path: Path
    """Absolute, with all links followed; below the project's folder."""
    fragment: str = ""
    """Without `#`, and no longer percent-encoded."""
    query: str = ""
    """Without `?`, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLocal:
    """An address of the web, of a place on the same page (`#top`), or one that may be the site's own (`/about/`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An address that names a file, and none that can be published."""

    code: Code
    message: str
    """A sentence, with the address in it."""
    hint: str | None = None


Resolved: TypeAlias = PostFile | LocalFile | NotLocal | Broken
