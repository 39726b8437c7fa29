"""Files to documents: reads and checks every file before anything else is done with any of them."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wppush.diagnostics import Severity
from wppush.errors import SourceError
from wppush.source.codes import Code
from wppush.source.defaults import Layers
from wppush.source.discovery import find_all, is_hidden
from wppush.source.file import UID_PREFIX, File, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.diagnostics import Diagnostic
    from wppush.source.defaults import Tables
    from wppush.source.document import Document

_MANY = 5
"""From so many other files on, a key is said to be unknown once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What several files say, and what is wrong with some of them."""

    documents: tuple[Document, ...]
    """Of the files without errors, in their order, with their warnings."""
    faults: tuple[Diagnostic, ...]
    """The errors, each with its line and column."""
    faulty: tuple[Path, ...]
    """The files that have them."""


def read(
    paths: Sequence[Path],
    *,
    content_root: Path,
    project_root: Path,
    defaults: Tables | None = None,
    slugs: Literal["name", "path"] = "name",
    ignore_keys: Sequence[str] = (),
) -> list[Document]:
    """The documents in the files, in the same order, with their warnings.

    `defaults` is front matter for all files below a folder, `slugs` says what makes a slug where a file gives none, and
    `ignore_keys` are keys that are not read.

    Raises ConfigError with every fault of the defaults, and SourceError with every error of every file, each with its
    line and column.
    """
    reading = read_all(
        paths,
        content_root=content_root,
        project_root=project_root,
        defaults=defaults,
        slugs=slugs,
        ignore_keys=ignore_keys,
    )
    if reading.faults:
        raise SourceError(reading.faults)
    return list(reading.documents)


def read_all(
    paths: Sequence[Path],
    *,
    content_root: Path,
    project_root: Path,
    defaults: Tables | None = None,
    slugs: Literal["name", "path"] = "name",
    ignore_keys: Sequence[str] = (),
) -> Reading:
    """The documents of the files that can be read, and the errors of the others: like `read`, but one hides no other.

    Raises ConfigError with every fault of the defaults.
    """
    settings = Settings(layers=Layers(defaults, ignore_keys=ignore_keys), slugs=slugs, ignore_keys=tuple(ignore_keys))
    files = [File(Path(os.path.abspath(path)), content_root, project_root, settings) for path in paths]  # noqa: PTH100
    for file in files:
        file.read()
    _refuse_twins(files)
    documents: list[Document] = []
    faulty: list[Path] = []
    faults: list[Diagnostic] = []
    for file in files:
        errors = [diagnostic for diagnostic in file.in_order() if diagnostic.severity is Severity.ERROR]
        faults += errors
        if errors:
            faulty.append(file.path)
        else:
            documents.append(file.document())
    return Reading(documents=tuple(_told_once(documents)), faults=tuple(faults), faulty=tuple(faulty))


def _told_once(documents: Sequence[Document]) -> list[Document]:
    """The documents, with a key that many of them have, and that wppush does not know, named in the first one alone.

    A key that a whole blog has is for the blog's tool; said a thousand times it would hide everything else.
    """
    counts = Counter(said.message for one in documents for said in one.diagnostics if said.code == Code.UNKNOWN_KEY)
    told: set[str] = set()
    found = []
    for document in documents:
        kept = []
        for said in document.diagnostics:
            others = counts[said.message] - 1
            if said.code != Code.UNKNOWN_KEY or others < _MANY:
                kept.append(said)
            elif said.message not in told:
                told.add(said.message)
                kept.append(replace(said, message=f"{said.message} {others} other files have it, too."))
        changed = len(kept) != len(document.diagnostics) or kept != list(document.diagnostics)
        found.append(replace(document, diagnostics=tuple(kept)) if changed else document)
    return found


def keys(*, content_root: Path, project_root: Path) -> list[str]:
    """The keys of all files below the content folder, sorted: of those that are being published, and of the others.

    Raises SourceError where a file's key can not be told, as its uid may be what is hidden; other faults do not matter.
    Of a file whose name begins with a dot, or that lies in such a folder, its path is its key then.
    """
    root = Path(os.path.realpath(content_root))
    files = [File(path, content_root, project_root) for path in find_all(content_root=content_root)]
    for file in files:
        file.read()
    hidden = [
        diagnostic
        for file in files
        for diagnostic in file.in_order()
        if diagnostic.severity is Severity.ERROR and not file.has_known_key and not is_hidden(file.path, root)
    ]
    if hidden:
        raise SourceError(hidden)
    return sorted({file.key for file in files})


def _refuse_twins(files: Sequence[File]) -> None:
    """Report each file whose slug or key an earlier one has: on a site, one of the two would lose.

    WordPress keeps slugs apart by type, and by parent where the type has parents, as all but posts may.
    """
    slugs: dict[tuple[str, str | int | None, str], File] = {}
    keys: dict[str, File] = {}
    for file in files:
        if (other := keys.setdefault(file.key, file)) is not file:
            what = "uid" if file.key.startswith(UID_PREFIX) else "path"
            hint = "give one of them a uid of its own" if what == "uid" else "rename one of them"
            file.refuse_twin(Code.SAME_KEY, what, file.key.removeprefix(UID_PREFIX), other, hint)
        if file.slug is not None:
            kind = file.front_matter.type or "post"
            parent = file.front_matter.parent or None if kind != "post" else None
            if (other := slugs.setdefault((kind, parent, file.slug), file)) is not file:
                hint = "give one of them a `slug:` of its own"
                if file.slug_is_made and other.slug_is_made and file.settings.slugs == "name":
                    hint += ', or write slugs = "path" in wppush.toml: then the names of folders are part of them'
                file.refuse_twin(Code.SAME_SLUG, "slug", file.slug, other, hint)
