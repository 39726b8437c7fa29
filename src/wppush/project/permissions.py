"""What the user may not do to the site, of what a plan would: said before the first write, with file and line.

WordPress says by `/users/me` which capabilities a user has, and by its types and taxonomies which of them a write
needs. It checks most of them post by post, so without this a run would stop in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic
from wppush.plan import Adopt, CreatePost, UpdatePost
from wppush.plan.posts import TAXONOMY
from wppush.plan.terms import desired_paths, missing_paths, taxonomy_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.diagnostics import Location
    from wppush.plan import DesiredPost, Field, Plan
    from wppush.wordpress.routes import WordPress

_PUBLIC = ("publish", "future", "private")

Write = CreatePost | UpdatePost | Adopt


def not_allowed(plan: Plan, site: WordPress) -> list[Diagnostic]:
    """Give what the user may not do, of what the plan does to posts."""
    faults: list[Diagnostic] = []
    for change in plan.posts:
        if isinstance(change, Write):
            faults += _status(change, site)
            faults += _author(change, site, plan)
    return faults


def terms_that_may_not_be_made(plan: Plan, site: WordPress, *, create: bool) -> list[Diagnostic]:
    """Give a fault for each term that the site does not have and this run can't make, where a file names it.

    `create`: whether the run is to make any.
    """
    faults: list[Diagnostic] = []
    for field in sorted({term.taxonomy for term in plan.terms}):
        if create and site.may(site.taxonomy(taxonomy_name(field)).creating):
            continue
        for change in plan.posts:
            if isinstance(change, Write) and field in _fields(change):
                faults += _terms(change.desired, field, plan, site, create=create)
    return faults


def _terms(desired: DesiredPost, field: Field, plan: Plan, site: WordPress, *, create: bool) -> Iterator[Diagnostic]:
    paths = [path for path in desired_paths(desired, field) if missing_paths(field, [path], plan.directory.terms)]
    for path in paths:
        name = " > ".join(path)
        what = field.removeprefix(TAXONOMY)
        why = f"{site.user['name']} may not add it" if create else "this run may not make new terms"
        hint = "correct the name, or " + ("have an editor add it" if create else "publish with --create-terms")
        yield _fault(
            SiteCode.NO_TERM, f'"{name}" is not among the {what} of the site, and {why}', desired.place(field), hint
        )


def _status(change: Write, site: WordPress) -> Iterator[Diagnostic]:
    desired = change.desired
    if isinstance(change, CreatePost):
        status = desired.status or desired.initial_status
    elif isinstance(change, UpdatePost) and change.restore is not None:
        status = change.restore
    elif "status" in change.fields and desired.status is not None:
        status = desired.status
    else:
        return
    if status in _PUBLIC and not site.may(site.type(desired.type).capability("publish_posts")):
        message = f"{site.user['name']} may not publish, and the status of the post would be {status}"
        yield _fault(
            SiteCode.MAY_NOT, message, desired.place("status"), "write `status: pending` (or draft) into the file"
        )


def _author(change: Write, site: WordPress, plan: Plan) -> Iterator[Diagnostic]:
    desired = change.desired
    if desired.author is None or "author" not in _fields(change):
        return
    if plan.directory.user(desired.author) == site.user["id"]:
        return
    if not site.may(site.type(desired.type).capability("edit_others_posts")):
        message = f'{site.user["name"]} may not publish in the name of another, such as "{desired.author}"'
        hint = f"delete author, or write {site.user['slug']}; editors may name anyone"
        yield _fault(SiteCode.MAY_NOT, message, desired.place("author"), hint)


def _fields(change: Write) -> tuple[Field, ...]:
    return change.desired.managed if isinstance(change, CreatePost) else change.fields


def _fault(code: str, message: str, place: Location, hint: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, location=place, hint=hint)
