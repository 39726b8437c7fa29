"""What has to be asked of a site before a plan can be made: only of fields of which the mark does not settle it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.plan.fields import is_recorded
from wppush.plan.terms import desired_paths, is_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan.posts import DesiredPost, Field, RemotePost


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Names of which a plan wants to know what the site calls them."""

    taxonomies: tuple[Field, ...]
    """Those of new posts and of changed terms."""
    users: tuple[str, ...]
    parents: tuple[tuple[str, str], ...]
    """Type of post and path of slugs."""


def needs(desired: Sequence[DesiredPost], posts: Sequence[RemotePost]) -> Needs:
    """Give what a plan for these files needs, sorted."""
    by_source: defaultdict[str, list[RemotePost]] = defaultdict(list)
    for post in posts:
        if post.mark is not None:
            by_source[post.mark.source].append(post)

    def changed(post: DesiredPost, field: Field) -> bool:
        # Of several posts with one mark it is not decided here which is the file's.
        remotes = by_source[post.source]
        # A file that asks for another slug may have swapped its name, and be given another file's post.
        return not remotes or any(
            not is_recorded(post, remote, field) or not is_recorded(post, remote, "slug") for remote in remotes
        )

    taxonomies: set[Field] = set()
    users: set[str] = set()
    parents: set[tuple[str, str]] = set()
    for wanted in desired:
        for field in wanted.managed:
            if is_taxonomy(field):
                named = bool(desired_paths(wanted, field)) or bool(by_source[wanted.source])
                if named and changed(wanted, field):
                    taxonomies.add(field)
            elif field == "author" and isinstance(wanted.author, str) and changed(wanted, field):
                users.add(wanted.author)
            elif field == "parent" and isinstance(wanted.parent, str) and wanted.parent.strip("/"):
                # Pages below different parents may have one slug, so whose page is whose hangs on it.
                parents.add((wanted.type, wanted.parent.strip("/")))
    return Needs(taxonomies=tuple(sorted(taxonomies)), users=tuple(sorted(users)), parents=tuple(sorted(parents)))
