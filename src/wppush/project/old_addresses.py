"""The addresses that posts had on the site of another tool, so that links between them go on leading to them.

A file says them itself (`url`, `permalink`, `aliases`, `redirect_from`), or they have the date of the post and its
name, as Jekyll and Hexo make them: `/2024/05/01/name/`, `/news/2024/05/01/name.html`. An address that two files have is
nobody's. The files are read once, when the first address is asked for that no file on the disk has.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.config import Config
    from wppush.source import Document, Reading

_DATED = re.compile(r"(?:[^/]+/)*\d{4}/\d{1,2}/(?:\d{1,2}/)?(?P<name>[^/]+)")
_END = re.compile(r"(?:/?index)?\.html?\Z|/+\Z")


class OldAddresses:
    """Finds files by the addresses that they had."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._files: dict[str, Path | None] | None = None
        self._names: dict[str, Path | None] = {}
        self._known: list[Document] = []
        self._read_already: set[str] = set()

    def know(self, reading: Reading) -> None:
        """Take what was read already, so that no file is read twice."""
        self._known += reading.documents
        self._read_already.update(
            os.path.realpath(path) for path in (*(one.path for one in reading.documents), *reading.faulty)
        )

    def find(self, address: str) -> Path | None:
        """Give the file of an address that begins with a slash; None where it is no one file's."""
        path = _plain(re.split(r"[?#]", address, maxsplit=1)[0])
        if not path:
            return None
        if self._files is None:
            self._read()
        found = (self._files or {}).get(path)
        if found is None and (dated := _DATED.fullmatch(path)):
            found = self._names.get(dated["name"])
        return found

    def _read(self) -> None:
        from wppush.source import find_all, read_all

        config = self._config
        others = find_all(content_root=config.content_root)
        reading = read_all(
            [path for path in others if os.path.realpath(path) not in self._read_already],
            content_root=config.content_root,
            project_root=config.root,
            defaults=config.defaults,
            slugs=config.slugs,
            ignore_keys=config.ignore_keys,
        )
        self._files = {}
        for document in (*self._known, *reading.documents):
            real = Path(os.path.realpath(document.path))
            for path in _said(document):
                self._files[path] = real if self._files.setdefault(path, real) == real else None
            for name in {document.slug, re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", document.path.stem)}:
                self._names[name] = real if self._names.setdefault(name, real) == real else None


def _said(document: Document) -> Iterator[str]:
    for address in document.addresses:
        if path := _plain(address):
            yield path


def _plain(address: str) -> str:
    return _END.sub("", unquote(address)).strip("/")
