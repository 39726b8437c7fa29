"""What a site calls the things that files name: ids and addresses of terms, users, media and posts.

A plan is made with what the site has; while it is carried out, what has just been made is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.plan.terms import TermIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wppush.plan.posts import PostLink
    from wppush.rendering import MediaItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A post of a file: where others lead to."""

    id: int
    link: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteMedia:
    """An attachment that the site has, and what its media library says of it."""

    item: MediaItem
    alt: str = ""
    title: str = ""
    caption: str = ""
    whole: bool = True
    """Whether WordPress has made all sizes of it, if it can; an upload that was cut off has left some out."""
    editable: bool = True
    """Whether the user may change what is said of it, as far as the site tells: WordPress 6.5 does not."""


class Directory:
    """Names to ids and addresses. What was not asked for is not found."""

    def __init__(
        self,
        terms: TermIndex | None = None,
        *,
        users: Mapping[str, int] | None = None,
        media: Mapping[str, RemoteMedia] | None = None,
        posts: Mapping[str, Place] | None = None,
        parents: Mapping[tuple[str, str], int] | None = None,
    ) -> None:
        self.terms = terms or TermIndex({})
        self.users = dict(users or {})
        """By slug or e-mail, as files have them."""
        self.media = dict(media or {})
        """By slug."""
        self.absent: set[str] = set()
        """The slugs of media that were looked for, and that the library does not have."""
        self.posts = dict(posts or {})
        """By source."""
        self.parents = dict(parents or {})
        """By type of post and path of slugs."""
        self.moving: set[str] = set()
        """The sources of posts whose address is about to be made, or to change; less what was settled since."""

    def copy(self) -> Directory:
        """Give a directory of one's own to add to."""
        other = Directory(self.terms.copy(), users=self.users, media=self.media, posts=self.posts, parents=self.parents)
        other.moving = set(self.moving)
        other.absent = set(self.absent)
        return other

    def user(self, author: str | int) -> int | None:
        """Give the id of a user that a file names."""
        return author if isinstance(author, int) else self.users.get(author.casefold())

    def address(self, link: PostLink) -> str:
        """Give where a link to another post leads; nothing while the site has none there."""
        place = self.posts.get(link.target)
        return f"{place.link}{'#' if link.fragment else ''}{link.fragment}" if place and place.link else ""

    def links_text(self, links: Iterable[PostLink]) -> str:
        """Give where the links of a text lead, in a form to be digested."""
        return "\n".join(sorted(f"{link.address} {self.address(link)}" for link in links))
