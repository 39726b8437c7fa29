"""(desired, remote) → Plan: the table of cases, and nothing else.

| file since last push | site since last push | result |
|---|---|---|
| same | same | Unchanged |
| changed | same | UpdatePost, only the fields that changed |
| same | changed | Drift |
| changed | changed, other fields | UpdatePost of ours, theirs kept |
| changed | changed, same field | Conflict |
| renamed | – | UpdatePost, re-marked |
| new | a post without our mark has the slug | Refused, or Adopt |
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.plan.changes import (
    ADOPTABLE,
    Adopt,
    Conflict,
    CreatePost,
    CreateTerm,
    Drift,
    Plan,
    PostChange,
    Refused,
    TrashPost,
    Unchanged,
    UpdatePost,
)
from wppush.plan.fields import TEXTS, Verdict, agree, compare, is_recorded, unfinished
from wppush.plan.match import match_posts
from wppush.plan.terms import TAXONOMIES, desired_paths, missing_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan.match import Match
    from wppush.plan.posts import DesiredPost, Field, RemotePost, Snapshot
    from wppush.plan.terms import Taxonomy, TermIndex


def make_plan(
    desired: Sequence[DesiredPost],
    snapshot: Snapshot,
    *,
    claimed: frozenset[str],
    adopt: bool = False,
    force: bool = False,
    filtered: bool = False,
) -> Plan:
    """Give the plan for these files. `claimed` are the sources of all files of the project, `desired` included.

    `filtered`: WordPress filters the HTML of the user, and of the whole post with whatever he sends.
    """
    matches = match_posts(desired, snapshot.posts, claimed=claimed, force=force)
    posts: list[PostChange] = []
    for post in sorted(desired, key=lambda post: post.name):
        match = matches[post.source]
        change = _change(post, match, snapshot.terms, adopt=adopt, force=force)
        posts.append(_not_filtering(change) if filtered and not force else change)
        posts += (TrashPost(desired=post, remote=double) for double in match.doubles if match.in_the_way is None)
    terms = _terms_to_create(posts, snapshot.terms)
    return Plan(terms=terms, posts=tuple(posts), index=snapshot.terms, taken=snapshot.taken)


def taxonomies_needed(desired: Sequence[DesiredPost], posts: Sequence[RemotePost]) -> tuple[Taxonomy, ...]:
    """Give the taxonomies whose terms a plan will want to know: those of new posts and of changed terms."""
    by_source: defaultdict[str, list[RemotePost]] = defaultdict(list)
    for post in posts:
        if post.mark is not None:
            by_source[post.mark.source].append(post)

    def needs(post: DesiredPost, taxonomy: Taxonomy) -> bool:
        remotes = by_source[post.source]
        if getattr(post, taxonomy) is None:
            return False
        # Of several with one mark it is not decided here which is the file's.
        changed = any(not is_recorded(post, remote, taxonomy) for remote in remotes)
        return changed if remotes else bool(desired_paths(post, taxonomy))

    return tuple(taxonomy for taxonomy in TAXONOMIES if any(needs(post, taxonomy) for post in desired))


def _change(desired: DesiredPost, match: Match, terms: TermIndex, *, adopt: bool, force: bool) -> PostChange:
    remote = match.remote
    if match.copies:
        desired = replace(desired, diagnostics=(*desired.diagnostics, _copies(desired, match)))
    if remote is None:
        return CreatePost(desired=desired)
    if match.in_the_way is not None:
        # Another file's post would have two files fight over it, and a file with a post would then have two.
        if adopt and match.in_the_way in ADOPTABLE:
            desired = _without_notes(desired) if remote.footnotes else desired
            differing = (field for field in desired.managed if not agree(desired, remote, field, terms))
            return Adopt(desired=desired, remote=remote, fields=tuple(differing))
        return Refused(desired=desired, remote=remote, because=match.in_the_way)
    return _compared(desired, remote, terms, renamed=match.renamed, force=force)


def _cut_off(desired: DesiredPost, fields: Sequence[Field]) -> Diagnostic:
    return Diagnostic(
        code="WP306",
        severity=Severity.WARNING,
        message=f"the run that wrote this post was cut off; its {', '.join(fields)} on the site will count as written",
        location=Location(path=desired.name),
        hint="look at the post if somebody may have edited it since",
    )


def _not_filtering(change: PostChange) -> PostChange:
    """Keep an author from losing an administrator's HTML: any write of his runs the whole post through the filter."""
    if isinstance(change, UpdatePost):
        # The notes are a field of their own, which a write that does not name it leaves alone.
        theirs = tuple(field for field in change.drifted if field in TEXTS and field != "footnotes")
        if theirs:
            return Conflict(desired=change.desired, remote=change.remote, fields=theirs)
    return change


