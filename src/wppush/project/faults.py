"""What is wrong with a plan as a whole: all of it at once, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import SourceError
from wppush.plan import UploadMedia, unresolved
from wppush.project.permissions import not_allowed, terms_that_may_not_be_made
from wppush.project.sites import sites_at
from wppush.sync import unknown_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.config import Config
    from wppush.plan import DesiredPost, Plan, PostLink, Snapshot
    from wppush.wordpress.routes import WordPress


def raise_unless_known(
    plan: Plan,
    snapshot: Snapshot,
    desired: Sequence[DesiredPost],
    config: Config,
    site: WordPress,
    *,
    create_terms: bool,
) -> None:
    """Refuse a plan that refers to what the site does not have, or that the user may not carry out.

    Raises SourceError with every fault.
    """
    names = sites_at(config, site.url)
    faults = [
        _broken(post, link, names)
        for post, link in unresolved(plan.posts, plan.directory)
        # The plan itself warns of a link that is left out.
        if config.links != "warn" or link is post.parent
    ]
    faults += _uploads_refused(plan, site)
    faults += (refused := not_allowed(plan, site))
    said = {fault.location for fault in refused}
    authors = unknown_users(desired, snapshot)
    faults += [
        Diagnostic(
            code=SiteCode.NO_USER,
            message=f'the site has no user "{post.author}", or does not show it to you',
            location=post.place("author"),
            hint="write the slug of an author (the end of the address of the author's page), or the user's id; where "
            'all are to be yours: ignore_keys = ["author"] in wppush.toml',
        )
        for post in desired
        if post.author in authors and post.place("author") not in said
    ]
    faults += [
        Diagnostic(
            code=SiteCode.NO_PARENT,
            message=f'the site has no {post.type} "{post.parent}" that could be the parent',
            location=post.place("parent"),
            hint="write the path of its slugs (about/team), or of its Markdown file (../about.md)",
        )
        for post in desired
        if isinstance(post.parent, str)
        and post.parent.strip("/")
        and (post.type, post.parent.strip("/")) not in snapshot.directory.parents
    ]
    faults += terms_that_may_not_be_made(plan, site, create=create_terms)
    if faults:
        raise SourceError(faults)


def _uploads_refused(plan: Plan, site: WordPress) -> list[Diagnostic]:
    """Give one fault where files would be uploaded and the user may not."""
    uses = [change.use for change in plan.media if isinstance(change, UploadMedia)]
    if not uses or site.may("upload_files"):
        return []
    names = ", ".join(use.file.name for use in uses[:3]) + (f" and {len(uses) - 3} more" if len(uses) > 3 else "")
    return [
        Diagnostic(
            code=SiteCode.MAY_NOT_UPLOAD,
            message=f"{site.user['name']} may not upload files, and the site does not have {names}",
            location=uses[0].location,
            hint="publish as an author or an editor, or have one of them publish it once: files that are there do",
        )
    ]


def _broken(post: DesiredPost, link: PostLink, names: Sequence[str]) -> Diagnostic:
    is_parent = link is post.parent
    if link.sites and set(names).isdisjoint(link.sites):
        others = " and ".join(link.sites)
        return Diagnostic(
            code=SiteCode.OTHER_SITE,
            message=f"{link.name} is {'the parent' if is_parent else 'linked to'}, and is for another site: {others}",
            location=link.location or Location(path=post.name),
            hint="write that site's address (https://…), take it out, or assign the folder to this site as well",
        )
    message = f"{link.name} is {'the parent' if is_parent else 'linked to'}, and the site has no post of it"
    return Diagnostic(
        code=SiteCode.PARENT_NOT_THERE if is_parent else SiteCode.NO_POST_OF_FILE,
        message=message,
        severity=Severity.ERROR,
        location=link.location or Location(path=post.name),
        hint=f"publish both in one run: add {link.name} to the command",
    )
