"""Which posts of a list the user may edit.

A list for editing has these alone, as WordPress 6.8.7 makes it. 6.5.5 gives also what the user may only read, with all
that there is to edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import RemotePost
    from wppush.wordpress.routes import WordPress


class Editable:
    """Tells for one user of one site. May be used from several threads."""

    def __init__(self, site: WordPress) -> None:
        self._site = site
        self._lists_others: dict[str, bool] = {}
        """By the type of posts: whether the site's lists have what the user may only read."""

    def of(self, posts: Sequence[RemotePost], kind: str) -> list[RemotePost]:
        """Give those of a list, of one type, that the user may edit. Raises SiteError.

        Roles do not tell it all, as plugins let users edit some posts more: so the site is asked about one that is in
        doubt. For an editor none is.
        """
        doubtful = [post for post in posts if not self._has_the_role_for(post, kind)]
        routes = self._site.posts(kind)
        # What a post was before the trash decides there, and only the site knows it.
        asked = {post.id: routes.may_be_edited(post.id) for post in doubtful if post.trashed}
        others = [post.id for post in doubtful if not post.trashed]
        if others and kind not in self._lists_others:
            self._lists_others[kind] = not routes.may_be_edited(min(others))
        hidden = {number for number, may in asked.items() if not may}
        hidden.update(others if self._lists_others.get(kind) else ())
        return [post for post in posts if post.id not in hidden]

    def _has_the_role_for(self, post: RemotePost, kind: str) -> bool:
        """Say whether the user's role lets him edit a post: as `map_meta_cap` has it in WordPress."""
        needed = []
        if post.author not in (0, self._site.user["id"]):
            needed += ["edit_others_posts", *(["edit_private_posts"] if post.status == "private" else [])]
        if post.status in ("publish", "future") or post.trashed:
            needed.append("edit_published_posts")
        # Only for what needs more than the user's own drafts is the site asked what it calls that.
        return not needed or all(self._site.may(self._site.type(kind).capability(name)) for name in needed)
