"""All posts of a site but those that are known already: for a list of everything that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.sync.editable import Editable
from wppush.sync.remote import remote_post
from wppush.wordpress.types import KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from wppush.plan import RemotePost
    from wppush.wordpress.routes import WordPress


def other_posts(site: WordPress, kinds: Iterable[str], known: Collection[int]) -> list[RemotePost]:
    """Give the posts of these types, and of all that every site has, that the user may edit. Raises SiteError."""
    names = {*kinds, *(name for name in KNOWN if site.may(f"edit_{name}s"))}
    editable = Editable(site)
    others: list[RemotePost] = []
    for name in sorted(names):
        posts = site.posts(name).all(lambda post: post.get("id") not in known)
        others += editable.of([remote_post(post, name, {}) for post in posts], name)
    return others
