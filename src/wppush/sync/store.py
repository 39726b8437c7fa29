"""The posts of a site as wppush's values: of every type that a run is about, with the fields that its files manage."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wppush.plan.posts import TAXONOMY
from wppush.sync.census import posts_of_project
from wppush.sync.editable import Editable
from wppush.sync.remote import remote_post, visible_post
from wppush.wordpress.types import KNOWN
from wppush.wordpress.wire import PostId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wppush.plan import DesiredPost, Field, RemotePost
    from wppush.sync.census import Wanted
    from wppush.wordpress.posts import PostRoutes
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.transport import Request
    from wppush.wordpress.wire import Post, PostBody


class Store:
    """Reads posts, and says how they are written. Every method raises SiteError."""

    def __init__(self, site: WordPress, desired: Iterable[DesiredPost]) -> None:
        self._site = site
        self._keys: dict[str, str] = {}
        # Whoever may not edit pages has none, and may not ask for those that are not public.
        self._more: dict[str, set[str]] = {name: set() for name in KNOWN if site.may(f"edit_{name}s")}
        for post in desired:
            more = self._more.setdefault(post.type, set())
            for name in post.taxonomies:
                if name not in self._keys:
                    self._keys[name] = site.taxonomy(name).key
                more.add(self._keys[name])
            if post.meta:
                more.add("meta")
        self._routes: dict[str, PostRoutes] = {}
        self._editable = Editable(site)

    @property
    def types(self) -> list[str]:
        """The types of posts that this is about, sorted."""
        return sorted(self._more)

    def key_of(self, taxonomy: Field) -> str:
        """Give what a post calls the terms of a taxonomy."""
        return self._keys[taxonomy.removeprefix(TAXONOMY)] if taxonomy.startswith(TAXONOMY) else taxonomy

    def with_slugs(self, kind: str, slugs: Sequence[str], *, exactly: bool = False) -> list[RemotePost]:
        """Give the posts that have one of these slugs; see `PostRoutes.with_slugs`."""
        if not self._is_edited(kind):
            return []
        return self._looked_at(kind, lambda routes: routes.with_slugs(slugs, exactly=exactly))

    def with_ids(self, kind: str, ids: Sequence[int]) -> list[RemotePost]:
        """Give the posts that have one of these ids."""
        return self._looked_at(kind, lambda routes: routes.with_ids(ids))

    def of_project(self, kind: str, wanted: Wanted) -> tuple[list[RemotePost], bool]:
        """Give the posts of a type that matter to a run, and whether all posts were looked at to find them."""
        if not self._is_edited(kind):
            return [], False
        posts, all_seen = posts_of_project(self._of(kind), wanted)
        found = [remote_post(post, kind, self._keys, seen=seen) for post, seen in posts.dated()]
        return self._editable.of(found, kind), all_seen

    def containing(self, kind: str, token: str) -> list[RemotePost]:
        """Give the posts whose raw content has this word."""
        if not self._is_edited(kind):
            return []
        return self._looked_at(kind, lambda routes: routes.containing(token))

    def visible_with_slugs(self, kind: str, slugs: Sequence[str]) -> list[RemotePost]:
        """Give the posts with one of these slugs that the user may see, as ones that may not be edited."""
        return [visible_post(post, kind, source=None) for post in self._public(kind).public_with_slugs(slugs)]

    def visible_with_source(self, kind: str, source: str) -> list[RemotePost]:
        """Give the posts with this mark that the user may see, as ones that may not be edited."""
        return [visible_post(post, kind, source=source) for post in self._public(kind).public_containing(source)]

    def sees_all(self, kind: str) -> bool:
        """Say whether the user may edit all posts of a type, and so sees them in the lists above."""
        return self._is_edited(kind) and self._site.may(self._site.type(kind).capability("edit_others_posts"))

    def again(self, post: RemotePost) -> RemotePost:
        """Give a post as it is now."""
        seen = time.monotonic()
        return remote_post(self._of(post.type).one(post.id), post.type, self._keys, seen=seen)

    def numbers_of(self, kind: str, slugs: Sequence[str]) -> dict[int, str]:
        """Give the slug of each post, by its id, that has one of these slugs and is not in the trash."""
        return self._of(kind).numbers_of(slugs)

    def newest(self, kind: str, token: str) -> list[RemotePost]:
        """Give the hundred newest posts whose raw content has this word."""
        return self._looked_at(kind, lambda routes: routes.newest_containing(token))

    def creating(self, kind: str, body: PostBody) -> Request:
        """Give the request that makes a post."""
        return self._of(kind).creating(body)

    def updating(self, post: RemotePost, body: PostBody) -> Request:
        """Give the request that changes the named fields of a post."""
        return self._of(post.type).updating(PostId(post.id), body)

    def trashing(self, post: RemotePost) -> Request:
        """Give the request that moves a post to the trash."""
        return self._of(post.type).trashing(post.id)

    def written(self, kind: str, request: Request, answer: object) -> RemotePost:
        """Give the post that came back from a write. Raises AmbiguousWrite where it is none."""
        return remote_post(self._of(kind).written(request, answer), kind, self._keys, seen=time.monotonic())

    def _looked_at(self, kind: str, look: Callable[[PostRoutes], Iterable[Post]]) -> list[RemotePost]:
        seen = time.monotonic()
        found = [remote_post(post, kind, self._keys, seen=seen) for post in look(self._of(kind))]
        return self._editable.of(found, kind)

    def _is_edited(self, kind: str) -> bool:
        """Say whether the user may ask for posts of a type to edit them; who links to one need not."""
        return kind in self._more or self._site.may(self._site.type(kind).capability("edit_posts"))

    def _public(self, kind: str) -> PostRoutes:
        return self._of(kind) if self._is_edited(kind) else self._site.posts(kind, published=True)

    def _of(self, kind: str) -> PostRoutes:
        if kind not in self._routes:
            self._routes[kind] = self._site.posts(kind, more=self._more.get(kind, ()))
        return self._routes[kind]
