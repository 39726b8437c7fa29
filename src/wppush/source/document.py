"""One Markdown file, read and checked: the value that everything after `source` works from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from wppush.diagnostics import Diagnostic, Location
    from wppush.texts import Kept

CategoryPath = tuple[str, ...]
"""A category with its parents, outermost first: `("Reviews", "K-Drama")`."""

JSON: TypeAlias = Union[bool, int, float, str, list["JSON"], dict[str, "JSON"], None]  # noqa: UP007 - names itself
"""What a field of `meta` may hold."""

OpenClosed = Literal["open", "closed"]
PostFormat = Literal["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"]


class Status(StrEnum):
    """WordPress's own post statuses that a file may ask for."""

    PUBLISH = "publish"
    FUTURE = "future"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedImage:
    """The image that stands for a post."""

    src: str = ""
    """A path or an address, as it is written. Empty, without an id: none, so that one on the site is taken off."""
    id: int | None = None
    """Of an attachment that is on the site."""
    alt: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields that a file sets. None: the file does not mention the field, so it is not managed."""

    title: str | None = None
    slug: str | None = None
    status: Status | None = None
    """From `status`, `draft` or `published`."""
    date: datetime | None = None
    """With a UTC offset, or naive: then it is in the site's time zone."""
    updated: datetime | None = None
    """For other tools, and never sent: WordPress sets the date of the last change itself, and ignores `modified`."""
    author: str | int | None = None
    """A user's slug, e-mail address or id."""
    excerpt: str | None = None
    """Empty: none of its own, so that WordPress makes one from the text."""
    categories: tuple[CategoryPath, ...] | None = None
    tags: tuple[str, ...] | None = None
    taxonomies: Mapping[str, tuple[CategoryPath, ...]] | None = None
    """Terms of the site's other taxonomies, by the taxonomy's slug."""
    featured_image: FeaturedImage | None = None
    type: str | None = None
    """The slug of a post type; None is `post`."""
    parent: str | int | None = None
    """A slug, a path of slugs (`about/team`), a path of a Markdown file or an id. Empty: none."""
    menu_order: int | None = None
    template: str | None = None
    """Empty: the theme's default."""
    format: PostFormat | None = None
    sticky: bool | None = None
    password: str | None = field(default=None, repr=False)
    """Empty: none."""
    comments: OpenClosed | None = None
    pings: OpenClosed | None = None
    meta: Mapping[str, JSON] | None = None
    """Fields that the site registers for the type, by name."""
    uid: str | None = None
    id: int | None = None
    """Of a post on the site that this file takes over."""


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
    text: Kept
    """`body`."""
    body_line: int
    """The line of the file on which `body` begins, 1-based."""
    addresses: tuple[str, ...] = ()
    """Those that the post had on the site of another tool, as the file says them: `url`, `permalink`, `aliases`."""
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where the value of each field stands that is given, in the file or in wppush.toml: `tags`, `meta.rating`."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings; errors are raised as SourceError."""

    @property
    def body(self) -> str:
        """The Markdown after the front matter, with LF line ends and no BOM."""
        return self.text.read()
