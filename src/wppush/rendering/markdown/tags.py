"""Raw HTML tags between words (GFM 6.10), read into elements instead of being passed on as text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.rendering.markdown.entities import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 - shorter to read
)
_ELEMENTS = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote body button canvas center cite code data dd del "  # noqa: SIM905 - shorter to read
    "details dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header html i iframe "
    "ins kbd label legend li main map mark nav noscript object ol option p picture pre q rp rt ruby s samp script "
    "section select small span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time "
    "title tr tt u ul var video".split()
)
"""HTML's elements that have an end."""
_ATTRIBUTE_TEXT = (
    r"[ \t\n]++[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:[ \t\n]*+=[ \t\n]*+(?:[^ \t\n\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
)
OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*+(?:{_ATTRIBUTE_TEXT})*+[ \t\n]*+/?>"
CLOSE_TAG = r"</[a-zA-Z][a-zA-Z0-9-]*+[ \t\n]*+>"
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"[ \t\n]+([a-zA-Z_:][a-zA-Z0-9_.:-]*)"
    r"(?:[ \t\n]*=[ \t\n]*(?:([^ \t\n\"'=<>`]+)|'([^']*)'|\"([^\"]*)\"))?"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as written."""

    written: str

    @property
    def name(self) -> str:
        """Its name, in lower case."""
        return name_of(self.written)

    @property
    def closes(self) -> bool:
        """Whether it is a closing one."""
        return self.written.startswith("</")

    @property
    def ends_nothing(self) -> bool:
        """Whether, without its partner, it means nothing at all: a closing tag of HTML's own."""
        return self.closes and self.name in _ELEMENTS

    @property
    def stands_alone(self) -> bool:
        """Whether it is an element by itself: `<br>`, or written as one, `<x/>`."""
        return not self.closes and (self.written.endswith("/>") or self.name in VOID)

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes; of two with one name the first, as in browsers."""
        found: dict[str, str] = {}
        name = _NAME.match(self.written)
        for match in _ATTRIBUTE.finditer(self.written, name.end() if name else 0):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), decoded(value))
        return found


def name_of(html_text: str) -> str:
    """Give the name, in lower case, of the tag that some HTML begins with; empty for none."""
    found = _NAME.match(html_text)
    return found[1].lower() if found else ""


def read_tag(text: str) -> Tag | None:
    """Give the tag that a text consists of; None where it is anything else."""
    return Tag(text) if _TAG.fullmatch(text) else None


def paired(parts: Sequence[object]) -> frozenset[int]:
    """Give the indexes of those tags among the parts of one element's content that begin or end an element."""
    tags = [(index, part) for index, part in enumerate(parts) if isinstance(part, Tag)]
    if not tags:
        return frozenset()
    real: set[int] = set()
    begun: list[tuple[str, int]] = []
    names: Counter[str] = Counter()
    for index, part in tags:
        if part.stands_alone:
            real.add(index)
        elif not part.closes:
            begun.append((part.name, index))
            names[part.name] += 1
        elif names[part.name]:
            name = ""
            while name != part.name:
                name, start = begun.pop()
                names[name] -= 1
            real.update((start, index))
    return frozenset(real)
