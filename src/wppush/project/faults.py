"""What is wrong with a plan as a whole: all of it at once, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import PlanError, SourceError
from wppush.plan import unresolved
from wppush.sync import unknown_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.config import Config
    from wppush.plan import DesiredPost, Plan, PostLink, Snapshot


def raise_unless_known(
    plan: Plan, snapshot: Snapshot, desired: Sequence[DesiredPost], config: Config, *, create_terms: bool
) -> None:
    """Refuse a plan that refers to what the site does not have. Raises SourceError, and PlanError."""
    faults = [_broken(post, link) for post, link in unresolved(desired, plan.directory)]
    if config.links == "warn":
        faults = [fault for fault in faults if fault.code != "WP323"]
    authors = unknown_users(desired, snapshot)
    faults += [
        Diagnostic(
            code="WP324",
            message=f'the site has no user "{post.author}", or does not show it to you',
            location=Location(path=post.name),
            hint="write the slug of an author (the end of the address of the author's page), or the user's id",
        )
        for post in desired
        if post.author in authors
    ]
    faults += [
        Diagnostic(
            code="WP325",
            message=f'the site has no {post.type} "{post.parent}" that could be the parent',
            location=Location(path=post.name),
            hint="write the path of its slugs (about/team), or of its Markdown file (../about.md)",
        )
        for post in desired
        if isinstance(post.parent, str)
        and post.parent.strip("/")
        and (post.type, post.parent.strip("/")) not in snapshot.directory.parents
    ]
    if faults:
        raise SourceError(faults)
    if plan.terms and not (create_terms and config.create_terms):
        names = ", ".join(f'"{" > ".join(term.path)}" ({term.taxonomy})' for term in plan.terms)
        raise PlanError(
            f"the site does not have {names}, and this run may not make new terms",
            hint="correct the names in the files, or publish with --create-terms",
        )


def _broken(post: DesiredPost, link: PostLink) -> Diagnostic:
    is_parent = link is post.parent
    message = f"{link.name} is {'the parent' if is_parent else 'linked to'}, and the site has no post of it"
    return Diagnostic(
        code="WP326" if is_parent else "WP323",
        message=message,
        severity=Severity.ERROR,
        location=link.location or Location(path=post.name),
        hint=f"publish both in one run: add {link.name} to the command",
    )
