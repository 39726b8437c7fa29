"""All posts of a project that a site has: by searching for its mark, or by reading through all posts of a type.

A search costs WordPress a look into the text of every post it has, for each page of what it finds: for a thousand pages
of a hundred thousand posts that is a hundred million looks. Reading all posts costs pages of posts that are not ours.
Which is less is told by three numbers; what a run does not need is dropped page by page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.sync.remote import TRASHED
from wppush.wordpress.listing import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.wordpress.posts import PostList, PostRoutes

MANY = PER_PAGE
"""Files of a type from which on it is asked how many posts there are: for less, one page of a search says it all."""
_SEARCHED = 20_000
"""Posts: to search through so many takes WordPress about as long as to give a page of a hundred (on SQLite 20,000 to
40,000 of 5 KB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which posts of a type matter to a run."""

    project: str
    """What all marks of the project have in common."""
    slugs: frozenset[str]
    """As WordPress stores them, but with letters of all scripts: those of the files of this type."""
    ids: frozenset[int] = frozenset()

    def includes(self, post: Mapping[str, object]) -> bool:
        """Say whether a post, as JSON, is one of the project, or has one of the slugs (or had, before the trash)."""
        slug, content = post.get("slug"), post.get("content")
        raw = content.get("raw") if isinstance(content, dict) else None
        if isinstance(raw, str) and self.project in raw:
            return True
        return post.get("id") in self.ids or (
            isinstance(slug, str) and unquote(slug.removesuffix(TRASHED)) in self.slugs
        )


def posts_of_project(routes: PostRoutes, wanted: Wanted) -> tuple[PostList, bool]:
    """Give the posts of a type that matter to a run, and whether all posts were looked at to find them.

    Where they were not, but the marks searched for, posts of others are not among them.
    """
    files = len(wanted.slugs)
    if files < MANY:
        return routes.containing(wanted.project), False
    everything = routes.all(wanted.includes)
    total = everything.total
    if total is None:
        return routes.containing(wanted.project), False
    if total <= 2 * (files + PER_PAGE):
        if _pages(total) - 1 <= costs_to_search(files, total):
            return everything, True
        return routes.containing(wanted.project), False
    # Most of them are not ours, whether the files have been published or not: that decides.
    found = routes.containing(wanted.project)
    if found.total is None or costs_to_search(found.total - PER_PAGE, total) <= _pages(total) - 1:
        return found, False
    return everything, True


def costs_to_search(posts: int, among: int) -> float:
    """Give how many pages of plain posts it costs to find so many posts among so many by a search."""
    return _pages(posts) * (1 + among / _SEARCHED)


def _pages(posts: int) -> int:
    return max(0, -(-posts // PER_PAGE))