def _without_notes(desired: DesiredPost) -> DesiredPost:
    """Give the post that a file wants whose text has no footnotes, where the one on the site had some: none there."""
    return replace(desired, footnotes="") if desired.footnotes is None else desired


def _overwrites_notes(desired: DesiredPost, remote: RemotePost, terms: TermIndex) -> bool:
    """Say whether somebody's notes on the site lose the text that refers to them."""
    theirs = compare(desired, remote, "content", terms) in (Verdict.THEIRS, Verdict.BOTH)
    return theirs and bool(remote.footnotes) and "<!-- wp:footnotes" not in desired.content


def _copies(desired: DesiredPost, match: Match) -> Diagnostic:
    ids = ", ".join(str(copy.id) for copy in match.copies)
    return Diagnostic(
        code="WP301",
        severity=Severity.WARNING,
        message=f"on the site, post {ids} carries the mark of post {match.remote.id if match.remote else '?'} too",
        location=Location(path=desired.name),
        hint="somebody copied the post or its first block; the copy is left alone",
    )


def _compared(desired: DesiredPost, remote: RemotePost, terms: TermIndex, *, renamed: bool, force: bool) -> PostChange:
    ours = remote.mark is not None and ("footnotes" in remote.mark.base or "footnotes" in remote.mark.sent)
    if ours or (force and _overwrites_notes(desired, remote, terms)):
        desired = _without_notes(desired)
    verdicts = {field: compare(desired, remote, field, terms) for field in desired.managed}

    def fields(*wanted: Verdict) -> tuple[Field, ...]:
        return tuple(field for field, verdict in verdicts.items() if verdict in wanted)

    record = fields(Verdict.CONVERGED)
    cut_off = [field for field in record if unfinished(remote, field) and not agree(desired, remote, field, terms)]
    if cut_off:
        desired = replace(desired, diagnostics=(*desired.diagnostics, _cut_off(desired, cut_off)))
    if remote.trashed:
        if force:
            changed = tuple(
                dict.fromkeys([*fields(Verdict.OURS, Verdict.THEIRS, Verdict.BOTH), "status" if desired.status else ""])
            )
            return UpdatePost(
                desired=desired,
                remote=remote,
                fields=tuple(field for field in desired.managed if field in changed),
                record=record,
                renamed=renamed,
                restore=True,
            )
        if fields(Verdict.OURS, Verdict.BOTH):
            return Conflict(desired=desired, remote=remote, fields=("status",))
        return Drift(desired=desired, remote=remote, fields=("status",))
    both = fields(Verdict.BOTH)
    if both and not force:
        return Conflict(desired=desired, remote=remote, fields=both)
    changed = fields(Verdict.OURS, Verdict.THEIRS, Verdict.BOTH) if force else fields(Verdict.OURS)
    drifted = () if force else fields(Verdict.THEIRS)
    if changed or record or renamed:
        return UpdatePost(
            desired=desired, remote=remote, fields=changed, record=record, drifted=drifted, renamed=renamed
        )
    if drifted:
        return Drift(desired=desired, remote=remote, fields=drifted)
    return Unchanged(desired=desired, remote=remote)


def _terms_to_create(posts: Sequence[PostChange], terms: TermIndex) -> tuple[CreateTerm, ...]:
    made: list[CreateTerm] = []
    for taxonomy in TAXONOMIES:
        wanted = [
            path
            for change in posts
            if isinstance(change, CreatePost) or (isinstance(change, UpdatePost | Adopt) and taxonomy in change.fields)
            for path in desired_paths(change.desired, taxonomy)
        ]
        made += (CreateTerm(taxonomy=taxonomy, path=path) for path in missing_paths(taxonomy, wanted, terms))
    return tuple(made)
