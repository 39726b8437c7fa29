"""What is known of a folder: the tool that it is for, and the settings of wppush.toml that fit it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Defaults = dict[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The settings that a folder calls for. What is not said here is left as it is without a wppush.toml."""

    tool: str = ""
    """What the folder is for, as its makers write it; empty where nothing was recognised."""
    content: str = "posts"
    include: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_keys: tuple[str, ...] = ()
    static: tuple[str, ...] = ()
    slugs: Literal["name", "path"] = "name"
    links: Literal["error", "warn"] = "error"
    folders: Mapping[str, Defaults] = field(default_factory=lambda: MappingProxyType({}))
    """Folder below the content folder → what its files have in common."""
    new_path: str = "{slug}.md"
    new_front_matter: str | None = None
    """None: as wppush has it."""
    remarks: tuple[str, ...] = ()
    """What its author has to know that no setting says."""
