"""Which post is a file's: by the mark, then by the id that it says, then by the slug, then, for a renamed file, by the
content.

Never by the title, and by the slug alone only where the mark does not speak against it. All files of a run are matched
together, because what one of them gets is no longer there for another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wppush.blocks import digest, same_project
from wppush.plan.changes import RefusedBecause
from wppush.plan.fields import content_key, content_key_of, expected_texts, is_as_made, our_text
from wppush.plan.posts import EMPTY_POST, FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wppush.plan.posts import DesiredPost, RemotePost, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found for one file. No `remote`: the site has no such post."""

    remote: RemotePost | None = None
    renamed: bool = False
    adopted: bool = False
    """The file says by its id that the post is its own."""
    in_the_way: RefusedBecause | None = None
    """`remote` is not this file's post, but stands where it would go."""
    doubles: tuple[RemotePost, ...] = ()
    """Posts that an earlier run of ours made of the same file, untouched since: a create that landed late."""
    copies: tuple[RemotePost, ...] = ()
    """Other posts with the same mark: somebody copied them on the site."""


def match_posts(
    desired: Sequence[DesiredPost], snapshot: Snapshot, *, claimed: frozenset[str], force: bool
) -> dict[str, Match]:
    """Give what was found for each file, by its source.

    `claimed` are the sources of all files that exist, whether or not this run is about them. `force` matters because
    it would put back a slug that was changed on the site.
    """
    return _Matching(snapshot, claimed=claimed, force=force).run(desired)


