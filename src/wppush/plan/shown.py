"""Which files of the media library a site shows: traces of them in whatever WordPress gives of its content.

A file can be shown in many ways, by its number or by its address: in a block, as a featured image, in a shortcode, in a
field that a theme or a plugin has made. So this does not read markup, it looks for traces in it, and where a trace may
be something else, the file counts as shown: one that stays in the library harms nobody.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_OF_ENTRIES = ("id", "author", "parent", "menu_order", "categories", "tags", "wp_id", "count")
_OF_SETTINGS = ("posts_per_page", "start_of_week", "default_category", "page_on_front", "page_for_posts")
NO_FILES = frozenset({*_OF_ENTRIES, *_OF_SETTINGS})
"""Fields of WordPress's own that hold numbers of something else than files."""
_SKIPPED = frozenset({"_links", "wppush"})
_FILE = re.compile(
    r"(?<![\w-])(?:(\d{4}/\d{2})/)?([\w-]{1,200}?)(?:-(?:\d+x\d+|scaled|rotated|e\d{10,}))*\.([a-z0-9]{2,5})(?![a-z0-9])",
    re.ASCII,
)
"""The name of a file, with the folder of its month, without what WordPress adds for a smaller or an edited copy."""
_BLOCK = re.compile(r"<!--\s+wp:[\w/-]+\s+(\{.*?\})\s+/?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\[[a-z][^\[\]<>]*\]", re.IGNORECASE)
_NUMBERED = re.compile(
    r"""(?:wp-image-|wp-att-|attachment[_-]|attachment_id=|data-[\w-]*id=["']?)(\d+)""", re.IGNORECASE
)
_SLUG = re.compile(r"wppush-[0-9a-f]{32}")
_ABOUT_FILES = re.compile(
    r"(?:^|_)ids?$|I[Dd]s?$|(?i:image|media|attachment|photo|picture|thumb|gallery|logo|icon|poster|cover|background)"
    r"|(?i:file|video|audio)"
)
"""Names of a block's attributes that may hold the number of a file."""


def file_key(address: str) -> str:
    """Give what tells the file at an address from all others, the same for each of its sizes."""
    found = [_key(match) for match in _FILE.finditer(address.lower())]
    return found[-1] if found else address.lower()


def _key(found: re.Match[str]) -> str:
    month, name, ending = found.groups()
    return f"{month or ''}/{name}.{ending}"


class Shown:
    """What was found on a site so far."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._files: set[str] = set()
        self._slugs: set[str] = set()

    def has(self, number: int, slug: str, addresses: Iterable[str]) -> bool:
        """Say whether a file is shown somewhere, by its number, its slug, or an address of any of its sizes."""
        if number in self._numbers or slug in self._slugs:
            return True
        keys = {file_key(address) for address in addresses}
        # A delivery network may leave the month out of the address.
        return bool(self._files & {*keys, *(f"/{key.rpartition('/')[2]}" for key in keys)})

    def add(self, value: object, *, but: Container[str] = NO_FILES) -> None:
        """Look through a piece of JSON. What stands below a key in `but` is no number of a file."""
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in _SKIPPED:
                    continue
                if key not in but:
                    self._add_number(inner)
                self.add(inner, but=but)
        elif isinstance(value, list):
            for inner in value:
                self.add(inner, but=but)
        elif isinstance(value, str):
            self.add_text(value)

    def add_text(self, text: str) -> None:
        """Look through a text: markup, an address, or JSON that was put into a field."""
        if text[:1] in ("{", "["):
            self._add_attributes(text)
        plain = unquote(text.replace("\\/", "/")) if "%" in text or "\\" in text else text
        self._files.update(map(_key, _FILE.finditer(plain.lower())))
        self._slugs.update(_SLUG.findall(plain))
        self._numbers.update(map(int, _NUMBERED.findall(plain)))
        for shortcode in _SHORTCODE.findall(plain):
            self._numbers.update(map(int, re.findall(r"\d+", shortcode)))
        for attributes in _BLOCK.findall(text):
            self._add_attributes(attributes)

    def _add_attributes(self, text: str) -> None:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return
        self._add_block(value)

    def _add_block(self, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in _SKIPPED:
                    continue
                if _ABOUT_FILES.search(key):
                    self._add_numbers(inner)
                self._add_block(inner)
        elif isinstance(value, list):
            for inner in value:
                self._add_block(inner)

    def _add_numbers(self, value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                self._add_numbers(inner)
        else:
            self._add_number(value)

    def _add_number(self, value: object) -> None:
        if isinstance(value, bool):
            return
        if isinstance(value, int):
            self._numbers.add(value)
        elif isinstance(value, list):
            for inner in value:
                self._add_number(inner)
        elif isinstance(value, str) and re.fullmatch(r"[\d\s,]+", value):
            self._numbers.update(int(part) for part in re.findall(r"\d{1,18}", value))
