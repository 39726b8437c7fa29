"""Making the terms that a plan needs, before any post is written."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from wppush.errors import AmbiguousWrite, AuthError, SiteError
from wppush.plan import RemoteTerm
from wppush.plan.terms import taxonomy_name
from wppush.sync.calls import NewTerm, Pause
from wppush.sync.dispatch import Dispatch
from wppush.wordpress.wire import TermId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wppush.plan import CreateTerm, TermIndex
    from wppush.sync.groups import Groups
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.wire import Term

_PATIENCE = 1.0
"""Seconds before a term is sent again: the site may still be at work on it."""


def create_terms(
    terms: Sequence[CreateTerm], index: TermIndex, site: WordPress, groups: Groups, *, stop: Callable[[], bool]
) -> None:
    """Make terms and add them to the index, parents first. Raises SiteError, once what was begun is ended.

    On one connection: two simultaneous creates of one name can both succeed, and slugs that differ by a number alone
    are made one after the other. Whether another run has made the same ones is looked up before anything is put below
    them.
    """
    for _, level in groupby(sorted(terms, key=lambda term: len(term.path)), key=lambda term: len(term.path)):
        if stop():
            return
        _create_level(list(level), index, site, groups, stop)


def _create_level(
    terms: Sequence[CreateTerm], index: TermIndex, site: WordPress, groups: Groups, stop: Callable[[], bool]
) -> None:
    made: defaultdict[str, list[tuple[CreateTerm, Term]]] = defaultdict(list)
    errors: list[SiteError] = []
    waiting = list(enumerate(terms))
    dispatch: Dispatch[int, Term | SiteError] = Dispatch(groups, jobs=1)
    try:
        while True:
            while waiting and not errors and not stop():
                number, term = waiting.pop(0)
                dispatch.start(number, _create(term, index, site))
            if not dispatch.active:
                break
            for number, came in dispatch.turn():
                if isinstance(came, SiteError):
                    errors.append(came)
                else:
                    made[taxonomy_name(terms[number].taxonomy)].append((terms[number], came))
    finally:
        dispatch.close()
    for taxonomy, pairs in made.items():
        elders = site.elders_of(taxonomy, [answer for _, answer in pairs])
        for wanted, answer in pairs:
            own = TermId(answer["id"])
            known = RemoteTerm(id=elders.get(own, own), name=wanted.path[-1], parent=_parent(wanted, index))
            index.add(wanted.taxonomy, known)
    if errors:
        raise errors[0]


async def _create(term: CreateTerm, index: TermIndex, site: WordPress) -> Term | SiteError:
    name, parent, taxonomy = term.path[-1], _parent(term, index), taxonomy_name(term.taxonomy)
    try:
        try:
            return await NewTerm(taxonomy, name, parent)
        except AmbiguousWrite:
            # WordPress refuses a second term of that name and parent and names the first one's id. Not where it is
            # still at work on the first one.
            await Pause(_PATIENCE)
            return await NewTerm(taxonomy, name, parent)
    except AuthError as error:
        path, user = " > ".join(term.path), site.user["name"]
        error.hint = f'"{path}" is not among the {term.taxonomy} of the site, and {user} may not add it'
        return error
    except SiteError as error:
        return error


def _parent(term: CreateTerm, index: TermIndex) -> TermId | None:
    return index.at(term.taxonomy, term.path[:-1]) if len(term.path) > 1 else None
