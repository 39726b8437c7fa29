"""The Markdown files below a folder, as texts to measure with: without their front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.source.formats import detect
from wppush.source.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES = {".md", ".markdown"}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the files below a folder in order: name and text. A file that cannot be read is left out."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in _SUFFIXES or not file.is_file():
            continue
        try:
            text, _ = decode(file.read_bytes())
            front_matter = detect(text)
            body = front_matter.extent(text).body if front_matter else 0
        except ValueError:
            continue
        yield file.relative_to(folder).as_posix(), text[body:]
