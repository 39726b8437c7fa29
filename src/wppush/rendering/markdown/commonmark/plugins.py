"""What is understood beyond GitHub's own rules: the one table of plugins for markdown-it-py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.rendering.markdown.commonmark import footnotes, math

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from wppush.config import MarkdownConfig

    Make = Callable[[Token], Element]


def _always(_: MarkdownConfig) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """Syntax that markdown-it-py does not know by itself, and the elements that it becomes."""

    name: str
    install: Callable[[MarkdownIt], None]
    """Registers rules."""
    elements: Mapping[str, Make] = field(default_factory=dict)
    """Type of token → what makes its element, of blocks as well as of what stands among words.

    A token that opens (`x_open`) is named here, its `x_close` is not: what comes between stands in the element.
    A token whose type is not named becomes an element of its own `tag`.
    """
    wanted: Callable[[MarkdownConfig], bool] = _always
    """Whether the settings ask for it."""


PLUGINS: tuple[Plugin, ...] = (
    Plugin(name="footnotes", install=footnotes.install, elements=footnotes.ELEMENTS),
    Plugin(name="math", install=math.install, elements=math.ELEMENTS, wanted=lambda markdown: markdown.math),
)


def wanted(markdown: MarkdownConfig) -> tuple[Plugin, ...]:
    """Give the plugins that the settings ask for."""
    return tuple(plugin for plugin in PLUGINS if plugin.wanted(markdown))
