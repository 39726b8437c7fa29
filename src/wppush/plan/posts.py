"""The two sides of every comparison: what a file wants, and what the site has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from wppush.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from datetime import datetime

    from wppush.blocks import Mark
    from wppush.blocks.model import JSON
    from wppush.diagnostics import Diagnostic
    from wppush.media import MediaFile, RemoteFile
    from wppush.plan.directory import Directory
    from wppush.rendering import Bound
    from wppush.texts import Kept
    from wppush.wordpress.wire import PostId, TermId

Field = str
"""The name of a field, as front matter has it; one of a custom taxonomy is `taxonomies.NAME`, of meta `meta.KEY`."""
FIELDS: tuple[Field, ...] = (
    "title",
    "slug",
    "status",
    "date",
    "author",
    "parent",
    "menu_order",
    "excerpt",
    "categories",
    "tags",
    "featured_image",
    "template",
    "format",
    "sticky",
    "password",
    "comments",
    "pings",
    "content",
    "footnotes",
)
"""Those that every file may have, in the order in which reports name them; the ones with names of their own follow."""
TAXONOMY = "taxonomies."
META = "meta."

TRASH = "trash"
EMPTY_POST = "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->"
"""What an empty body becomes: in blocks, a post needs one to carry its mark. The editor shows it as an empty line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLink:
    """A link in a file to another file's post, or to one that a field names."""

    address: str
    """As the text has it."""
    target: str
    """The source of the post that it leads to."""
    name: str
    """That post's file, as reports name it."""
    slug: str = ""
    """That it should have; for finding it."""
    type: str = "post"
    fragment: str = ""
    by_path: bool = False
    """Whether `address` is a path of slugs, which means the same page whether or not its file is in the run."""
    sites: tuple[str, ...] = ()
    """The names of the sites that its file is for; empty: every one."""
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaUse:
    """A place in a file that shows, plays or links to a file of the author's."""

    address: str
    """As the text has it; empty for a field of the front matter."""
    slug: str
    """By which the media library has the file."""
    file: MediaFile | RemoteFile = field(repr=False)
    suffix: str = ""
    """What stands behind the address of the file: `#page=3`."""
    alt: str | None = None
    """For the media library; None: not said here."""
    caption: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedImage:
    """What a file says of its featured image: a file of the author's, an attachment of the site, or none."""

    use: MediaUse | None = None
    id: int = 0
    """Of an attachment that the site has; 0 beside no file: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a file's text becomes once the addresses in it are known."""

    content: str
    footnotes: str | None = None
    links: str | None = None
    """Where the links in it lead that lead to other posts, in a form to be digested; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredPost:
    """What one file says that a post should be. None: the file does not mention the field, so it is not managed."""

    name: str
    """The file, as reports name it."""
    source: str
    """What the mark will say."""
    title: str
    slug: str
    words: Kept
    """`content`."""
    type: str = "post"
    id: int | None = None
    """The post on the site that the file says is its own."""
    nameless: Kept | None = None
    """`content` as it would be whatever the file were called, where there are names in it that hang on that."""
    status: str | None = None
    date: datetime | None = None
    """Naive: in the site's time zone."""
    excerpt: str | None = None
    author: str | int | None = None
    """A user's slug, e-mail or id."""
    parent: PostLink | str | int | None = None
    """Another file's post, the path of slugs of a post on the site, an id; 0 or "" for none."""
    menu_order: int | None = None
    categories: tuple[tuple[str, ...], ...] | None = None
    """Each with its parents, outermost first."""
    tags: tuple[str, ...] | None = None
    taxonomies: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Those that a theme or a plugin has added, by name."""
    meta: Mapping[str, JSON] = field(default_factory=lambda: MappingProxyType({}))
    featured_image: FeaturedImage | None = None
    template: str | None = None
    format: str | None = None
    sticky: bool | None = None
    password: str | None = field(default=None, repr=False)
    comments: str | None = None
    pings: str | None = None
    footnotes: str | None = None
    """The JSON of WordPress's field for them; None for a text without any, whose post may have had some."""
    links: tuple[PostLink, ...] = ()
    """Addresses in the text that lead to other files' posts."""
    media: tuple[MediaUse, ...] = ()
    """Addresses in the text that lead to files of the author's."""
    bind: Callable[[Mapping[str, Bound | None]], Text] | None = field(default=None, repr=False, compare=False)
    """Gives the text with other addresses; None for a text without any that would need it."""
    written: Text | None = field(default=None, repr=False, compare=False)
    """The text with the addresses of the site, once they are known."""
    again: Callable[[bool, bool], DesiredPost] | None = field(default=None, repr=False, compare=False)
    """Gives the post for a site with formulas or without, and with a field for footnotes or without."""
    uses_math: bool = False
    """Whether `content` has formulas that only a site with core/math can show."""
    initial_status: str = "publish"
    """For a new post whose file names no status."""
    left_out: frozenset[Field] = frozenset()
    """Fields that the file has and this run is not about."""
    sites: tuple[str, ...] = ()
    """The names of the sites that the file is for; empty: every one."""
    diagnostics: tuple[Diagnostic, ...] = ()
    places: Mapping[Field, Location] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    """Where the value of each field stands that is given: `tags`, `meta.rating`."""

    @property
    def content(self) -> str:
        """Markup without a mark: blocks, never none of them, or for sites without the block editor plain HTML.

        The addresses in it are those of the file.
        """
        return self.words.read()

    def place(self, name: Field) -> Location:
        """Give where a field stands; the file as such for one that is not written down."""
        found = self.places.get(name) or self.places.get(name.partition(".")[0])
        return found or Location(path=self.name)

    @property
    def managed(self) -> tuple[Field, ...]:
        """The fields that this run manages."""
        said = [
            *(name for name in FIELDS if name == "content" or getattr(self, name) is not None),
            *(f"{TAXONOMY}{name}" for name in sorted(self.taxonomies)),
            *(f"{META}{key}" for key in sorted(self.meta)),
        ]
        return tuple(name for name in said if name not in self.left_out)

    def only(self, fields: Container[Field]) -> DesiredPost:
        """Give the post as a run manages it that is about some fields; `meta` stands for each `meta.KEY`."""
        whole = replace(self, left_out=frozenset())
        return replace(
            self,
            left_out=self.left_out
            | {name for name in whole.managed if name not in fields and name.partition(".")[0] not in fields},
        )


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
    stored: Kept
    """`raw`."""
    words: Kept
    """`content`."""
    date: str
    """In the site's time zone, `2024-05-01T10:00:00`."""
    date_gmt: str
    modified: str
    """In the site's time zone. WordPress gives a new post its date, also one in the past or ahead."""
    categories: frozenset[TermId]
    tags: frozenset[TermId]
    mark: Mark | None
    type: str = "post"
    taxonomies: Mapping[str, frozenset[TermId]] = field(default_factory=lambda: MappingProxyType({}))
    """Those that were asked for, by name."""
    meta: Mapping[str, JSON] = field(default_factory=lambda: MappingProxyType({}))
    """The keys that the site has registered; none where they were not asked for."""
    author: int = 0
    parent: int = 0
    menu_order: int = 0
    featured_media: int = 0
    template: str = ""
    format: str = "standard"
    sticky: bool = False
    password: str = field(default="", repr=False)
    comment_status: Literal["open", "closed"] | str = "open"
    ping_status: Literal["open", "closed"] | str = "open"
    footnotes: str = ""
    """JSON; as the editor, the filter or whoever wrote it last has put it."""
    editable: bool = True
    """False: the user may see the post and not change it, so `raw`, `content` and the like are not known."""
    seen: float = field(default=0.0, compare=False)
    """When the site was asked for it, in seconds of `time.monotonic`: it may have changed since then."""

    @property
    def raw(self) -> str:
        """`content.raw` as it is, mark included."""
        return self.stored.read()

    @property
    def content(self) -> str:
        """`raw` without any mark."""
        return self.words.read()

    @property
    def trashed(self) -> bool:
        return self.status == TRASH

    @property
    def untouched(self) -> bool:
        """Whether nobody has written to the post since it was made; never said of a draft, whose date moves along."""
        return self.modified == self.date and self.status in ("publish", "future", "private")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the site had when it was looked at: the posts that may concern the desired ones, and what they refer to."""

    posts: tuple[RemotePost, ...]
    directory: Directory
    complete: bool = False
    """Whether every post is there that carries a mark of the project, in the types that its files have."""
    taken: float = 0.0
    """When it was taken, in seconds of `time.monotonic`."""
    site: str = ""
    """The site's address."""