class _Matching:
    def __init__(self, snapshot: Snapshot, *, claimed: frozenset[str], force: bool) -> None:
        self._claimed = claimed
        self._force = force
        self._directory = snapshot.directory
        self._by_id: dict[int, RemotePost] = {post.id: post for post in snapshot.posts}
        self._by_source: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._by_slug: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._orphans_by_slug: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._orphans_by_content: defaultdict[str, list[RemotePost]] = defaultdict(list)
        self._taken: set[int] = set()
        for post in sorted(snapshot.posts, key=lambda post: (post.trashed, post.id)):
            if not post.trashed:
                self._by_slug[post.slug].append(post)
            if post.mark is None:
                continue
            self._by_source[post.mark.source].append(post)
            if post.mark.source not in claimed:
                self._orphans_by_slug[post.slug].append(post)
                content = content_key_of(post.mark)
                if content is not None:
                    self._orphans_by_content[content].append(post)

    def run(self, desired: Sequence[DesiredPost]) -> dict[str, Match]:
        steps: tuple[Callable[[Sequence[DesiredPost]], dict[str, Match]], ...] = (
            self._by_own_id,
            self._by_slug_of_gone_file,
            self._by_content_of_gone_file,
        )
        found = self._by_mark(desired)
        found |= self._by_trade(desired, found)
        for step in steps:
            found |= step([post for post in desired if post.source not in found])
        return {post.source: self._unless_in_the_way(post, found.get(post.source, Match())) for post in desired}

    def _by_mark(self, desired: Sequence[DesiredPost]) -> dict[str, Match]:
        found: dict[str, Match] = {}
        for post in desired:
            marked = self._by_source.get(post.source, [])
            if not marked:
                continue
            # One in the trash gives way to one that is not; then the slug decides, then the older one.
            first, *others = sorted(marked, key=_preference(post))
            live = [other for other in others if not other.trashed]
            doubles = tuple(other for other in live if _is_double(other, first))
            copies = tuple(other for other in live if other not in doubles)
            found[post.source] = Match(remote=first, doubles=doubles, copies=copies)
        return found

    def _by_trade(self, desired: Sequence[DesiredPost], found: Mapping[str, Match]) -> dict[str, Match]:
        """Give files each other's posts where they ask for each other's slugs: they have swapped their names.

        Of a row of renames (a becomes b, b becomes c) all files take part, or none: no post is left over with a mark
        of a file that has another one now.
        """
        asking: dict[str, tuple[DesiredPost, RemotePost]] = {}
        for post in desired:
            own = found[post.source].remote if post.source in found else None
            if post.id is None and (own is None or (own.editable and self._would_write_slug(post, own))):
                wanted = [one for one in self._by_slug.get(_slug(post), []) if self._may_be_traded(post, one, own)]
                if len(wanted) == 1:
                    asking[post.source] = (post, wanted[0])
        while True:
            own_ids = {source: remote.id for source in asking if source in found and (remote := found[source].remote)}
            leaving = {*own_ids.values()}
            given = {wanted.id for _, wanted in asking.values()}
            left = {
                source: (post, wanted)
                for source, (post, wanted) in asking.items()
                if (wanted.id in leaving or (source in own_ids and self._is_orphan_of(post, wanted)))
                and (source not in own_ids or own_ids[source] in given)
            }
            if len(left) == len(asking):
                break
            asking = left
        self._taken.update(wanted.id for _, wanted in asking.values())
        return {source: Match(remote=wanted, renamed=True) for source, (_, wanted) in asking.items()}

    def _may_be_traded(self, desired: DesiredPost, post: RemotePost, own: RemotePost | None) -> bool:
        mark = post.mark
        return (
            mark is not None
            and post.editable
            and self._is_beside(post, desired, own)
            and mark.source != desired.source
            and same_project(mark.source, desired.source)
        )

    def _is_orphan_of(self, desired: DesiredPost, post: RemotePost) -> bool:
        """Say whether a post is one of a file that is gone, and has the text that this file has now."""
        mark = post.mark
        return mark is not None and mark.source not in self._claimed and content_key_of(mark) == content_key(desired)

    def _by_own_id(self, desired: Sequence[DesiredPost]) -> dict[str, Match]:
        """Give a file the post that it says is its own: to be adopted, unless another file has it."""
        found: dict[str, Match] = {}
        said = Counter(post.id for post in desired)
        for post in desired:
            if post.id is None:
                continue
            remote = self._by_id.get(post.id)
            if remote is None:
                found[post.source] = Match(in_the_way=RefusedBecause.NO_SUCH_POST)
                continue
            self._taken.add(remote.id)
            mark = remote.mark
            if said[post.id] > 1:
                found[post.source] = Match(remote=remote, in_the_way=RefusedBecause.OTHER_FILE)
            elif mark is not None and same_project(mark.source, post.source):
                if mark.source in self._claimed:
                    found[post.source] = Match(remote=remote, in_the_way=RefusedBecause.OTHER_FILE)
                else:
                    found[post.source] = Match(remote=remote, renamed=True)
            elif remote.trashed:
                found[post.source] = Match(remote=remote, in_the_way=RefusedBecause.TRASHED)
            else:
                found[post.source] = Match(remote=remote, adopted=True)
        return found

    def _by_slug_of_gone_file(self, desired: Sequence[DesiredPost]) -> dict[str, Match]:
        return self._orphan(desired, self._orphans_by_slug, _slug)

    def _by_content_of_gone_file(self, desired: Sequence[DesiredPost]) -> dict[str, Match]:
        # Posts without text all look alike.
        worded = [post for post in desired if post.content not in ("", EMPTY_POST)]
        return self._orphan(worded, self._orphans_by_content, content_key)

    def _orphan(
        self,
        desired: Sequence[DesiredPost],
        orphans: dict[str, list[RemotePost]],
        key: Callable[[DesiredPost], str],
    ) -> dict[str, Match]:
        """Give a gone file's post to the file that alone asks for it, where it is the only one to be had."""
        asking: defaultdict[tuple[str, str], list[DesiredPost]] = defaultdict(list)
        for post in desired:
            asking[post.type, key(post)].append(post)
        found: dict[str, Match] = {}
        for (_, value), posts in asking.items():
            left = [
                orphan
                for orphan in orphans.get(value, [])
                if orphan.id not in self._taken
                and orphan.type == posts[0].type
                and orphan.mark is not None
                and same_project(orphan.mark.source, posts[0].source)
            ]
            live = [orphan for orphan in left if not orphan.trashed] or left
            if len({orphan.mark.source for orphan in live if orphan.mark}) == 1:
                live = live[:1]  # the oldest; the others are doubles or copies of it
            if len(posts) == 1 and len(live) == 1:
                self._taken.add(live[0].id)
                found[posts[0].source] = Match(remote=live[0], renamed=True)
        return found

    def _unless_in_the_way(self, desired: DesiredPost, match: Match) -> Match:
        """Say so where another post has the slug that this one would be given."""
        if match.in_the_way is not None:
            return match
        if match.remote is not None and not match.remote.editable:
            return replace(match, in_the_way=RefusedBecause.NOT_EDITABLE)
        if match.remote is not None and match.remote.type != desired.type:
            return replace(match, in_the_way=RefusedBecause.OTHER_TYPE)
        if match.remote is not None and not self._would_write_slug(desired, match.remote):
            return match
        occupant = next(
            (
                post
                for post in self._by_slug.get(_slug(desired), [])
                if post is not match.remote and self._is_beside(post, desired, match.remote)
            ),
            None,
        )
        if occupant is None or occupant in match.doubles:
            return match
        why = self._why(occupant, desired)
        if match.remote is not None and why in (RefusedBecause.UNMARKED, RefusedBecause.OTHER_PROJECT):
            why = RefusedBecause.SLUG_TAKEN
        return Match(remote=occupant, in_the_way=why)

    def _is_beside(self, post: RemotePost, desired: DesiredPost, own: RemotePost | None) -> bool:
        """Say whether two posts may not have one slug: those of one type, of pages those below one parent."""
        if post.type != desired.type:
            return False
        if desired.type == "post":
            return True
        if desired.parent is None:
            return post.parent == (0 if own is None else own.parent)
        return (str(post.parent),) == expected_texts(desired, "parent", self._directory)

    def _would_write_slug(self, desired: DesiredPost, remote: RemotePost) -> bool:
        changed = remote.mark is None or remote.mark.file_digest("slug") != digest(_slug(desired))
        return remote.slug != _slug(desired) and (changed or self._force)

    def _why(self, post: RemotePost, desired: DesiredPost) -> RefusedBecause:
        if not post.editable:
            return RefusedBecause.NOT_EDITABLE
        if post.mark is None:
            return RefusedBecause.UNMARKED
        if same_project(post.mark.source, desired.source):
            return RefusedBecause.OTHER_FILE
        return RefusedBecause.OTHER_PROJECT


def _preference(desired: DesiredPost) -> Callable[[RemotePost], tuple[bool, bool, bool, int]]:
    return lambda post: (post.trashed, post.type != desired.type, post.slug != _slug(desired), post.id)


def _slug(desired: DesiredPost) -> str:
    return our_text(desired, "slug") or ""


def _is_double(post: RemotePost, first: RemotePost) -> bool:
    """Say whether a post is what a create of ours left when it landed after all: younger, and as it was made.

    WordPress adds a number to its slug, unless both were made at the same moment: it looks and stores in two steps.
    The first one may have been written since: what links to others is, in two steps.
    """
    if post.mark is None or not post.untouched or post.id < first.id:
        return False
    slug = re.fullmatch(rf"{re.escape(first.slug)}(-[0-9]+)?", post.slug)
    return slug is not None and all(is_as_made(post, first, field) for field in FIELDS if field not in ("slug", "date"))
