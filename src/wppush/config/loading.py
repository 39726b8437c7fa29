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

from wppush.config.lines import KeyPath, line_of, lines_of_keys
from wppush.config.schema import ConfigSchema, MarkdownTable, SiteTable
from wppush.config.values import Config, MarkdownConfig, SiteConfig
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        raise ConfigError(message, hint='each line is key = "value"; a table begins with [sites.NAME]') from None
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
    if schema is None or faults.found:
        raise faults.error()
    sites = {
        name: SiteConfig(name=name, url=table.url, username=table.username) for name, table in schema.sites.items()
    }
    return Config(
        file=file,
        root=file.parent,
        content_root=content_root,
        project=schema.project or "",
        sites=MappingProxyType(sites),
        format=schema.format,
        markdown=_markdown(schema.markdown),
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
        raise ConfigError(f"{file} is not UTF-8.", hint="save it as UTF-8 in your editor") from None
    except OSError as error:
        raise ConfigError(f"{file} can not be read: {error.strerror}.") from None


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
            case _ if path[0] == "markdown":
                hint = "write [markdown], and below it its keys" if len(path) == 1 else f"write [{'.'.join(path)}]"
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
            for table, keys in (("[sites.NAME]", SiteTable.model_fields), ("[markdown]", MarkdownTable.model_fields)):
                hint = f"it belongs into a table {table}" if key in keys else hint
        self.add(path, f"wppush does not know the key {'.'.join(path)}.", hint)

    def error(self) -> ConfigError:
        """All of them as one error, in the order of the file."""
        lines = [
            f"{self.file}:{line}: {message}" + (f" ({hint})" if hint else "")
            for line, message, hint in sorted(self.found, key=lambda fault: fault[:2])
        ]
        return ConfigError("\n".join(lines))


def _keys_of_table(table: KeyPath) -> Iterable[str]:
    match table:
        case ():
            return ConfigSchema.model_fields
        case ("markdown",):
            return MarkdownTable.model_fields
        case _:
            return SiteTable.model_fields
