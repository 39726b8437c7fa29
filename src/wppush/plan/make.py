"""(desired, remote) → Plan: the table of cases, and nothing else.

| file since last push | site since last push | result |
|---|---|---|
| same | same | Unchanged |
| changed | same | UpdatePost, only the fields that changed |
| same | changed | Drift |
| changed | changed, other fields | UpdatePost of ours, theirs kept |
| changed | changed, same field | Conflict |
| same, but a post that it links to has moved | same | UpdatePost of the content |
| renamed | – | UpdatePost, re-marked |
| gone | – | Gone; Prune where that was asked for |
| back | in the trash since it was gone | UpdatePost, restored |
| new | a post without our mark has the slug | Refused, or Adopt |
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.plan.changes import (
    ADOPTABLE,
    Adopt,
    Conflict,
    CreatePost,
    CreateTerm,
    Drift,
    FileChange,
    Plan,
    PostChange,
    Refused,
    RefusedBecause,
    Skipped,
    TrashPost,
    Unchanged,
    UpdatePost,
)
from wppush.plan.fields import (
    TEXTS,
    Verdict,
    agree,
    compare,
    edited_on_the_site,
    unfinished,
)
from wppush.plan.gone import gone_posts
from wppush.plan.links import about_links, adopted_places, moving, places
from wppush.plan.match import match_posts
from wppush.plan.media import about_library, media_changes
from wppush.plan.notes import about_meta
from wppush.plan.order import in_order
from wppush.plan.terms import desired_paths, is_taxonomy, missing_paths
from wppush.plan.trashed import says_trashed, status_before_trash

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from wppush.plan.directory import Directory
    from wppush.plan.match import Match
    from wppush.plan.posts import DesiredPost, Field, RemotePost, Snapshot


def make_plan(
    desired: Sequence[DesiredPost],
    snapshot: Snapshot,
    *,
    claimed: frozenset[str],
    adopt: bool = False,
    force: bool = False,
    prune: bool = False,
    filtered: bool = False,
    only: Container[Field] | None = None,
) -> Plan:
    """Give the plan for these files. `claimed` are the sources of all files of the project, `desired` included.

    `filtered`: WordPress filters the HTML of the user, and of the whole post with whatever he sends. `prune`: posts of
    files that are gone go to the trash. `only`: posts that are there are written in these fields, and nothing is new.
    Raises UnsafePlan where too many posts would go.
    """
    matches = match_posts(desired, snapshot, claimed=claimed, force=force)
    directory = snapshot.directory.copy()
    directory.posts.update(places(snapshot.posts, matches))
    in_order_of_names = sorted(desired, key=lambda post: post.name)

    def changes_of_files() -> dict[str, FileChange]:
        found: dict[str, FileChange] = {}
        for post in in_order_of_names:
            change = _change(post, matches[post.source], directory, adopt=adopt, force=force, only=only)
            found[post.source] = _not_filtering(change) if filtered and not force else change
        return found

    directory.moving = moving(desired, matches, directory, force=force)
    by_source = changes_of_files()
    # What is not written stays where it is, and what is taken over is where it is.
    taken_over = adopted_places(by_source.values())
    moving_now = moving(desired, matches, directory, force=force, changes=by_source)
    if taken_over or moving_now != directory.moving:
        directory.posts.update(taken_over)
        directory.moving = moving_now
        by_source = changes_of_files()
    doubles = [
        TrashPost(desired=post, remote=double)
        for post in in_order_of_names
        for double in matches[post.source].doubles
        if matches[post.source].in_the_way is None
    ]
    changes = about_links(in_order(by_source, directory), directory, snapshot.posts)
    changes = about_library(changes, directory, force=force)
    posts = (*changes, *doubles, *gone_posts(snapshot, matches, claimed=claimed, prune=prune, force=force))
    return Plan(
        media=media_changes(changes, directory, force=force),
        terms=_terms_to_create(changes, directory),
        posts=posts,
        directory=directory,
        taken=snapshot.taken,
        site=snapshot.site,
    )


def _change(
    desired: DesiredPost,
    match: Match,
    directory: Directory,
    *,
    adopt: bool,
    force: bool,
    only: Container[Field] | None,
) -> FileChange:
    remote = match.remote
    if match.copies:
        desired = replace(desired, diagnostics=(*desired.diagnostics, _copies(desired, match)))
    if remote is not None and desired.id not in (None, remote.id) and match.in_the_way is None:
        desired = replace(desired, diagnostics=(*desired.diagnostics, _other_id(desired, remote)))
    if remote is None and match.in_the_way is None:
        return CreatePost(desired=desired) if only is None else Skipped(desired=desired)
    if only is not None:
        desired = desired.only(only)
    if remote is None:
        return Refused(desired=desired, remote=None, because=match.in_the_way or RefusedBecause.NO_SUCH_POST)
    if (match.adopted and match.in_the_way is None) or (adopt and match.in_the_way in ADOPTABLE):
        # Another file's post would have two files fight over it, and a file with a post would then have two.
        desired = _without_notes(desired) if remote.footnotes else desired
        differing = (field for field in desired.managed if not agree(desired, remote, field, directory))
        return Adopt(desired=desired, remote=remote, fields=tuple(differing))
    if match.in_the_way is not None:
        return Refused(desired=desired, remote=remote, because=match.in_the_way)
    return about_meta(_compared(desired, remote, directory, renamed=match.renamed, force=force))


def _other_id(desired: DesiredPost, remote: RemotePost) -> Diagnostic:
    return Diagnostic(
        code=SiteCode.OTHER_ID,
        severity=Severity.WARNING,
        message=f"the file has a post already, {remote.id} ({remote.link}), so its id {desired.id} says nothing",
        location=desired.place("id"),
        hint=f"delete the id, or move post {remote.id} to the trash to take over the other one",
    )


def _cut_off(desired: DesiredPost, fields: Sequence[Field]) -> Diagnostic:
    return Diagnostic(
        code=SiteCode.CUT_OFF,
        severity=Severity.WARNING,
        message=f"the run that wrote this post was cut off; its {', '.join(fields)} on the site will count as written",
        location=Location(path=desired.name),
        hint="look at the post if somebody may have edited it since",
    )


def _not_filtering(change: FileChange) -> FileChange:
    """Keep an author from losing an administrator's HTML: any write of his runs the whole post through the filter."""
    if isinstance(change, UpdatePost):
        # The notes are a field of their own, which a write that does not name it leaves alone.
        # A run about some fields (`--only`) does not compare the others, and filters them all the same.
        settled = {*change.fields, *change.record, "footnotes"}
        edited = {*change.drifted, *edited_on_the_site(change.remote)} - settled
        theirs = tuple(field for field in TEXTS if field in edited)
        if theirs:
            return Conflict(desired=change.desired, remote=change.remote, fields=theirs)
    return change


