"""Terms that another run has made at the same moment.

WordPress looks for a name before it makes the term, and stores a term in two steps. So of two that come at once both
can stay: the younger with something behind its slug (a number; or, below another term, that one's slug), or, where one
was stored between the two steps of the other, with the very same slug. The elder one is kept by all.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter

from wppush.errors import AuthError, NotFound, SiteError
from wppush.source.terms import term_key
from wppush.wordpress.listing import PER_PAGE, chunks, pages, shaped
from wppush.wordpress.transport import Request
from wppush.wordpress.wire import TERM_FIELDS, Term, TermId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wppush.wordpress.transport import Transport

_TERM = TypeAdapter(Term)
_MOST = 20
"""Doubles of one name that are looked for."""
_WAITS = (0.5, 1.0, None)
"""Seconds before a term is taken away once more that could not be taken away."""


def elders_of(transport: Transport, route: str, made: Sequence[Term]) -> dict[TermId, TermId]:
    """Give the elder ones of terms that were just made, by the ids of these, which are taken away again.

    As far as the user may. Those that came without a slug were there before. Raises SiteError.
    """
    ours = [term for term in made if term["slug"]]
    slugs = sorted({slug for term in ours for slug in _slugs(term)})
    parents = sorted({parent for term in ours if (parent := term.get("parent")) and term["slug"] != _plain(term)})
    looks = [{"slug": ",".join(some)} for some in chunks(slugs)] + [{"parent": str(parent)} for parent in parents]
    found = [term for look in looks for term in _terms(transport, route, look)]
    elders: dict[TermId, TermId] = {}
    for term in ours:
        same = [other["id"] for other in found if other["id"] < term["id"] and _is_same(other, term)]
        if same:
            elders[TermId(term["id"])] = TermId(min(same))
            _take_away(transport, f"{route}/{term['id']}")
    return elders


def _slugs(term: Term) -> list[str]:
    base, dash, number = term["slug"].rpartition("-")
    if not dash or not number.isdecimal():
        return [term["slug"]]
    return [term["slug"], base, *(f"{base}-{less}" for less in range(2, min(int(number[:3]), _MOST)))]


def _plain(term: Term) -> str:
    return re.sub(r"[^a-z0-9]+", "-", term["name"].lower()).strip("-")


def _terms(transport: Transport, route: str, look: Mapping[str, str]) -> Iterator[Term]:
    params = {**look, "per_page": str(PER_PAGE), "_fields": TERM_FIELDS, "orderby": "id", "order": "asc"}
    for page in pages(transport, route, params):
        yield from (shaped(term, _TERM, route) for term in cast("list[object]", page.json))


def _is_same(one: Term, other: Term) -> bool:
    """Say whether WordPress would have taken two terms for one, had it looked."""
    return term_key(one["name"]) == term_key(other["name"]) and one.get("parent", 0) == other.get("parent", 0)


def _take_away(transport: Transport, route: str) -> None:
    for wait in _WAITS:
        try:
            transport.send(Request(method="DELETE", route=route, params={"force": "true", "_fields": "id"}))
        except (NotFound, AuthError):
            return
        except SiteError:
            if wait is not None:
                time.sleep(wait)
        else:
            return
