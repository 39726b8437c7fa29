"""`:smile:` becomes the emoji itself, with `emoji = true` below `[markdown]`; by GitHub's names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wppush.rendering.flat import Escapes, Flat, elements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_NAME = re.compile(r"(?<![\w:]):[a-z0-9_+-]{1,60}+:(?!\w)")


def run(reading: Reading) -> None:
    """Put the characters in."""
    if not reading.markdown.emoji or ":" not in reading.text:
        return
    escapes = Escapes(reading.text, ":")
    for element in elements(reading, ":"):
        flat = Flat(element)
        spans: list[tuple[int, int, list[Part]]] = []
        for found in _NAME.finditer(flat.text):
            character = _characters().get(found[0])
            if character and not escapes.at(flat, found.start()):
                spans.append((*found.span(), [character]))
        if spans:
            flat.replace(spans)


@cache
def _characters() -> Mapping[str, str]:
    """Give GitHub's names with their characters; pictures of its own have none."""
    from pymdownx import gemoji_db

    known: dict[str, str] = {
        name: "".join(chr(int(part, 16)) for part in (said.get("unicode_alt") or said["unicode"]).split("-"))
        for name, said in gemoji_db.emoji.items()
        if "unicode" in said
    }
    return {**known, **{name: known[other] for name, other in gemoji_db.aliases.items() if other in known}}
