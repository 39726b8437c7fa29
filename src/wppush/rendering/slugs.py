"""The names by which links lead to headings, made the way GitHub makes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = frozenset(["Nd", "Pc"])
_OF_PAGE = re.compile(r"|top|comments|respond|comment-[0-9]+|more-[0-9]+|content|main|primary|:~:.*")


def slug(words: str) -> str:
    """Give a heading's name: small letters, without punctuation, and a hyphen for each blank."""
    kept = (
        character
        for character in " ".join(words.split()).lower()
        if character in " -" or (kind := unicodedata.category(character))[0] in "LM" or kind in _KEPT
    )
    return "".join(kept).replace(" ", "-")


def bare(name: str) -> str:
    """Give the letters and digits of a name: other generators have hyphens where GitHub leaves characters out."""
    return "".join(filter(str.isalnum, name.casefold()))


def find_section(wanted: str, sections: Mapping[str, str]) -> str | None:
    """Give what one of these sections is called, asked for as in a link: by its name, by its words, or nearly so."""
    wanted = unquote(wanted)
    found = sections.get(wanted, sections.get(slug(wanted)))
    letters = bare(wanted)
    if found is None and letters:
        found = next((name for key, name in sections.items() if bare(key) == letters), None)
    return found


def is_of_page(name: str) -> bool:
    """Say whether a name is that of a part of the page that is not of the post: the comments, the page, words in it."""
    return _OF_PAGE.fullmatch(name) is not None


class Slugs:
    """The names of the headings of one text: of several with the same words, the later ones are numbered."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def name(self, words: str) -> str:
        """Give the name of the next heading."""
        name = slug(words)
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name] - 1}"
