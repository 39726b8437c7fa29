"""Links between posts: where each file's post is, which of them are about to move, and what there is to say of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic, Severity
from wppush.plan.changes import Adopt, CreatePost, Relink, UpdatePost
from wppush.plan.directory import Place
from wppush.plan.fields import Verdict, compare
from wppush.plan.posts import PostLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wppush.plan.changes import FileChange
    from wppush.plan.directory import Directory
    from wppush.plan.match import Match
    from wppush.plan.posts import DesiredPost, Field, RemotePost

_PUBLIC = frozenset({"publish", "future"})
_IN_ADDRESSES: tuple[Field, ...] = ("slug", "status", "parent", "date")
_YEAR = re.compile(r"/\d{4}/")


def places(posts: Iterable[RemotePost], matches: Mapping[str, Match]) -> dict[str, Place]:
    """Give where the post of each file is, by its source; the ones of the files of this run as they were matched."""
    found: dict[str, Place] = {}
    for post in sorted(posts, key=lambda post: (not post.trashed, -post.id)):
        if post.mark is not None and not post.trashed:
            found[post.mark.source] = _place(post)
    for source, match in matches.items():
        if match.remote is not None and (match.in_the_way is None):
            found[source] = _place(match.remote)
    return found


def _place(post: RemotePost) -> Place:
    return Place(id=post.id, link="" if post.trashed else post.link, status=post.status)


def moving(
    desired: Sequence[DesiredPost], matches: Mapping[str, Match], directory: Directory, *, force: bool
) -> set[str]:
    """Give the sources of the posts whose addresses this run makes or changes.

    A page takes those below it along.
    """
    found: set[str] = set()
    for post in desired:
        match = matches[post.source]
        if match.in_the_way is None and (match.remote is None or _moves(post, match.remote, directory, force=force)):
            found.add(post.source)
    grown = True
    while grown:
        below = {post.source for post in desired if isinstance(post.parent, PostLink) and post.parent.target in found}
        grown = not below <= found
        found |= below
    return found


def _moves(desired: DesiredPost, remote: RemotePost, directory: Directory, *, force: bool) -> bool:
    changed = (Verdict.OURS, Verdict.BOTH, Verdict.THEIRS) if force else (Verdict.OURS,)
    fields = [field for field in _IN_ADDRESSES if compare(desired, remote, field, directory) in changed]
    if fields == ["date"]:
        # Where the year is no part of the address, the day is none either.
        return _YEAR.search(remote.link) is not None or remote.status not in _PUBLIC
    return bool(fields) or remote.trashed


def unresolved(desired: Iterable[DesiredPost], directory: Directory) -> list[tuple[DesiredPost, PostLink]]:
    """Give the links that lead to files whose posts the site does not have, and will not have after this run."""
    return [
        (post, link)
        for post in desired
        for link in (*post.links, *([post.parent] if isinstance(post.parent, PostLink) else []))
        if link.target not in directory.moving and not directory.address(link)
    ]


def about_drafts(changes: Sequence[FileChange | Relink], directory: Directory) -> tuple[FileChange | Relink, ...]:
    """Say where a published post links to one that visitors can't see."""
    statuses = {source: place.status for source, place in directory.posts.items()}
    for change in changes:
        if isinstance(change, CreatePost | UpdatePost | Adopt):
            before = statuses.get(change.desired.source, change.desired.initial_status)
            statuses[change.desired.source] = change.desired.status or before
    return tuple(_about(change, statuses) for change in changes)


def _about(change: FileChange | Relink, statuses: Mapping[str, str]) -> FileChange | Relink:
    desired = change.desired
    if not desired.links or isinstance(change, Relink) or statuses.get(desired.source) not in _PUBLIC:
        return change
    hidden = [link for link in desired.links if statuses.get(link.target, "publish") not in _PUBLIC]
    if not hidden:
        return change
    notes = tuple(
        Diagnostic(
            code="WP321",
            severity=Severity.WARNING,
            message=f"this is published, and {link.name}, to which it links, is not ({statuses[link.target]})",
            location=link.location,
            hint="publish that one too, or take the link out; visitors get a page that is not found",
        )
        for link in hidden
    )
    return replace(change, desired=replace(desired, diagnostics=(*desired.diagnostics, *notes)))
