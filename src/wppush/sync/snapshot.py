"""Reading what the site has, with as few requests as the question allows.

One list of slugs answers for a hundred files at once, and an unchanged post is then settled: its mark says the rest.
What that leaves open (a file that is new, or a post whose slug was changed on the site) is searched for by its mark,
file by file while they are few; beyond that, listing the whole site is cheaper than asking for each.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wppush.plan import Snapshot, TermIndex, taxonomies_needed
from wppush.plan.fields import content_key
from wppush.sync.remote import remote_post, remote_term, visible_post
from wppush.wordpress.wire import PostId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.plan import DesiredPost, RemotePost
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.wire import Post

FEW = 5
"""Up to so many files are searched for one by one, two requests each; a page of a list is a hundred posts."""


def take_snapshot(site: WordPress, desired: Sequence[DesiredPost]) -> Snapshot:
    """Give the posts that may concern these files, and the terms that their plan needs. Raises SiteError."""
    taken = time.monotonic()
    found: dict[PostId, RemotePost] = {}

    def add(posts: Iterable[Post]) -> None:
        found.update((post.id, post) for post in map(remote_post, posts))

    add(site.posts_with_slugs(sorted({post.slug for post in desired})))
    missing = _without_post(desired, found.values())
    if len(missing) > FEW:
        add(site.posts())
    else:
        for post in missing:
            add(site.posts_containing(post.source))
        # A file that was renamed, and its slug with it: the mark still has the digest of its content.
        for post in _without_post(missing, found.values()):
            if not any(remote.slug == post.slug for remote in found.values()):
                add(site.posts_containing(content_key(post)))
    if not site.user_edits_others:
        _add_what_others_wrote(site, _without_post(desired, found.values()), found)
    posts = tuple(sorted(found.values(), key=lambda post: post.id))
    needed = taxonomies_needed(desired, posts)
    terms = TermIndex({taxonomy: map(remote_term, site.terms(taxonomy)) for taxonomy in needed})
    return Snapshot(posts=posts, terms=terms, taken=taken)


def _add_what_others_wrote(site: WordPress, new: Sequence[DesiredPost], found: dict[PostId, RemotePost]) -> None:
    """Add the posts that stand in the way of new ones, and that lists for editing leave out.

    Among them a contributor's own post, once an editor has published or scheduled it. Drafts of others stay unseen;
    the slug that WordPress gives to the new post tells of them.
    """
    for post in site.public_posts_with_slugs(sorted({post.slug for post in new})):
        found.setdefault(PostId(post["id"]), visible_post(post, source=None))
    for desired in new:
        for post in site.public_posts_containing(desired.source):
            if (known := found.get(PostId(post["id"]))) is None or not known.editable:
                found[PostId(post["id"])] = visible_post(post, source=desired.source)


def _without_post(desired: Iterable[DesiredPost], posts: Iterable[RemotePost]) -> list[DesiredPost]:
    sources = {post.mark.source for post in posts if post.mark is not None}
    return [post for post in desired if post.source not in sources]
