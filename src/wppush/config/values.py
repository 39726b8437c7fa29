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


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site to publish to, and who publishes."""

    url: str
    """As in SiteConfig."""
    username: str
    password: Secret
    """An application password."""
