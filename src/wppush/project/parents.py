"""Parents that files name by a path of slugs, where another file of the same run is the page there.

On the first run the site has neither of the two, and the one above has to be written first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.plan import PostLink

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.plan import DesiredPost


def with_parents(posts: Sequence[DesiredPost]) -> list[DesiredPost]:
    """Give posts whose parents are the files of this run that stand at the paths which they name."""
    by_source = {post.source: post for post in posts}
    by_path = {(post.type, path): post for post in posts if (path := _path(post, by_source)) is not None}
    return [_with_parent(post, by_path) for post in posts]


def _with_parent(post: DesiredPost, by_path: Mapping[tuple[str, str], DesiredPost]) -> DesiredPost:
    if not isinstance(post.parent, str) or not post.parent.strip("/"):
        return post
    above = by_path.get((post.type, post.parent.strip("/")))
    if above is None or above.source == post.source:
        return post
    link = PostLink(
        address=post.parent.strip("/"),
        target=above.source,
        name=above.name,
        slug=above.slug,
        type=above.type,
        by_path=True,
        sites=above.sites,
        location=post.place("parent"),
    )
    return replace(post, parent=link)


def _path(post: DesiredPost, by_source: Mapping[str, DesiredPost]) -> str | None:
    """Give the path of slugs at which a file's post will be; None where only the site knows."""
    slugs = [post.slug]
    seen = {post.source}
    parent = post.parent
    while isinstance(parent, PostLink):
        above = by_source.get(parent.target)
        if above is None or above.source in seen:
            return None
        seen.add(above.source)
        slugs.append(above.slug)
        parent = above.parent
    if isinstance(parent, int) and parent:
        return None
    if isinstance(parent, str) and parent.strip("/"):
        slugs.append(parent.strip("/"))
    return "/".join(reversed(slugs))
