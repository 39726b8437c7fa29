"""Links between posts: where each file's post is, which of them are about to move, and what there is to say of it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.plan.changes import (
    Adopt,
    Conflict,
    CreatePost,
    Drift,
    Gone,
    Prune,
    Refused,
    Relink,
    Skipped,
    TrashPost,
    UpdatePost,
)
from wppush.plan.directory import Place
from wppush.plan.fields import Verdict, compare
from wppush.plan.order import writes_text
from wppush.plan.posts import PostLink
from wppush.rendering import is_of_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wppush.plan.changes import FileChange, PostChange
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


def adopted_places(changes: Iterable[FileChange]) -> dict[str, Place]:
    """Give where the posts are that are about to become files'."""
    return {change.desired.source: _place(change.remote) for change in changes if isinstance(change, Adopt)}


def _place(post: RemotePost) -> Place:
    return Place(id=post.id, link="" if post.trashed else post.link, status=post.status)


def moving(
    desired: Sequence[DesiredPost],
    matches: Mapping[str, Match],
    directory: Directory,
    *,
    force: bool,
    changes: Mapping[str, FileChange] | None = None,
) -> set[str]:
    """Give the sources of the posts whose addresses this run makes or changes, as far as it writes them: see `changes`.

    A page takes those below it along.
    """
    found: set[str] = set()
    for post in desired:
        match = matches[post.source]
        if changes is not None:
            moves = _is_moved(changes[post.source], directory, force=force)
        else:
            comes = match.remote is None or _moves(post, match.remote, directory, force=force)
            moves = match.in_the_way is None and comes
        if moves:
            found.add(post.source)
    grown = True
    while grown:
        below = {
            post.source
            for post in desired
            if isinstance(post.parent, PostLink)
            and post.parent.target in found
            and (changes is None or post.source in directory.posts)
        }
        grown = not below <= found
        found |= below
    return found


def _is_moved(change: FileChange, directory: Directory, *, force: bool) -> bool:
    match change:
        case CreatePost():
            return True
        case UpdatePost() | Adopt():
            # The fields that the run is about, which need not be all of the file's.
            return _moves(change.desired, change.remote, directory, force=force or isinstance(change, Adopt))
        case _:
            return False


def _moves(desired: DesiredPost, remote: RemotePost, directory: Directory, *, force: bool) -> bool:
    changed = (Verdict.OURS, Verdict.BOTH, Verdict.THEIRS) if force else (Verdict.OURS,)
    fields = [
        field
        for field in _IN_ADDRESSES
        if field in desired.managed and compare(desired, remote, field, directory) in changed
    ]
    if fields == ["date"]:
        # Where the year is no part of the address, the day is none either.
        return _YEAR.search(remote.link) is not None or remote.status not in _PUBLIC
    return bool(fields) or remote.trashed


def unresolved(changes: Iterable[PostChange], directory: Directory) -> list[tuple[DesiredPost, PostLink]]:
    """Give what is to be written and leads to a file of which the site has no post, and which this run is not about."""
    files = [change for change in changes if not isinstance(change, Gone | Prune | TrashPost)]
    about = {change.desired.source for change in files}
    return [
        (change.desired, link)
        for change in files
        if not isinstance(change, Relink)
        for link in (*(change.desired.links if writes_text(change) else ()), *_parent(change))
        if link.target not in about and not directory.address(link)
    ]


def _parent(change: FileChange) -> tuple[PostLink, ...]:
    parent = change.desired.parent
    is_written = isinstance(change, CreatePost) or (
        isinstance(change, UpdatePost | Adopt) and "parent" in change.fields
    )
    return (parent,) if is_written and isinstance(parent, PostLink) else ()


def left_out(desired: DesiredPost, directory: Directory) -> tuple[Diagnostic, ...]:
    """Say of which links only the words stand on the site, because what they lead to is not there."""
    return tuple(
        Diagnostic(
            code=SiteCode.NO_POST_OF_FILE,
            severity=Severity.WARNING,
            message=f"{link.name} is linked to, and the site has no post of it: only the words of the link are there",
            location=link.location or Location(path=desired.name),
            hint=f"publish {link.name}; the link is put in as soon as there is a post",
        )
        for link in desired.links
        if _leads_nowhere(link, directory)
    )


def _nameless_sections(desired: DesiredPost, others: Mapping[str, RemotePost]) -> tuple[Diagnostic, ...]:
    """Say which links lead to a section of a post that this run is not about, and whose heading has no name yet.

    `others` are those posts, by source.
    """
    said = {note.location for note in desired.diagnostics}
    return tuple(
        Diagnostic(
            code=SiteCode.NO_ANCHOR,
            severity=Severity.WARNING,
            message=f"the link arrives at the top of {link.name}: on the site, the section #{section} has no name yet",
            location=link.location,
            hint=f"publish {link.name}, too",
        )
        for link in desired.links
        if (section := unquote(link.fragment))
        and not is_of_page(section)
        and link.location not in said
        and link.target in others
        and f'"{escape(section)}"' not in others[link.target].raw
    )


def _leads_nowhere(link: PostLink, directory: Directory) -> bool:
    return link.target not in directory.moving and not directory.address(link)


def about_links(
    changes: Sequence[FileChange | Relink], directory: Directory, posts: Iterable[RemotePost]
) -> tuple[FileChange | Relink, ...]:
    """Say where a link can't be written, arrives at the top of a post instead of a section, or at a hidden post."""
    statuses = {source: place.status for source, place in directory.posts.items()}
    for change in changes:
        if isinstance(change, CreatePost | UpdatePost | Adopt):
            before = statuses.get(change.desired.source, change.desired.initial_status)
            statuses[change.desired.source] = change.desired.status or before
    about = {change.desired.source for change in changes}
    others = {
        post.mark.source: post
        for post in posts
        if post.mark is not None and post.mark.source not in about and post.editable and not post.trashed
    }
    return tuple(_about(change, statuses, others, directory) for change in changes)


def _about(
    change: FileChange | Relink, statuses: Mapping[str, str], others: Mapping[str, RemotePost], directory: Directory
) -> FileChange | Relink:
    desired = change.desired
    if not desired.links or isinstance(change, Relink | Skipped | Refused | Drift | Conflict):
        return change
    notes = left_out(desired, directory) + _nameless_sections(desired, others)
    if statuses.get(desired.source) in _PUBLIC:
        notes += tuple(
            Diagnostic(
                code=SiteCode.HIDDEN_TARGET,
                severity=Severity.WARNING,
                message=f"this is published, and {link.name}, to which it links, is not ({statuses[link.target]})",
                location=link.location,
                hint="publish that one too, or take the link out; visitors get a page that is not found",
            )
            for link in desired.links
            if statuses.get(link.target, "publish") not in _PUBLIC and not _leads_nowhere(link, directory)
        )
    return replace(change, desired=replace(desired, diagnostics=(*desired.diagnostics, *notes))) if notes else change
