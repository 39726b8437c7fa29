"""Making the terms that a plan needs, before any post is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wppush.errors import AmbiguousWrite, AuthError, SiteError
from wppush.plan import RemoteTerm
from wppush.plan.terms import taxonomy_name
from wppush.sync.calls import NewTerm, Pause, Work
from wppush.sync.dispatch import Dispatch
from wppush.sync.schedule import Schedule
from wppush.wordpress.wire import TermId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wppush.plan import CreateTerm, TermIndex
    from wppush.sync.groups import Groups
    from wppush.wordpress.routes import WordPress

_PATIENCE = 1.0
"""Seconds before a term is sent again: the site may still be at work on it."""


def create_terms(
    terms: Sequence[CreateTerm], index: TermIndex, site: WordPress, groups: Groups, *, stop: Callable[[], bool]
) -> None:
    """Make terms and add them to the index, parents first. Raises SiteError, once what was begun is ended.

    On one connection: two simultaneous creates of one name can both succeed, and slugs that differ by a number alone
    are made one after the other.
    """
    places = {(term.taxonomy, term.path): number for number, term in enumerate(terms)}
    above = [places.get((term.taxonomy, term.path[:-1])) for term in terms]
    schedule = Schedule([() if number is None else (number,) for number in above])
    dispatch: Dispatch[int, SiteError | None] = Dispatch(groups, jobs=1)
    errors: list[SiteError] = []
    try:
        while True:
            while not errors and not stop() and (number := schedule.next()) is not None:
                dispatch.start(number, _create(terms[number], index, site))
            if not dispatch.active:
                break
            for number, error in dispatch.turn():
                schedule.settle(number)
                errors += [error] if error is not None else []
    finally:
        dispatch.close()
    if errors:
        raise errors[0]


async def _create(term: CreateTerm, index: TermIndex, site: WordPress) -> SiteError | None:
    name = term.path[-1]
    parent = index.at(term.taxonomy, term.path[:-1]) if len(term.path) > 1 else None
    taxonomy = taxonomy_name(term.taxonomy)
    try:
        try:
            made = await NewTerm(taxonomy, name, parent)
        except AmbiguousWrite:
            # WordPress refuses a second term of that name and parent and names the first one's id. Not where it is
            # still at work on the first one.
            await Pause(_PATIENCE)
            made = await NewTerm(taxonomy, name, parent)
        number = TermId(made["id"])
        if site.may_be_double(made):
            number = await Work(partial(site.without_double, taxonomy, made))
    except AuthError as error:
        path, user = " > ".join(term.path), site.user["name"]
        error.hint = f'"{path}" is not among the {term.taxonomy} of the site, and {user} may not add it'
        return error
    except SiteError as error:
        return error
    index.add(term.taxonomy, RemoteTerm(id=number, name=name, parent=parent))
    return None
