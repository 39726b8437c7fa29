"""In which order posts are written: what others refer to comes first.

A page below another one needs that one's id, and moves with it whether or not anything of its own is written. A link
needs only an address, so where links form a ring, or one goes against the order of the pages, the post is written with
the words of the link, and once more when the other one is there. So it is where links form a long row, as in a blog
whose posts each lead to the one before: two writes of many posts at once take less time than one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.plan.changes import Adopt, CreatePost, Relink, UpdatePost
from wppush.plan.posts import PostLink

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.plan.changes import FileChange
    from wppush.plan.directory import Directory

DEEPEST = 8
"""Links that a post may wait for, one after the other, before it is written."""


def in_order(changes: Mapping[str, FileChange], directory: Directory) -> tuple[FileChange, ...]:
    """Give the changes in their order, by file name where nothing speaks against it, and what is written once more."""
    ordered = _sorted(changes, directory)
    place = {change.desired.source: number for number, change in enumerate(ordered)}
    depth: dict[str, int] = {}
    again: list[Relink] = []
    for number, change in enumerate(ordered):
        if not writes_text(change):
            continue
        targets = [link.target for link in change.desired.links if link.target in directory.moving]
        # A post that links to itself has no address either before it is there.
        late = any(place.get(target, -1) >= number for target in targets)
        deep = 1 + max((depth.get(target, 0) for target in targets), default=-1)
        if late or deep > DEEPEST:
            again.append(Relink(desired=change.desired))
            deep = 0
        depth[change.desired.source] = deep
    return (*ordered, *again)


def _sorted(changes: Mapping[str, FileChange], directory: Directory) -> list[FileChange]:
    """Sort by what a post refers to. Explicit stack: a chain of links may be as long as the blog."""
    done: dict[str, FileChange] = {}
    started: set[str] = set()
    pending = [(source, False) for source in reversed(list(changes))]
    while pending:
        source, ready = pending.pop()
        if ready:
            done[source] = changes[source]
        elif source not in started:
            started.add(source)
            pending.append((source, True))
            links, parents = _needs(changes[source], directory)
            # The last one pushed comes first: a parent before everything else.
            pending += [(target, False) for target in (*reversed(links), *parents) if target in changes]
    return _parents_first(list(done.values()))


def _parents_first(ordered: list[FileChange]) -> list[FileChange]:
    """Put each page behind its parent, where a ring of links has put it before."""
    waiting: dict[str, list[FileChange]] = {}
    written: set[str] = set()
    coming = {change.desired.source for change in ordered}
    found: list[FileChange] = []
    for change in ordered:
        parent = change.desired.parent
        if isinstance(parent, PostLink) and parent.target in coming and parent.target not in written:
            waiting.setdefault(parent.target, []).append(change)
            continue
        pending = [change]
        while pending:
            now = pending.pop()
            found.append(now)
            written.add(now.desired.source)
            pending += reversed(waiting.pop(now.desired.source, []))
    # Pages that are each other's parents were refused before; whatever is left is written all the same.
    return [*found, *(change for rest in waiting.values() for change in rest)]


def _needs(change: FileChange, directory: Directory) -> tuple[list[str], list[str]]:
    desired = change.desired
    links = [link.target for link in desired.links if link.target in directory.moving] if writes_text(change) else []
    parent = desired.parent
    return links, [parent.target] if isinstance(parent, PostLink) else []


def writes_text(change: FileChange) -> bool:
    """Say whether a change writes the text of a post, with the addresses that the links in it have then."""
    match change:
        case CreatePost():
            return True
        case UpdatePost() | Adopt():
            return "content" in change.fields or "footnotes" in change.fields
        case _:
            return False
