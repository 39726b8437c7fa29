"""Defaults: front matter that wppush.toml gives to every file below a folder.

A default is checked as a file's own front matter is, once, and its faults are wppush.toml's. What a file says itself
comes first, then what is said for the nearest folder. A default that the type of a file does not have (`tags` for a
page) is not meant for that file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from wppush.codes import SettingsCode
from wppush.diagnostics import Location
from wppush.errors import ConfigError
from wppush.source import combinations, names, schema
from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults
from wppush.source.readers import post_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.source.faults import ValuePath
    from wppush.source.names import Named

NEVER = {
    "title": "a title is one file's own", "slug": "a slug is one file's own", "uid": "a uid is one file's own",
    "id": "an id is one file's own", "date": "a date is one file's own", "updated": "a date is one file's own",
    "password": "a password is one file's own, and this file is made to be shared",
}  # fmt: skip
"""Fields that have no default, and why."""
_STATUS = ("status", "draft", "published")
"""Three ways to give one field: the nearest layer that has any of them decides."""
_BY_KEY = ("meta", "taxonomies")
"""Fields whose keys are fields of their own."""


class Table(Protocol):
    """Defaults as they are written: `[defaults]`, or `[folders.NAME.defaults]`."""

    @property
    def folder(self) -> str:
        """POSIX, below the content folder; empty for all files."""

    @property
    def name(self) -> str:
        """The table, as the author writes it."""

    @property
    def values(self) -> Mapping[str, object]: ...

    @property
    def lines(self) -> Mapping[tuple[str, ...], int]:
        """The line on which a key stands; of the table itself under `()`."""


class Tables(Protocol):
    """All of them, those of outer folders first; `wppush.config` has such a value."""

    @property
    def file(self) -> str:
        """As reports name it."""

    @property
    def tables(self) -> Sequence[Table]: ...


@dataclass(frozen=True, slots=True)
class _Layer:
    table: Table
    named: Named

    def holds_for(self, key: str) -> bool:
        return not self.table.folder or key.startswith(f"{self.table.folder}/")

    def line(self, path: ValuePath) -> int:
        """The line of a value, by a path that begins with a key as it is written."""
        words = tuple(str(part) for part in path)
        while words and words not in self.table.lines:
            words = words[:-1]
        return self.table.lines.get(words, 1)


@dataclass(slots=True)
class Merged:
    """What a file says, with its defaults."""

    values: dict[str, object] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """Field → the key as the file has it."""
    foreign: dict[str, Location] = field(default_factory=dict)
    """Where in wppush.toml a field stands that is not the file's own; also for `meta.KEY` and `taxonomies.NAME`."""


class Layers:
    """The defaults, checked. Raises ConfigError with every fault of every table."""

    def __init__(self, defaults: Tables | None, *, ignore_keys: Sequence[str] = ()) -> None:
        self._file = defaults.file if defaults else ""
        self._layers: list[_Layer] = []
        faults: list[tuple[int, str, str | None]] = []
        # What the files mean for another tool, wppush.toml may say for wppush: by our own name it is meant.
        own = {names.fold(name) for name in schema.NAMES}
        ignored = [key for key in ignore_keys if names.fold(key) not in own]
        for table in defaults.tables if defaults else ():
            named = names.resolve(table.values, fields=schema.NAMES, ignored=ignored, same=schema.same)
            for name, (key, value) in named.soft.items():
                named.values.setdefault(name, value)
                named.keys.setdefault(name, key)
            layer = _Layer(table, named)
            self._layers.append(layer)
            faults += [
                (layer.line(path), f"{'.'.join(map(str, (table.name, *path)))}: {fault.message}", fault.hint)
                for path, fault in _faults(named)
            ]
        if faults:
            lines = [
                f"{self._file}:{line}: {text}" + (f" ({hint})" if hint else "") for line, text, hint in sorted(faults)
            ]
            raise ConfigError("\n".join(lines), ref=SettingsCode.DEFAULTS)

    def merge(self, own: Named, key: str) -> Merged:
        """Lay what a file says, by its path below the content folder, over the defaults that hold for it."""
        merged = Merged()
        for layer in self._layers:
            if layer.holds_for(key):
                self._lay(layer.named, merged, layer)
        self._lay(own, merged, None)
        self._drop_what_is_not_meant(own, merged)
        return merged

    def _lay(self, named: Named, merged: Merged, layer: _Layer | None) -> None:
        if any(name in named.values for name in _STATUS):
            for name in _STATUS:
                _drop(merged, name)
        for name, value in named.values.items():
            if value is None:
                _drop(merged, name)
                continue
            before = merged.values.get(name)
            if name in _BY_KEY and isinstance(value, dict) and isinstance(before, dict):
                merged.values[name] = {**before, **value}
            else:
                _drop(merged, name)
                merged.values[name] = value
            inner = [f"{name}.{key}" for key in value] if name in _BY_KEY and isinstance(value, dict) else []
            written = named.keys[name]
            if layer is None:
                merged.keys[name] = written
                for place in (name, *inner):
                    merged.foreign.pop(place, None)
                continue
            merged.foreign[name] = Location(path=self._file, line=layer.line((written,)))
            for place in inner:
                path = (written, place.partition(".")[2])
                merged.foreign[place] = Location(path=self._file, line=layer.line(path))

    def _drop_what_is_not_meant(self, own: Named, merged: Merged) -> None:
        try:
            kind = post_type(merged.values["type"]) if "type" in merged.values else "post"
        except Faults:
            return
        lacking = combinations.not_of_type(kind)
        for name in lacking:
            if name in merged.foreign:
                _drop(merged, name)
        for name, (key, value) in own.soft.items():
            if name not in lacking and name not in merged.keys and value is not None:
                _drop(merged, name)
                merged.values[name], merged.keys[name] = value, key


def _drop(merged: Merged, name: str) -> None:
    for table in (merged.values, merged.keys, merged.foreign):
        table.pop(name, None)
    for place in [place for place in merged.foreign if place.startswith(f"{name}.")]:
        del merged.foreign[place]


def _faults(named: Named) -> list[tuple[ValuePath, Fault]]:
    """Every fault of a table of defaults, with paths that begin with keys as they are written."""
    found: list[tuple[ValuePath, Fault]] = [(fault.path, fault) for fault in named.faults]
    for doubt in named.doubts:
        is_unknown = doubt.code is Code.UNKNOWN_KEY
        found.append((doubt.path, replace(doubt, message="There is no such field.") if is_unknown else doubt))
    for key in named.others:
        fault = Fault(code=Code.UNKNOWN_KEY, message="It means nothing to WordPress.", hint="delete it", path=(key,))
        found.append((fault.path, fault))
    model, wrong = schema.check({name: value for name, value in named.values.items() if name not in NEVER})
    wrong += [fault for fault in combinations.check(model, {"date"}) if fault.path[0] in _STATUS]
    for name in named.values:
        if name in NEVER:
            message = f"There is no default for it: {NEVER[name]}."
            wrong.append(Fault(code=Code.NO_SUCH_VALUE, message=message, hint="write it in the file", path=(name,)))
    return found + [((named.keys.get(str(fault.path[0]), fault.path[0]), *fault.path[1:]), fault) for fault in wrong]
