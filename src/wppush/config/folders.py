"""`[defaults]` and `[folders.NAME]`: what wppush.toml says about files by where they lie.

What a default may be is the front matter's matter, and `wppush.source` checks it; here it is brought into order, with
the line of each key.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from wppush.config.values import Defaults, DefaultsTable, FolderConfig

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.config.lines import KeyPath
    from wppush.config.schema import ConfigSchema


def folder_key(name: str) -> str:
    """A folder as it stands at the beginning of a file's key: POSIX, composed, without slashes around it."""
    parts = unicodedata.normalize("NFC", name.strip()).split("/")
    return "/".join(part for part in parts if part not in ("", "."))


def folders_of(schema: ConfigSchema) -> Mapping[str, FolderConfig]:
    """What is said about each folder, by its path below the content folder."""
    folders = {folder_key(name): FolderConfig(sites=tuple(table.site)) for name, table in schema.folders.items()}
    return MappingProxyType(folders)


def defaults_of(schema: ConfigSchema, lines: Mapping[KeyPath, int], *, file: str) -> Defaults:
    """All tables of defaults, those of outer folders first."""
    tables = [_table("", ("defaults",), schema.defaults, lines)] if schema.defaults else []
    inner = sorted(schema.folders, key=lambda name: (folder_key(name).count("/"), folder_key(name)))
    tables += [
        _table(folder_key(name), ("folders", name, "defaults"), schema.folders[name].defaults, lines)
        for name in inner
        if schema.folders[name].defaults
    ]
    return Defaults(file=file, tables=tuple(tables))


def _table(folder: str, path: KeyPath, values: Mapping[str, object], lines: Mapping[KeyPath, int]) -> DefaultsTable:
    found = {key[len(path) :]: line for key, line in lines.items() if key[: len(path)] == path}
    found.setdefault((), next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1))
    name = "defaults" if not folder else f'folders."{folder}".defaults'
    return DefaultsTable(folder=folder, name=name, values=MappingProxyType(dict(values)), lines=MappingProxyType(found))
