"""wppush.toml, the sites, and where credentials come from.

`load` brings pydantic with it, so it is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.config.sites import choose_site
from wppush.config.values import (
    Config,
    Defaults,
    DefaultsTable,
    Flavor,
    FolderConfig,
    Format,
    MarkdownConfig,
    MediaConfig,
    Secret,
    Site,
    SiteConfig,
)

if TYPE_CHECKING:
    from wppush.config.loading import load
    from wppush.config.schema import ConfigSchema

__all__ = [
    "Config",
    "ConfigSchema",
    "Defaults",
    "DefaultsTable",
    "Flavor",
    "FolderConfig",
    "Format",
    "MarkdownConfig",
    "MediaConfig",
    "Secret",
    "Site",
    "SiteConfig",
    "choose_site",
    "load",
]


def __getattr__(name: str) -> object:
    if name == "load":
        from wppush.config.loading import load

        return load
    if name == "ConfigSchema":
        from wppush.config.schema import ConfigSchema

        return ConfigSchema
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
