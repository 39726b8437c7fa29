"""What the configuration comes to: the values that everything above works from."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Flavor = Literal["python-markdown", "gfm"]
Format = Literal["blocks", "html"]


class Secret:
    """A text that does not show itself: neither printed nor formatted, compared only with another secret."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that sends it."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled or copied, so that it does not end up in a file")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """A `[sites.NAME]` table of wppush.toml."""

    name: str
    url: str
    """The address of the site's front page, without a slash at its end."""
    username: str | None = None
    jobs: int = 2
    """The most requests at once."""
    max_rate: float | None = None
    """The most requests a second; None: no limit."""
    wordpress_com: bool = False
    """Whether WordPress.com hosts the site, and has its API in a place of its own, which takes access tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownConfig:
    """How Markdown is read: the table `[markdown]` of wppush.toml."""

    flavor: Flavor = "python-markdown"
    """Who parses: Python-Markdown by GitHub's rules and with extensions, or markdown-it-py, to the letter."""
    extensions: tuple[str, ...] = ()
    """Python-Markdown's extensions, by name."""
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    """Extension → its settings."""
    tasks: Literal["characters", "checkboxes"] = "characters"
    """What the box of a task becomes; check boxes are taken out for users whose HTML is filtered."""
    math: bool = True
    """Whether `$…$` and `$$…$$` are formulas."""
    emoji: bool = False
    """Whether `:smile:` is an emoji."""
    smart: bool = False
    """Whether quotes, dashes and ellipses become typographic ones."""
    comments: Literal["drop", "warn"] = "drop"
    """Whether it is said that a comment is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaConfig:
    """What becomes of images and other files: the table `[media]` of wppush.toml."""

    import_remote: bool = False
    """Whether images at an address elsewhere are taken into the site's library."""
    strip_location: bool = False
    """Whether the place where a photo was taken is left out of what is uploaded."""
    max_width: int | None = None
    """Pixels: a wider image is made smaller before it is uploaded. None: none is."""
    webp: bool = False
    """Whether JPEG and PNG are uploaded as WebP."""
    max_size: int = 64 * 1024 * 1024
    """Bytes: a larger file is refused."""
    size: str = "large"
    """Which of WordPress's sizes the blocks of images show: `full` is the file itself."""
    link: Literal["none", "file"] = "none"
    """Whether images link to the whole file."""
    types: tuple[str, ...] = ()
    """Endings, without the dot and in lower case, that the sites take although WordPress by itself does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConfig:
    """How a post is begun: the table `[new]` of wppush.toml. What stands in braces is filled in."""

    path: str = "{slug}.md"
    """POSIX, below the content folder."""
    front_matter: str | None = None
    """What stands above the text; None: as wppush has it."""
    template: Path | None = None
    """Absolute: a file that the post begins as; None: front matter, and no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsTable:
    """Front matter for every file below a folder: `[defaults]`, or `[folders.NAME.defaults]`.

    The fields are as they are written: `wppush.source` checks them, as it does a file's own.
    """

    folder: str = ""
    """POSIX, below the content folder; empty for all files."""
    name: str = "defaults"
    """The table as an author writes it, without the brackets."""
    values: Mapping[str, object]
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """The line of wppush.toml on which a key stands; of the table itself under `()`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """All tables of defaults, those of outer folders first."""

    file: str = "wppush.toml"
    """As reports name it."""
    tables: tuple[DefaultsTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderConfig:
    """A `[folders.NAME]` table: what holds for the files below a folder of the content folder."""

    sites: tuple[str, ...] = ()
    """The names of the sites that the folder's files are for; empty: those of the folder around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What wppush.toml says, and where it is."""

    file: Path | None
    """None where there is no wppush.toml."""
    root: Path
    """The project's folder: that of wppush.toml, else the nearest one with `.git`, else where the search began."""
    content_root: Path
    """The folder that Markdown files live below."""
    project: str = ""
    """Part of each post's mark; empty where there is no wppush.toml, or it has no `project`."""
    sites: Mapping[str, SiteConfig] = field(default_factory=lambda: MappingProxyType({}))
    """By name, in the order of the file."""
    format: Format = "blocks"
    """What posts are made of: blocks, or HTML for sites without the block editor."""
    markdown: MarkdownConfig = field(default_factory=MarkdownConfig)
    media: MediaConfig = field(default_factory=MediaConfig)
    include: tuple[str, ...] = ()
    """Patterns as in .gitignore, below the content folder: only these files are posts. Empty: all are."""
    ignore: tuple[str, ...] = ()
    """Patterns as in .gitignore: these files are none."""
    ignore_keys: tuple[str, ...] = ()
    """Keys of front matter that are for other tools: they are not read."""
    links: Literal["error", "warn"] = "error"
    """What a link to a file is that does not exist."""
    static: tuple[Path, ...] = ()
    """Absolute folders in which an address that begins with / is looked up."""
    slugs: Literal["name", "path"] = "name"
    """What makes the slug of a file that gives none: its name, or its path below the content folder."""
    site: str | None = None
    """The name of the site to publish to, where nothing else says which."""
    create_terms: bool = True
    """Whether categories, tags and terms are made that the site does not have."""
    new: NewConfig = field(default_factory=NewConfig)
    defaults: Defaults = field(default_factory=Defaults)
    folders: Mapping[str, FolderConfig] = field(default_factory=lambda: MappingProxyType({}))
    """By their POSIX path below the content folder."""

    def sites_of(self, key: str) -> tuple[str, ...]:
        """Give the names of the sites that a file is for, by its POSIX path below the content folder.

        The nearest folder that names any decides; empty: the file is for every site.
        """
        folder = key
        while folder:
            folder = folder.rpartition("/")[0]
            found = self.folders.get(folder)
            if found is not None and found.sites:
                return found.sites
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site to publish to, and who publishes."""

    url: str
    """As in SiteConfig."""
    username: str
    """Empty at WordPress.com, where the token says who it is."""
    password: Secret
    """An application password; at WordPress.com, an access token."""
    jobs: int = 2
    max_rate: float | None = None
    wordpress_com: bool = False
    """All three as in SiteConfig."""
    source: str = field(default="", compare=False)
    """Where the password is from: a variable, or the place where a login is kept."""
