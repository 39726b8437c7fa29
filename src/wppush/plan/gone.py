"""Posts of the project whose files are gone: reported, and moved to the trash only where that was asked for.

Only a post with a mark of this project counts, and only where every such post and every file of the project is known. A
run that would empty a site, because somebody has moved the folder or changed the project's name, is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import same_project
from wppush.errors import UnsafePlan
from wppush.plan.changes import Gone, Prune, RefusedBecause
from wppush.plan.fields import edited_on_the_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.plan.match import Match
    from wppush.plan.posts import Snapshot

MOST = 0.3
"""The share of a project's posts that a run may trash."""
FEW = 10
"""So many it may always."""


def gone_posts(
    snapshot: Snapshot, matches: Mapping[str, Match], *, claimed: frozenset[str], prune: bool, force: bool
) -> tuple[Gone | Prune, ...]:
    """Give the posts without a file, by id; what was edited on the site since is not trashed. Raises UnsafePlan."""
    mine = next(iter(claimed), None)
    if not snapshot.complete or mine is None:
        return ()
    # A post that only stands in a file's way is none of its.
    own_posts = (match for match in matches.values() if match.in_the_way is not RefusedBecause.OTHER_FILE)
    taken = {match.remote.id for match in own_posts if match.remote is not None}
    own = [
        post
        for post in snapshot.posts
        if post.mark is not None and same_project(post.mark.source, mine) and not post.trashed and post.editable
    ]
    gone = [post for post in own if post.mark and post.mark.source not in claimed and post.id not in taken]
    edited = {post.id: () if force else edited_on_the_site(post) for post in gone}
    if not prune:
        return tuple(Gone(remote=post) for post in gone)
    to_trash = [post for post in gone if not edited[post.id]]
    if len(to_trash) > max(FEW, MOST * len(own)) and not force:
        raise UnsafePlan(
            f"{len(to_trash)} of the project's {len(own)} posts would go to the trash: their files are gone",
            hint="was the folder moved, or `content` or `project` in wppush.toml changed? If not, add --force",
        )
    return tuple(Gone(remote=post, edited=edited[post.id]) if edited[post.id] else Prune(remote=post) for post in gone)
