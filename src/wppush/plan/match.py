"""Which post is a file's: by the mark, then by the slug, then, for a renamed file, by the content.

Never by the title, and by the slug alone only where the mark does not speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.blocks import digest, same_project
from wppush.plan.changes import RefusedBecause
from wppush.plan.fields import our_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.plan.posts import DesiredPost, RemotePost


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found for one file. No `remote`: the site has no such post."""

    remote: RemotePost | None = None
    renamed: bool = False
    in_the_way: RefusedBecause | None = None
    """`remote` is not this file's post, but has its slug."""
    copies: tuple[RemotePost, ...] = ()
    """Other posts with the same mark: copies that somebody made on the site."""


class Matcher:
    """Finds the posts of files among those of a snapshot."""

    def __init__(self, posts: Iterable[RemotePost], *, claimed: frozenset[str]) -> None:
        """`claimed` are the sources of all files that exist, whether or not this run is about them."""
        self._claimed = claimed
        self._by_source: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._by_slug: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._by_content: defaultdict[str, list[RemotePost]] = defaultdict(list)
        for post in sorted(posts, key=lambda post: post.id):
            if post.mark is not None:
                self._by_source[post.mark.source].append(post)
                content = post.mark.file_digest("content")
                if content is not None:
                    self._by_content[content].append(post)
            if not post.trashed:
                self._by_slug[post.slug].append(post)

    def find(self, desired: DesiredPost) -> Match:
        """Give the post of a file."""
        slug = our_text(desired, "slug") or ""
        ours = self._by_source.get(desired.source, [])
        if ours:
            # A post in the trash gives way to one that is not; then the slug decides, then the older one.
            first, *copies = sorted(ours, key=lambda post: (post.trashed, post.slug != slug, post.id))
            occupant = self._occupant(slug, but=first)
            if occupant is not None and first.slug != slug:
                return Match(remote=occupant, in_the_way=self._why(occupant, desired))
            return Match(remote=first, copies=tuple(copies))
        occupant = self._occupant(slug)
        if occupant is not None:
            if self._is_orphan(occupant, desired):
                return Match(remote=occupant, renamed=True)
            return Match(remote=occupant, in_the_way=self._why(occupant, desired))
        same_content = self._by_content.get(digest(desired.content), [])
        orphans = [post for post in same_content if not post.trashed and self._is_orphan(post, desired)]
        if len(orphans) == 1:
            return Match(remote=orphans[0], renamed=True)
        return Match()

    def _occupant(self, slug: str, *, but: RemotePost | None = None) -> RemotePost | None:
        return next((post for post in self._by_slug.get(slug, []) if post is not but), None)

    def _is_orphan(self, post: RemotePost, desired: DesiredPost) -> bool:
        """Say whether a post comes from a file of this project that is gone."""
        mark = post.mark
        return mark is not None and same_project(mark.source, desired.source) and mark.source not in self._claimed

    def _why(self, post: RemotePost, desired: DesiredPost) -> RefusedBecause:
        if post.mark is None:
            return RefusedBecause.UNMARKED
        if same_project(post.mark.source, desired.source):
            return RefusedBecause.OTHER_FILE
        return RefusedBecause.OTHER_PROJECT
