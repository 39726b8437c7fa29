"""wppush.toml, the sites, and where credentials come from.

`load` and the schemas bring pydantic with them, so they are imported when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.config.logins import KeptLogin, Logins
from wppush.config.sites import choose_site, site_meant
from wppush.config.values import (
    Config,
    Defaults,
    DefaultsTable,
    Flavor,
    FolderConfig,
    Format,
    MarkdownConfig,
    MediaConfig,
    NewConfig,
    Secret,
    Site,
    SiteConfig,
)

if TYPE_CHECKING:
    from wppush.config.json_schema import config_schema
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
    "KeptLogin",
    "Logins",
    "MarkdownConfig",
    "MediaConfig",
    "NewConfig",
    "Secret",
    "Site",
    "SiteConfig",
    "choose_site",
    "config_schema",
    "load",
    "site_meant",
]


def __getattr__(name: str) -> object:
    if name == "load":
        from wppush.config.loading import load

        return load
    if name == "config_schema":
        from wppush.config.json_schema import config_schema

        return config_schema
    if name == "ConfigSchema":
        from wppush.config.schema import ConfigSchema

        return ConfigSchema
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