def _without_notes(desired: DesiredPost) -> DesiredPost:
    """Give the post that a file wants whose text has no footnotes, where the one on the site had some: none there."""
    return replace(desired, footnotes="") if desired.footnotes is None else desired


def _overwrites_notes(desired: DesiredPost, remote: RemotePost, directory: Directory) -> bool:
    """Say whether somebody's notes on the site lose the text that refers to them."""
    theirs = compare(desired, remote, "content", directory) in (Verdict.THEIRS, Verdict.BOTH)
    return theirs and bool(remote.footnotes) and "<!-- wp:footnotes" not in desired.content


def _copies(desired: DesiredPost, match: Match) -> Diagnostic:
    ids = ", ".join(str(copy.id) for copy in match.copies)
    return Diagnostic(
        code=SiteCode.COPIED_MARK,
        severity=Severity.WARNING,
        message=f"on the site, post {ids} carries the mark of post {match.remote.id if match.remote else '?'} too",
        location=Location(path=desired.name),
        hint="somebody copied the post or its first block; the copy is left alone",
    )


def _compared(
    desired: DesiredPost, remote: RemotePost, directory: Directory, *, renamed: bool, force: bool
) -> FileChange:
    ours = remote.mark is not None and ("footnotes" in remote.mark.base or "footnotes" in remote.mark.sent)
    if ours or (force and _overwrites_notes(desired, remote, directory)):
        desired = _without_notes(desired)
    verdicts = {field: compare(desired, remote, field, directory) for field in desired.managed}
    if force and verdicts.get("content") is Verdict.SAME and any(use.slug in directory.absent for use in desired.media):
        # The text on the site shows a file that somebody has deleted from the library.
        verdicts["content"] = Verdict.OURS

    def fields(*wanted: Verdict) -> tuple[Field, ...]:
        return tuple(field for field, verdict in verdicts.items() if verdict in wanted)

    record = fields(Verdict.CONVERGED)
    cut_off = [field for field in record if unfinished(remote, field) and not agree(desired, remote, field, directory)]
    if cut_off:
        desired = replace(desired, diagnostics=(*desired.diagnostics, _cut_off(desired, cut_off)))
    if remote.trashed:
        # Who trashed the post because its file was gone takes it out when the file is back.
        before = status_before_trash(remote)
        if force or (before is not None and not fields(Verdict.BOTH)):
            wanted = (Verdict.OURS, Verdict.THEIRS, Verdict.BOTH) if force else (Verdict.OURS,)
            back = {*fields(*wanted), *_taken_by_the_trash(desired, remote), *(["status"] if desired.status else [])}
            return UpdatePost(
                desired=desired,
                remote=remote,
                fields=tuple(field for field in desired.managed if field in back),
                record=record,
                drifted=tuple(field for field in fields(Verdict.THEIRS) if field not in back),
                renamed=renamed,
                # Without a status in the file: what it had, or what WordPress itself gives.
                restore=desired.status or before or "draft",
            )
        if before is not None:
            return Conflict(desired=desired, remote=remote, fields=fields(Verdict.BOTH))
        if fields(Verdict.OURS, Verdict.BOTH):
            return Conflict(desired=desired, remote=remote, fields=("status",))
        return Drift(desired=desired, remote=remote, fields=("status",))
    both = fields(Verdict.BOTH)
    if both and not force:
        return Conflict(desired=desired, remote=remote, fields=both)
    changed = fields(Verdict.OURS, Verdict.THEIRS, Verdict.BOTH) if force else fields(Verdict.OURS)
    drifted = () if force else fields(Verdict.THEIRS)
    if changed or record or renamed or says_trashed(remote):
        return UpdatePost(
            desired=desired, remote=remote, fields=changed, record=record, drifted=drifted, renamed=renamed
        )
    if drifted:
        return Drift(desired=desired, remote=remote, fields=drifted)
    return Unchanged(desired=desired, remote=remote)


def _taken_by_the_trash(desired: DesiredPost, remote: RemotePost) -> Iterator[Field]:
    """Give the fields that WordPress itself changes when it trashes a post."""
    if desired.sticky and not remote.sticky:
        yield "sticky"
    if desired.categories == () and len(remote.categories) == 1:
        # A post without any has been given the site's default one.
        yield "categories"


def _terms_to_create(posts: Sequence[PostChange], directory: Directory) -> tuple[CreateTerm, ...]:
    wanted: dict[Field, list[tuple[str, ...]]] = {}
    for change in posts:
        if isinstance(change, CreatePost | UpdatePost | Adopt):
            desired = change.desired
            fields = desired.managed if isinstance(change, CreatePost) else change.fields
            for field in filter(is_taxonomy, fields):
                wanted.setdefault(field, []).extend(desired_paths(desired, field))
    return tuple(
        CreateTerm(taxonomy=field, path=path)
        for field in sorted(wanted)
        for path in missing_paths(field, wanted[field], directory.terms)
    )
