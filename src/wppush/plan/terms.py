"""Terms by name (categories, tags, those of custom taxonomies), compared as WordPress compares them.

WordPress stores names escaped, takes two names for one when they differ in ASCII case or outer blanks alone, and keeps
accents and other scripts apart. A category is its name and its parent: the same name below another parent is another
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.plan.posts import TAXONOMY
from wppush.source.terms import term_key, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wppush.plan.posts import DesiredPost, Field
    from wppush.wordpress.wire import TermId

Taxonomy = str
"""By its field: `categories`, `tags`, `taxonomies.NAME`."""
TAXONOMIES: tuple[Taxonomy, ...] = ("categories", "tags")
"""Those that every WordPress has."""
_NAMES = {"categories": "category", "tags": "post_tag"}
TermPath = tuple[str, ...]
"""A term with its parents, outermost first; a tag is a path of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteTerm:
    """A term that the site has."""

    id: TermId
    name: str
    """As stored: HTML-escaped."""
    parent: TermId | None = None


class TermIndex:
    """The terms of a site, found by path. A taxonomy that was not asked for finds nothing."""

    def __init__(self, terms: Mapping[Taxonomy, Iterable[RemoteTerm]]) -> None:
        self._by_place: dict[tuple[str, TermId | None, str], TermId] = {}
        self._by_name: dict[tuple[str, str], list[TermId]] = {}
        self._names: dict[TermId, str] = {}
        for taxonomy, of_it in terms.items():
            for term in of_it:
                self.add(taxonomy, term)

    def add(self, taxonomy: Taxonomy, term: RemoteTerm) -> None:
        """Take in a term that was just made."""
        key = term_key(term.name)
        # The oldest wins where an earlier race left two of one name: lists come by id.
        self._by_place.setdefault((taxonomy, term.parent, key), term.id)
        self._by_name.setdefault((taxonomy, key), []).append(term.id)
        self._names[term.id] = unescaped(term.name)

    def copy(self) -> TermIndex:
        """Give an index of one's own to add to."""
        other = TermIndex({})
        other._by_place = dict(self._by_place)
        other._by_name = {key: list(ids) for key, ids in self._by_name.items()}
        other._names = dict(self._names)
        return other

    def name(self, term_id: TermId) -> str:
        """Give a term's name for showing."""
        return self._names.get(term_id, f"#{term_id}")

    def at(self, taxonomy: Taxonomy, path: TermPath) -> TermId | None:
        """Give the term that stands at exactly that place, from the top."""
        found: TermId | None = None
        for name in path:
            found = self._by_place.get((taxonomy, found, term_key(name)))
            if found is None:
                return None
        return found

    def find(self, taxonomy: Taxonomy, path: TermPath) -> TermId | None:
        """Give the term that a file means by that path.

        A name without parents means the category at the top; where there is none, the only one of that name, wherever
        it stands: a file that says `K-Drama` does not ask for a second K-Drama beside `Reviews > K-Drama`.
        """
        found = self.at(taxonomy, path)
        if found is None and len(path) == 1:
            anywhere = self._by_name.get((taxonomy, term_key(path[0])), [])
            return anywhere[0] if len(anywhere) == 1 else None
        return found


def is_taxonomy(field: Field) -> bool:
    """Say whether a field is made of terms."""
    return field in TAXONOMIES or field.startswith(TAXONOMY)


def taxonomy_name(field: Field) -> str:
    """Give what WordPress calls the taxonomy of a field: `category`, `post_tag`, `genre`."""
    return _NAMES.get(field, field.removeprefix(TAXONOMY))


def desired_paths(desired: DesiredPost, taxonomy: Taxonomy) -> tuple[TermPath, ...]:
    """Give the terms that a file names."""
    if taxonomy == "categories":
        return desired.categories or ()
    if taxonomy == "tags":
        return tuple((tag,) for tag in desired.tags or ())
    return desired.taxonomies.get(taxonomy.removeprefix(TAXONOMY), ())


def missing_paths(taxonomy: Taxonomy, wanted: Iterable[TermPath], terms: TermIndex) -> list[TermPath]:
    """Give the terms that have to be made, parents first, each once."""
    missing: dict[tuple[str, ...], TermPath] = {}
    for path in sorted(wanted):
        if terms.find(taxonomy, path) is not None:
            continue
        for end in range(1, len(path) + 1):
            part = path[:end]
            key = tuple(term_key(name) for name in part)
            if key not in missing and terms.at(taxonomy, part) is None:
                missing[key] = part
    return list(missing.values())


def resolve(taxonomy: Taxonomy, paths: Sequence[TermPath], terms: TermIndex) -> list[TermId] | None:
    """Give the ids of these terms, sorted; None where one does not exist yet."""
    ids: set[TermId] = set()
    for path in paths:
        found = terms.find(taxonomy, path)
        if found is None:
            return None
        ids.add(found)
    return sorted(ids)
