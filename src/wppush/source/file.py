"""One file on its way to a document: what it says, with its defaults, and where each fault in it stands."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.source import combinations, formats, names, schema
from wppush.source.codes import Code
from wppush.source.defaults import Layers, Merged
from wppush.source.discovery import SUFFIXES
from wppush.source.document import Document, FrontMatter
from wppush.source.faults import Fault, Faults
from wppush.source.metadata import Metadata
from wppush.source.slug import slug_of_file, slug_of_path
from wppush.source.text import decode, place
from wppush.texts import keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.source.faults import ValuePath
    from wppush.source.names import Named
    from wppush.texts import Kept

UID_PREFIX = "uid:"
"""Of the key of a document with a uid. The key of a file whose path begins so begins with `./`."""

MOST_BYTES = 16 * 1024 * 1024
"""Of one file. All of Shakespeare has 6 MB."""

_BARE = re.compile(r"\A\s*(?:title|slug|status|draft|date|excerpt|categories|tags|uid)[ ]*[:=]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What wppush.toml says about reading."""

    layers: Layers = field(default_factory=lambda: Layers(None))
    slugs: Literal["name", "path"] = "name"
    ignore_keys: tuple[str, ...] = ()


@dataclass(slots=True)
class File:
    """One file on its way to a Document."""

    path: Path
    content_root: Path
    project_root: Path
    settings: Settings = field(default_factory=Settings)
    name: str = field(init=False)
    file_key: str = field(init=False)
    """The POSIX path below the content folder."""
    has_known_key: bool = False
    """Whether the file could be read so far that its uid, or that it has none, is known."""
    key: str = field(init=False)
    slug: str | None = None
    slug_is_made: bool = False
    """Whether it is made from the file's name."""
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    text: str = ""
    """The whole file."""
    body_at: int = 0
    """Where the body begins in `text`."""
    metadata: Metadata = field(default_factory=Metadata)
    """Its offsets count from the beginning of the file."""
    merged: Merged = field(default_factory=Merged)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    body: Kept = field(init=False)
    """What is behind the front matter, once the file is read; `text`, `metadata` and `merged` are gone then."""
    body_line: int = 1
    addresses: tuple[str, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)
    """Where each field stands that is given, in the file or in wppush.toml."""

    def __post_init__(self) -> None:
        self.name = (_below(self.path, self.project_root) or self.path).as_posix()
        below = _below(self.path, self.content_root)
        self.file_key = unicodedata.normalize("NFC", (below or self.path).as_posix())
        self.key = f"./{self.file_key}" if self.file_key.startswith(UID_PREFIX) else self.file_key
        if below is None:
            message = f"{self.name!r} is outside the content folder {str(self.content_root)!r}."
            hint = "move the file there, or change `content` in wppush.toml"
            self._report([Fault(code=Code.OUTSIDE_ROOT, message=message, hint=hint)], whole_file=True)

    def read(self) -> None:
        """Read the file as far as it can be read; what is wrong goes to `diagnostics`."""
        self._read()
        # Thousands of files may be read before the first of them is a document: none stays in memory.
        self.body = keep(self.text[self.body_at :])
        self.body_line = place(self.text, self.body_at)[0]
        self.addresses = names.addresses(self.metadata)
        self.places = self._places()
        self.text, self.metadata, self.merged = "", Metadata(), Merged()

    def _read(self) -> None:
        try:
            self.name.encode()
        except UnicodeEncodeError:
            self.name = self.name.encode(errors="backslashreplace").decode()
            message = f"The file's name is not UTF-8: {self.name}."
            self._report([Fault(code=Code.FILE_NAME, message=message, hint="rename the file")], whole_file=True)
            return
        try:
            with self.path.open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            message = f"The file can not be read: {getattr(error, 'strerror', None) or error}."
            self._report([Fault(code=Code.UNREADABLE, message=message)], whole_file=True)
            return
        if len(raw) > MOST_BYTES:
            message = f"The file has more than {MOST_BYTES // 1024 // 1024} MB."
            fault = Fault(code=Code.FILE_TOO_LARGE, message=message, hint="make several posts of it")
            self._report([fault], whole_file=True)
            return
        self.text, faults = decode(raw)
        self._report(faults)
        if faults:
            return
        try:
            self._read_front_matter()
        except Faults as error:
            self._report(error.faults)
            return
        self._check_fields()
        self._check_body()

    def _read_front_matter(self) -> None:
        handler = formats.detect(self.text)
        if handler is None:
            return
        extent = handler.extent(self.text)
        try:
            self.metadata = handler.load(self.text[extent.start : extent.end])
        except Faults as error:
            raise Faults(_shifted(error.faults, extent.start)) from None
        finally:
            self.body_at = extent.body
        for table in (self.metadata.places, self.metadata.keys_at):
            table.update({path: offset + extent.start for path, offset in table.items()})
        self._report(_shifted(self.metadata.faults, extent.start))

    def _check_fields(self) -> None:
        ignored = self.settings.ignore_keys
        own = names.resolve(self.metadata, fields=schema.NAMES, ignored=ignored, same=schema.same)
        self._report(self._as_written(own.faults))
        self.merged = self.settings.layers.merge(own, self.file_key)
        has_type = "type" in self.merged.values
        doubts = [doubt for doubt in own.doubts if not (has_type and doubt.code is Code.LAYOUT)]
        self._report(self._as_written(doubts), Severity.WARNING)
        model, faults = schema.check(self.merged.values)
        self._report(_with_way_out(faults, self.merged))
        self._report(_with_way_out(combinations.check(model, self.merged.values), self.merged))
        self._report(schema.doubts(self.merged.values), Severity.WARNING)
        self.front_matter = self._seen_from_here(combinations.without_nothing(schema.front_matter(model)))
        self._name_post(own)
        # A permalink that ends in the very slug has been followed as far as it can be.
        same = f"write slug: {self.slug}"
        self.diagnostics = [said for said in self.diagnostics if said.code != Code.PERMALINK or said.hint != same]

    def _seen_from_here(self, front_matter: FrontMatter) -> FrontMatter:
        """The same with the paths of defaults, which are seen from wppush.toml, as the file itself would write them."""
        image, parent = front_matter.featured_image, front_matter.parent
        if image is not None and "featured_image" in self.merged.foreign and _is_relative(image.src):
            front_matter = replace(front_matter, featured_image=replace(image, src=self._relative(image.src)))
        if isinstance(parent, str) and "parent" in self.merged.foreign and parent.lower().endswith(SUFFIXES):
            front_matter = replace(front_matter, parent=self._relative(parent))
        return front_matter

    def _relative(self, path: str) -> str:
        project = Path(os.path.abspath(self.project_root))  # noqa: PTH100 - a lexical one, as the file's own
        return Path(os.path.relpath(project / path, self.path.parent)).as_posix()

    def _name_post(self, own: Named) -> None:
        """Settle what the file's post is found by, as far as its front matter can be read."""
        self.slug = self.front_matter.slug
        if self.front_matter.uid is not None:
            self.key = UID_PREFIX + self.front_matter.uid
        self.has_known_key = own.values.get("uid") is None or self.front_matter.uid is not None
        if own.values.get("slug") is None:
            self.slug_is_made = True
            try:
                self.slug = (slug_of_path if self.settings.slugs == "path" else slug_of_file)(self.file_key)
            except Faults as error:
                self._report(error.faults, whole_file=True)

    def _check_body(self) -> None:
        if not self.text[self.body_at :].strip():
            message = "The file has no text." if self.body_at else "The file is empty."
            fault = Fault(code=Code.EMPTY_BODY, message=message, hint="write the post below the front matter")
            self._report([fault], Severity.WARNING, whole_file=True)
        elif not self.body_at and (bare := _BARE.match(self.text)):
            message = "This looks like front matter, but it is taken for the text: the line above it is missing."
            fault = Fault(code=Code.BARE_FRONT_MATTER, message=message, hint="put a line --- above and below it")
            offset = bare.end() - len(bare[0].lstrip())
            self._report(_shifted([fault], offset), Severity.WARNING)

    def _report(
        self, faults: Iterable[Fault], severity: Severity = Severity.ERROR, *, whole_file: bool = False
    ) -> None:
        for fault in faults:
            location = Location(path=self.name) if whole_file else self._place(fault)
            self.diagnostics.append(
                Diagnostic(
                    code=fault.code, message=fault.message, hint=fault.hint, severity=severity, location=location
                )
            )

    def _as_written(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults whose paths begin with keys of the file, and not with names of fields, with their offsets."""
        return [replace(fault, offset=self._offset(fault.path, at_key=fault.at_key)) for fault in faults]

    def _offset(self, path: ValuePath, *, at_key: bool = False) -> int | None:
        offset = self.metadata.keys_at.get(path) if at_key else None
        while offset is None and path:
            offset = self.metadata.places.get(path, self.metadata.keys_at.get(path))
            path = path[:-1]
        return offset

    def _place(self, fault: Fault) -> Location:
        offset = fault.offset
        if offset is None and fault.path:
            foreign = self._foreign(fault.path)
            if foreign is not None:
                return foreign
            name = str(fault.path[0])
            path = (self.merged.keys.get(name, name), *fault.path[1:])
            offset = self._offset(path, at_key=fault.at_key)
        if offset is None:
            return Location(path=self.name)
        line, column = place(self.text, offset)
        return Location(path=self.name, line=line, column=column)

    def _foreign(self, path: ValuePath) -> Location | None:
        """Where in wppush.toml the value stands, if it is a default."""
        name = str(path[0])
        inner = f"{name}.{path[1]}" if len(path) > 1 else name
        if inner in self.merged.foreign or name not in self.merged.keys:
            return self.merged.foreign.get(inner, self.merged.foreign.get(name))
        return None

    def _places(self) -> dict[str, Location]:
        """Where each field stands that is given, in the file or in wppush.toml."""
        found = {}
        for name, value in self.merged.values.items():
            field = "status" if name in ("draft", "published") and self.merged.values.get("status") is None else name
            found[field] = self._place(Fault(code=Code.UNKNOWN_KEY, message="", path=(name,)))
            if name in ("meta", "taxonomies") and isinstance(value, dict):
                for key in value:
                    fault = Fault(code=Code.UNKNOWN_KEY, message="", path=(name, key), at_key=True)
                    found[f"{name}.{key}"] = self._place(fault)
        return {name: found[name] for name in found if name not in ("draft", "published")}

    def in_order(self) -> list[Diagnostic]:
        """The diagnostics from the top of the file to its end; those of the file as such first."""
        return sorted(self.diagnostics, key=_position)

    def refuse_twin(self, code: Code, what: str, value: str, other: File, hint: str) -> None:
        message = f"{self.name} and {other.name} have the same {what}: {value!r}."
        location = self.places.get("slug" if what == "slug" else "uid", Location(path=self.name))
        self.diagnostics.append(Diagnostic(code=code, message=message, hint=hint, location=location))

    def document(self) -> Document:
        """The finished value; only for a file without errors."""
        return Document(
            path=self.path,
            name=self.name,
            key=self.key,
            slug=self.slug or "",
            front_matter=self.front_matter,
            text=self.body,
            body_line=self.body_line,
            addresses=self.addresses,
            places=self.places,
            diagnostics=tuple(self.in_order()),
        )


def _with_way_out(faults: Iterable[Fault], merged: Merged) -> list[Fault]:
    """Add to the hint of a fault how a key that may be meant for another tool is left alone."""
    found = []
    for fault in faults:
        name = str(fault.path[0])
        written = merged.keys.get(name, name)
        if names.fold(written) != names.fold(name):
            way_out = f'if {written} is not for WordPress: ignore_keys = ["{written}"] in wppush.toml'
            found.append(replace(fault, hint=f"{fault.hint}; {way_out}" if fault.hint else way_out))
        else:
            found.append(fault)
    return found


def _below(path: Path, folder: Path) -> Path | None:
    """`path` relative to `folder`, with the links in either of them followed where that is needed; else None."""
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - a lexical one: resolve() would follow links
    if path.is_relative_to(absolute):
        return path.relative_to(absolute)
    real, real_folder = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return real.relative_to(real_folder) if real.is_relative_to(real_folder) else None


def _is_relative(address: str) -> bool:
    """Say whether an address is a path that begins in some folder: no URL, and not from the root of the site."""
    return bool(address) and not re.match(r"/|[a-zA-Z][a-zA-Z0-9+.-]+:", address)


def _shifted(faults: Iterable[Fault], by: int) -> list[Fault]:
    return [replace(fault, offset=(fault.offset or 0) + by) for fault in faults]


def _position(diagnostic: Diagnostic) -> tuple[int, int, str]:
    location = diagnostic.location or Location(path="")
    return location.line or 0, location.column or 0, diagnostic.code
