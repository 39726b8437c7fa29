"""Links to sections: which headings of a file other files link to, and what those are called on the site.

Each file of the project counts that a run on its folder would publish, whatever the present run is about: a run on one
file gives the same text as a run on all.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from wppush.project.mentions import mentions, mentions_in, names_of_links
from wppush.rendering import anchor_of, find_section
from wppush.source.discovery import left_out
from wppush.source.faults import closest
from wppush.source.folders import Folders, fold
from wppush.source.notes import NoteIndex
from wppush.source.references import resolve
from wppush.source.resolved import PostFile
from wppush.source.search import INDEXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wppush.config import Config
    from wppush.project.mentions import Mention
    from wppush.source import Document
    from wppush.source.resolved import Resolved


class _Finder(Protocol):
    """`NoteIndex.find`."""

    def __call__(self, name: str, *, document: Path) -> str | None: ...


class Sections:
    """The sections of the files of one run, and of those to which these link."""

    def __init__(
        self,
        config: Config,
        *,
        read: Callable[[Document], Mapping[str, str]],
        resolve: Callable[[Path, str], Resolved],
        find_note: _Finder,
    ) -> None:
        """`read` gives the sections of a text, as `Rendered.sections` has them."""
        self._config = config
        self._read = read
        self._resolve = resolve
        self._find_note = find_note
        self._known: dict[str, Mapping[str, str]] = {}
        """By the real paths of files."""
        self._mentions: Mapping[str, list[Mention]] | None = None
        """By what their addresses end in, in small letters and without an ending of Markdown."""
        self._led_to: dict[Mention, tuple[str, str] | None] = {}
        self._links: Mapping[str, list[str]] | None = None
        self._leaves_out: Callable[[Path], bool] | None = None

    def know(self, document: Document, sections: Mapping[str, str]) -> None:
        """Take the sections of a text that is rendered already."""
        self._known[os.path.realpath(document.path)] = sections

    def find(self, document: Document, section: str) -> str | None:
        """Give what a section is called in a file's post; empty for the top of it, None for no such section."""
        return find_section(section, self._of(document))

    def nearest(self, document: Document, section: str) -> str | None:
        """Give the name of the section that was most likely meant."""
        return closest(anchor_of(unquote(section)), self._of(document))

    def _of(self, document: Document) -> Mapping[str, str]:
        real = os.path.realpath(document.path)
        if real not in self._known:
            self._known[real] = self._read(document)
        return self._known[real]

    def wanted(self, document: Document) -> frozenset[str]:
        """Give the sections of a file that files of the project name, this one included, as they name them."""
        if self._mentions is None:
            self._mentions = _by_name(mentions(self._config.content_root))
        real = os.path.realpath(document.path)
        found: set[str] = set()
        for name in self._names(document.path):
            for mention in self._mentions.get(name, ()):
                led_to = self._lead(mention)
                if led_to is not None and led_to[0] == real and self._counts(mention, real):
                    found.add(led_to[1])
        return frozenset(found)

    def _names(self, path: Path) -> set[str]:
        """Give what an address of a file may end in: its name, or that of its folder."""
        if self._links is None:
            self._links = names_of_links(self._config.content_root)
        real = Path(os.path.realpath(path))
        names = {_stem(name) for name in (real.name, *self._links.get(str(real), ()))}
        if names & {*INDEXES}:
            folders = (real.parent.name, *self._links.get(str(real.parent), ()))
            names |= {"", ".", "..", *map(_stem, folders)}
        return names

    def _lead(self, mention: Mention) -> tuple[str, str] | None:
        if mention not in self._led_to:
            self._led_to[mention] = _lead(mention, self._resolve, self._find_note)
        return self._led_to[mention]

    def _counts(self, mention: Mention, real: str) -> bool:
        """Say whether a file that names a section is to be published; an ignored one may not be there elsewhere."""
        if str(mention.path) == real:
            return True
        if self._leaves_out is None:
            config = self._config
            self._leaves_out = left_out(
                content_root=config.content_root,
                include=config.include,
                ignore=config.ignore,
                project_root=config.root,
            )
        return not self._leaves_out(mention.path)


def files_with_sections_named_in(files: Iterable[Path], config: Config) -> set[Path]:
    """Give the files, by their real paths, to sections of which these link: their posts are others now."""
    folders, notes = Folders(), NoteIndex(config.content_root, config.root)

    def resolved(path: Path, address: str) -> Resolved:
        return resolve(
            address,
            document=path,
            content_root=config.content_root,
            project_root=config.root,
            static=config.static,
            folders=folders,
        )

    named = (mention for file in files for mention in mentions_in(os.path.realpath(file)))
    found = (_lead(mention, resolved, notes.find) for mention in named)
    return {Path(led_to[0]) for led_to in found if led_to is not None}


def _lead(mention: Mention, resolve: Callable[[Path, str], Resolved], find_note: _Finder) -> tuple[str, str] | None:
    """Give the real path of the file whose section is named, and the section."""
    address = mention.address
    if mention.note:
        note = find_note(mention.note, document=mention.path)
        address = f"{note}#{anchor_of(mention.section)}" if note else ""
    target = resolve(mention.path, address)
    return (str(target.path), target.fragment) if isinstance(target, PostFile) and target.fragment else None


def _by_name(found: Iterable[Mention]) -> Mapping[str, list[Mention]]:
    by_name: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_name[_stem(unquote(mention.name))].append(mention)
    return by_name


def _stem(name: str) -> str:
    folded = fold(name)
    return folded.removesuffix(".md").removesuffix(".markdown")
