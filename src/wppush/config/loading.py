"""Finding and reading wppush.toml."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from wppush.codes import SettingsCode
from wppush.config.folders import defaults_of, folder_key, folders_of
from wppush.config.lines import KeyPath, line_of, lines_of_keys
from wppush.config.schema import ConfigSchema, FolderTable, MarkdownTable, MediaTable, NewTable, SiteTable, bytes_of
from wppush.config.url import is_wordpress_com
from wppush.config.values import Config, MarkdownConfig, MediaConfig, NewConfig, SiteConfig
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

FILE_NAME = "wppush.toml"

_SECRETS = frozenset(
    {"password", "app_password", "application_password", "passwd", "pass", "token", "secret", "api_key", "credentials"}
)


def load(start: Path) -> Config:
    """The configuration for a folder: of the wppush.toml in it or in the nearest folder above, else the defaults.

    Raises ConfigError with every fault of the file, each with its line.
    """
    start = start.absolute()
    repository: Path | None = None
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return _read(folder / FILE_NAME)
        if repository is None and (folder / ".git").exists():
            repository = folder
    root = repository or start
    return Config(file=None, root=root, content_root=root)


def _read(file: Path) -> Config:
    text = _text(file)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: a syntax error, or a number of too many digits
        line = re.search(r"at line (\d+)", str(error))
        message = f"{file}:{line[1] if line else 1}: This is not valid TOML: {error}"
        raise ConfigError(
            message, hint='each line is key = "value"; a table begins with [sites.NAME]', ref=SettingsCode.NOT_TOML
        ) from None
    faults = _Faults(file=file, lines=lines_of_keys(text))
    schema = None
    try:
        schema = ConfigSchema.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            faults.add_from_schema(detail)
    if schema is not None:
        _refuse_what_has_no_effect(schema.markdown, faults)
    content_root = _content_root(file.parent, data.get("content", "."), faults)
    static: tuple[Path, ...] = ()
    new = NewConfig()
    if schema is not None:
        new = _new(file.parent, schema.new, faults)
        static = _static(file.parent, schema.static, faults)
        _refuse_unknown_sites(schema, faults)
        _refuse_missing_folders(content_root, schema, faults)
    if schema is None or faults.found:
        raise faults.error()
    sites = {
        name: SiteConfig(
            name=name,
            url=table.url,
            username=table.username,
            jobs=table.jobs,
            max_rate=table.max_rate,
            wordpress_com=is_wordpress_com(table.url) if table.wordpress_com is None else table.wordpress_com,
        )
        for name, table in schema.sites.items()
    }
    return Config(
        file=file,
        root=file.parent,
        content_root=content_root,
        project=schema.project or "",
        sites=MappingProxyType(sites),
        format=schema.format,
        markdown=_markdown(schema.markdown),
        media=_media(schema.media),
        include=tuple(schema.include),
        ignore=tuple(schema.ignore),
        ignore_keys=tuple(schema.ignore_keys),
        links=schema.links,
        static=static,
        slugs=schema.slugs,
        site=schema.site,
        create_terms=schema.create_terms,
        new=new,
        defaults=defaults_of(schema, faults.lines, file=file.name),
        folders=folders_of(schema),
    )


def _markdown(table: MarkdownTable) -> MarkdownConfig:
    return MarkdownConfig(
        flavor=table.flavor,
        extensions=tuple(table.extensions),
        extension_configs=MappingProxyType(table.extension_configs),
        tasks=table.tasks,
        math=table.math,
        emoji=table.emoji,
        smart=table.smart,
        comments=table.comments,
    )


def _media(table: MediaTable) -> MediaConfig:
    return MediaConfig(
        import_remote=table.import_remote,
        strip_location=table.strip_location,
        max_width=table.max_width,
        webp=table.webp,
        max_size=bytes_of(table.max_size),
        size=table.size,
        link=table.link,
        types=tuple(dict.fromkeys(table.types)),
    )


def _new(root: Path, table: NewTable, faults: _Faults) -> NewConfig:
    template = None if table.template is None else root / table.template
    if template is not None:
        if table.front_matter is not None:
            hint = "write the front matter into the template, and delete new.front_matter"
            faults.add(("new", "front_matter"), "A template has its own front matter.", hint)
        if not Path(os.path.realpath(template)).is_relative_to(os.path.realpath(root)):
            hint = "copy it there"
            faults.add(("new", "template"), f'The file "{table.template}" is not below the folder of this file.', hint)
        elif not template.is_file():
            hint = "write a post there, with {title} and {now} where these belong; or delete the line"
            faults.add(("new", "template"), f'There is no file "{table.template}" beside this file.', hint)
    return NewConfig(path=table.path, front_matter=table.front_matter, template=template)


def _static(root: Path, folders: Sequence[str], faults: _Faults) -> tuple[Path, ...]:
    found = []
    for index, name in enumerate(folders):
        folder = root / name
        at = ("static", str(index))
        if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
            faults.add(at, f'The folder "{name}" is not below the folder of this file.', 'static = ["static"]')
        elif not folder.is_dir():
            faults.add(at, f'There is no folder "{name}" beside this file.', f"mkdir -p '{name}'")
        found.append(Path(os.path.normpath(folder)))
    return tuple(found)


def _refuse_unknown_sites(schema: ConfigSchema, faults: _Faults) -> None:
    named: list[tuple[KeyPath, str]] = [(("site",), schema.site)] if schema.site is not None else []
    for folder, table in schema.folders.items():
        named += [(("folders", folder, "site"), name) for name in table.site]
    for path, name in named:
        if name not in schema.sites:
            meant = get_close_matches(name, schema.sites, n=1)
            hint = f'did you mean "{meant[0]}"?' if meant else f"add [sites.{name}] with its url"
            faults.add(path, f'There is no site "{name}" in this file.', hint)


def _refuse_missing_folders(content_root: Path, schema: ConfigSchema, faults: _Faults) -> None:
    seen: dict[str, str] = {}
    for folder in schema.folders:
        name = folder_key(folder)
        path = ("folders", folder)
        place = content_root / name
        if not name or ".." in name.split("/"):
            faults.add(path, f'"{folder}" is not a folder below the content folder.', "write [defaults] for all files")
        elif not folder.isprintable() or not place.is_dir():
            hint = f"write the path below it, such as [folders.\"reviews/2024\"]; or: mkdir -p '{place}'"
            faults.add(path, f'There is no folder "{folder}" below the content folder.', hint)
        elif (other := seen.setdefault(name, folder)) != folder:
            faults.add(path, f'"{folder}" and "{other}" are one folder.', "write it once")


def _refuse_what_has_no_effect(table: MarkdownTable, faults: _Faults) -> None:
    """Report extensions of Python-Markdown where another parser reads the files, and settings of one not loaded."""
    if table.flavor == "gfm":
        for key in ("extensions", "extension_configs"):
            if getattr(table, key):
                message = f'markdown.{key} is for Python-Markdown, and flavor = "gfm" reads without it.'
                faults.add(("markdown", key), message, f'delete {key}, or write flavor = "python-markdown"')
        return
    for name in table.extension_configs:
        if name not in table.extensions:
            path = ("markdown", "extension_configs", name)
            faults.add(path, f'"{name}" is not among markdown.extensions.', f'write extensions = ["{name}"]')


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ConfigError(
            f"{file} is not UTF-8.", hint="save it as UTF-8 in your editor", ref=SettingsCode.UNREADABLE
        ) from None
    except OSError as error:
        raise ConfigError(f"{file} can not be read: {error.strerror}.", ref=SettingsCode.UNREADABLE) from None


def _content_root(root: Path, content: object, faults: _Faults) -> Path:
    if not isinstance(content, str) or not content.strip() or not content.isprintable():
        return root  # the schema has a fault for it
    folder = root / content.strip()
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        faults.add(("content",), f'The folder "{content}" is not below the folder of this file.', 'content = "posts"')
    elif not folder.is_dir():
        faults.add(("content",), f'There is no folder "{content}" beside this file.', f"mkdir -p '{content}'")
    return Path(os.path.normpath(folder))


@dataclass(slots=True)
class _Faults:
    """What is wrong with one wppush.toml, with lines."""

    file: Path
    lines: dict[KeyPath, int]
    found: list[tuple[int, str, str | None]] = field(default_factory=list)

    def add(self, path: KeyPath, message: str, hint: str | None) -> None:
        self.found.append((line_of(path, self.lines) or 1, message, hint))

    def add_from_schema(self, detail: ErrorDetails) -> None:
        path = tuple(str(part) for part in detail["loc"])
        match detail["type"]:
            case "extra_forbidden":
                self._add_unknown(path)
            case "missing":
                example = f'{path[-1]} = "https://example.com"'
                self.add(path, f"The table [{'.'.join(path[:-1])}] has no {path[-1]}.", f"add {example}")
            case "value_error":
                refusal = detail["ctx"]["error"]
                self.add(path, f"{'.'.join(path)}: {refusal.message}", refusal.hint)
            case "string_type":
                quoted = '"…"' if path[-1].isdigit() else f'{path[-1]} = "…"'
                self.add(path, f"{'.'.join(path)} is not text.", f"put it in quotes: {quoted}")
            case "literal_error":
                known = detail["ctx"]["expected"].replace("'", '"')
                self.add(path, f"{'.'.join(path)} does not take this value.", f"write {known}")
            case "bool_type":
                self.add(path, f"{'.'.join(path)} is neither true nor false.", f"write {path[-1]} = true")
            case "list_type":
                self.add(path, f"{'.'.join(path)} is not a list.", f'write {path[-1]} = ["…"]')
            case "int_type":
                example = "2" if path[-1] == "jobs" else "2560"
                self.add(path, f"{'.'.join(path)} is not a whole number.", f"write {path[-1]} = {example}")
            case "float_type":
                self.add(path, f"{'.'.join(path)} is not a number.", f"write {path[-1]} = 5")
            case _ if path[0] != "sites":
                example = '[folders."reviews"]' if path[0] == "folders" else f"[{path[0]}]"
                hint = f"write {example}, and below it its keys" if len(path) == 1 else f"write [{_header(path)}]"
                self.add(path, f"{'.'.join(path)} is not a table.", hint)
            case _:
                hint = 'write [sites.NAME], and below it url = "https://example.com"'
                self.add(path, f"{'.'.join(path)} is not a table.", hint)

    def _add_unknown(self, path: KeyPath) -> None:
        key = path[-1]
        if key.casefold().replace("-", "_") in _SECRETS:
            message = f"{'.'.join(path)}: credentials never stand in this file, which is made to be shared."
            self.add(path, message, "delete the line, and: export WPPUSH_APP_PASSWORD='…'")
            return
        known = _keys_of_table(path[:-1])
        meant = get_close_matches(key.casefold(), known, n=1)
        hint = f'did you mean "{meant[0]}"?' if meant else f"the keys here are {', '.join(known)}"
        if not meant and len(path) == 1:
            for table, keys in _TABLES.items():
                hint = f"it belongs into a table {table}" if key in keys.model_fields else hint
        self.add(path, f"wppush does not know the key {'.'.join(path)}.", hint)

    def error(self) -> ConfigError:
        """All of them as one error, in the order of the file."""
        lines = [
            f"{self.file}:{line}: {message}" + (f" ({hint})" if hint else "")
            for line, message, hint in sorted(self.found, key=lambda fault: fault[:2])
        ]
        return ConfigError("\n".join(lines), ref=SettingsCode.SETTING)


_TABLES: dict[str, type[BaseModel]] = {
    "[sites.NAME]": SiteTable,
    "[markdown]": MarkdownTable,
    "[media]": MediaTable,
    "[new]": NewTable,
    "[folders.NAME]": FolderTable,
}


def _header(path: KeyPath) -> str:
    return ".".join(part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"' for part in path)


def _keys_of_table(table: KeyPath) -> Iterable[str]:
    match table:
        case ():
            return ConfigSchema.model_fields
        case ("markdown",):
            return MarkdownTable.model_fields
        case ("media",):
            return MediaTable.model_fields
        case ("new",):
            return NewTable.model_fields
        case ("folders", *_):
            return FolderTable.model_fields
        case _:
            return SiteTable.model_fields
