"""Carrying a plan out: terms first, then post by post, each with an outcome.

How one post is written so that it is written once is `wppush.sync.writer`'s.
"""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, assert_never

from wppush.diagnostics import Diagnostic, Location
from wppush.errors import AmbiguousWrite, ApiError, AuthError, RateLimited, SiteError, StalePlan, TransportError
from wppush.plan import Adopt, CreatePost, RemoteTerm, TrashPost, UpdatePost
from wppush.sync.foresee import foresee
from wppush.sync.outcome import Action, Outcome
from wppush.sync.writer import SlugTakenError, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.plan import Plan, PostChange, TermIndex
    from wppush.wordpress.routes import WordPress

FRESH = 2.0
"""Seconds for which a look at the site counts as of now. WordPress knows no conditional write, so some moment between
look and write remains; a post that was looked at longer ago than this is looked at again before it is written."""
_DONE = {
    Action.CREATE: Action.CREATED,
    Action.UPDATE: Action.UPDATED,
    Action.ADOPT: Action.ADOPTED,
    Action.TRASH: Action.TRASHED,
}


def apply_plan(plan: Plan, site: WordPress) -> Iterator[Outcome]:
    """Write what the plan says, and give an outcome for each file as it is settled.

    One file's failure does not keep the others from being written; it is an outcome, not an exception. Once the site
    can't be reached or no longer lets us in, the rest is reported as failed without being tried. Terms that can't be
    made raise SiteError before any post is written.
    """
    writer = Writer(site, _create_terms(plan, site))
    gone: SiteError | None = None
    failed = set[str]()
    for change in plan.posts:
        outlook = foresee(change)
        if isinstance(change, TrashPost) and change.desired.source in failed:
            # The double may be all that is left of the file's post.
            message = f"post {change.remote.id} was left alone, because the first one could not be written"
            yield _failed(outlook, message, hint="run the same command again")
        elif not isinstance(change, CreatePost | UpdatePost | Adopt | TrashPost):
            yield outlook
        elif gone is not None:
            yield _failed(outlook, f"not tried: {gone.message}", hint="run the same command again")
        else:
            stale = time.monotonic() - plan.taken > FRESH
            try:
                done = _carry_out(change, outlook, writer, look_again=stale)
                if done.action not in _DONE.values():
                    failed.add(change.desired.source)
                yield done
            except SiteError as error:
                failed.add(change.desired.source)
                gone = error if _ends_the_run(error) else None
                yield _failed(outlook, error.message, hint=_hint(error, change))


def _hint(error: SiteError, change: PostChange) -> str | None:
    if isinstance(error, AmbiguousWrite):
        return error.hint or "run the same command again: nothing is made twice"
    if isinstance(error, ApiError) and error.code == "rest_cannot_publish" and change.desired.status is None:
        return "you may not publish: write `status: pending` (or draft) into the file"
    return error.hint


def _ends_the_run(error: SiteError) -> bool:
    """Say whether the next post would fare no better: no site, no login, or no room. A 403 is about one post."""
    if isinstance(error, AuthError):
        return error.status == HTTPStatus.UNAUTHORIZED
    return isinstance(error, TransportError | RateLimited)


def _create_terms(plan: Plan, site: WordPress) -> TermIndex:
    """Make the missing terms and give the index with them."""
    terms = plan.index.copy()
    # One after the other: two simultaneous creates of one name can both succeed.
    for term in plan.terms:
        name = " > ".join(term.path)
        parent = terms.at(term.taxonomy, term.path[:-1]) if len(term.path) > 1 else None
        try:
            made = site.create_term(term.taxonomy, term.path[-1], parent=parent)
        except AuthError as error:
            error.hint = (
                f'"{name}" is not among the {term.taxonomy} of the site, and {site.user["name"]} may not add it'
            )
            raise
        terms.add(term.taxonomy, RemoteTerm(id=made, name=term.path[-1], parent=parent))
    return terms


def _carry_out(
    change: CreatePost | UpdatePost | Adopt | TrashPost, outlook: Outcome, writer: Writer, *, look_again: bool
) -> Outcome:
    try:
        match change:
            case CreatePost():
                written = writer.create(change.desired)
            case UpdatePost():
                written = writer.update(change, look_again=look_again)
            case Adopt():
                written = writer.adopt(change, look_again=look_again)
            case TrashPost():
                written = writer.trash(change, look_again=look_again)
            case _:
                assert_never(change)
    except SlugTakenError as taken:
        message = f'the slug "{change.desired.slug}" belongs to a post that you may not edit'
        note = f"WordPress gave the new post the slug {taken.slug}, so it was moved to the trash again"
        return _failed(outlook, f"{message}; {note}", hint="give the file another slug", action=Action.REFUSED)
    except StalePlan as stale:
        return _failed(outlook, stale.message, hint=stale.hint, action=Action.CONFLICT)
    return replace(
        outlook,
        action=_DONE.get(outlook.action, outlook.action),
        id=written.post.id,
        link=written.post.link,
        status=written.post.status,
        diagnostics=(*outlook.diagnostics, *written.notes),
    )


def _failed(outlook: Outcome, message: str, *, hint: str | None, action: Action = Action.FAILED) -> Outcome:
    place = Location(path=outlook.source)
    note = Diagnostic(code="WP310", message=message, location=place, hint=hint)
    return replace(outlook, action=action, changed_fields=(), diagnostics=(*outlook.diagnostics, note))
