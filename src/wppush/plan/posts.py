"""The two sides of every comparison: what a file wants, and what the site has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from wppush.blocks import Mark
    from wppush.diagnostics import Diagnostic
    from wppush.plan.terms import TermIndex
    from wppush.wordpress.wire import PostId, TermId

Field = Literal["title", "slug", "status", "date", "excerpt", "categories", "tags", "content", "footnotes"]
FIELDS: tuple[Field, ...] = (
    "title",
    "slug",
    "status",
    "date",
    "excerpt",
    "categories",
    "tags",
    "content",
    "footnotes",
)
"""In the order in which reports name them."""

TRASH = "trash"
EMPTY_POST = "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->"
"""What an empty body becomes: in blocks, a post needs one to carry its mark. The editor shows it as an empty line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredPost:
    """What one file says that a post should be. None: the file does not mention the field, so it is not managed."""

    name: str
    """The file, as reports name it."""
    source: str
    """What the mark will say."""
    title: str
    slug: str
    content: str
    """Markup without a mark: blocks, never none of them, or for sites without the block editor plain HTML."""
    nameless: str | None = None
    """`content` as it would be whatever the file were called, where there are names in it that hang on that."""
    status: str | None = None
    date: datetime | None = None
    """Naive: in the site's time zone."""
    excerpt: str | None = None
    categories: tuple[tuple[str, ...], ...] | None = None
    """Each with its parents, outermost first."""
    tags: tuple[str, ...] | None = None
    footnotes: str | None = None
    """The JSON of WordPress's field for them; None for a text without any, whose post may have had some."""
    uses_math: bool = False
    """Whether `content` has formulas that only a site with core/math can show."""
    initial_status: str = "publish"
    """For a new post whose file names no status."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def managed(self) -> tuple[Field, ...]:
        """The fields that this file manages."""
        return tuple(field for field in FIELDS if getattr(self, field) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemotePost:
    """A post as the site stores it."""

    id: PostId
    link: str
    status: str
    slug: str
    """Decoded; without the `__trashed` that WordPress appends."""
    title: str
    excerpt: str
    raw: str
    """`content.raw` as it is, mark included."""
    content: str
    """`raw` without any mark."""
    date: str
    """In the site's time zone, `2024-05-01T10:00:00`."""
    date_gmt: str
    modified: str
    """In the site's time zone. WordPress gives a new post its date, also one in the past or ahead."""
    categories: frozenset[TermId]
    tags: frozenset[TermId]
    mark: Mark | None
    footnotes: str = ""
    """JSON; as the editor, the filter or whoever wrote it last has put it."""
    editable: bool = True
    """False: the user may see the post and not change it, so `raw`, `content` and the like are not known."""

    @property
    def trashed(self) -> bool:
        return self.status == TRASH

    @property
    def untouched(self) -> bool:
        """Whether nobody has written to the post since it was made; never said of a draft, whose date moves along."""
        return self.modified == self.date and self.status in ("publish", "future", "private")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the site had when it was looked at: the posts that may concern the desired ones, and the terms asked for."""

    posts: tuple[RemotePost, ...]
    terms: TermIndex
    taken: float = 0.0
    """When it was taken, in seconds of `time.monotonic`."""
