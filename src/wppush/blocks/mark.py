"""The mark: how a post on the site says which file it comes from.

`source` names the file. `base` has, for each field that the file manages, a digest of the value as the site stored it
at the last write: what differs from it now was changed on the site. `sent` has a digest of the file's own value, for
those fields where that is not what was stored: a role whose HTML is filtered, terms that are names here and ids there.
What differs from it (or, where it is absent, from `base`) was changed in the file. Where the content has names that
hang on its file's, as footnotes have, `sent` also says under `nameless` what it would be without them.

How it is written into a post is `wppush.blocks.marking`'s.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROJECT_DIGITS = 5
_SOURCE_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a post says of its file."""

    source: str
    """16 hexadecimal digits: 5 of the project, 11 of the file's key within it."""
    base: Mapping[str, str] = field(default_factory=dict)
    """Field → digest of the value that the site stored."""
    sent: Mapping[str, str] = field(default_factory=dict)
    """Field → digest of the file's value, where it is not the one in `base`."""

    def file_digest(self, name: str) -> str | None:
        """Give the digest of what the file said at the last write; None for a field it did not manage."""
        return self.sent.get(name, self.base.get(name))


def digest(value: str) -> str:
    """Give the 8 hexadecimal digits by which a value is told from its predecessor."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def source_of(project: str, key: str) -> str:
    """Give the 16 digits that name a file on the site. They tell nothing of the path.

    The first five are the project's, so that a renamed file can be told from another project's on the same site.
    """
    first = hashlib.sha256(project.encode()).hexdigest()[:_PROJECT_DIGITS]
    rest = hashlib.sha256(f"{project}\0{key}".encode()).hexdigest()
    return (first + rest)[:_SOURCE_DIGITS]


def project_of(source: str) -> str:
    """Give the part of a source that all files of a project have in common: to look for their posts."""
    return source[:_PROJECT_DIGITS]


def same_project(a: str, b: str) -> bool:
    """Say whether two sources belong to one project."""
    return project_of(a) == project_of(b)
