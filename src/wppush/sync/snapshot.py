"""Reading what the site has, with as few requests as the question allows.

Every post of the project has a mark that begins in the same way, so one search, a hundred posts a page, finds them all
(or a look at all posts, where that costs less: see `census`): that is how a run about a folder looks at the site, and
how it sees posts whose files are gone. A run that names a few files asks for their slugs instead; an unchanged post is
settled by that, its mark says the rest. What is left open (a file that is new, or a post whose slug was changed on the
site) is searched for by its mark, file by file while they are few.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.blocks import project_of
from wppush.errors import SiteError
from wppush.plan import Directory, PostLink, Snapshot, TermIndex, needs
from wppush.plan.fields import content_key
from wppush.plan.terms import taxonomy_name
from wppush.sync.census import MANY, Wanted
from wppush.sync.remote import remote_media, remote_term
from wppush.sync.store import Store
from wppush.wordpress.attachment import base_slug
from wppush.wordpress.threads import side_by_side
from wppush.wordpress.types import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.plan import DesiredPost, RemoteMedia, RemotePost
    from wppush.wordpress.routes import WordPress

FEW = 5
"""Up to so many files are searched for one by one, two requests each; a page of a list is a hundred posts."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """A post to be found: of a file of this run, or one to which such a file links."""

    source: str
    slug: str
    type: str


def take_snapshot(
    site: WordPress, desired: Sequence[DesiredPost], *, whole: bool = False, every_type: bool = False
) -> Snapshot:
    """Give the posts that may concern these files, and what their plan needs besides. Raises SiteError.

    `whole`: with every post of the project, for a run that wants to know which of them have no file any longer; of the
    types that its files have, and, where `every_type` says so, of all others.
    """
    taken = time.monotonic()
    search = _Search(site, desired, whole=whole, every_type=every_type)
    search.run()
    posts = tuple(sorted(search.found.values(), key=lambda post: post.id))
    wanted = needs(desired, posts)
    terms = side_by_side([partial(site.terms, taxonomy_name(field)) for field in wanted.taxonomies], site.jobs)
    index = TermIndex({field: map(remote_term, some) for field, some in zip(wanted.taxonomies, terms, strict=True)})
    ids = side_by_side([partial(site.user_id, name) for name in wanted.users], site.jobs)
    users = {name.casefold(): found for name, found in zip(wanted.users, ids, strict=True) if found is not None}
    parents = {place: found for place in wanted.parents if (found := search.page_at(*place)) is not None}
    directory = Directory(index, users=users, parents=parents)
    return Snapshot(posts=posts, directory=directory, complete=whole, taken=taken, site=site.url)


def take_media(site: WordPress, slugs: Sequence[str]) -> dict[str, RemoteMedia]:
    """Give those of these media that the site has, by slug."""
    found: dict[str, RemoteMedia] = {}
    for attachment in site.media.with_slugs(slugs):
        found.setdefault(base_slug(attachment["slug"]), remote_media(attachment))
    return found


class _Search:
    """One look at the site."""

    def __init__(self, site: WordPress, desired: Sequence[DesiredPost], *, whole: bool, every_type: bool) -> None:
        self._site = site
        self._jobs = site.jobs
        self._desired = desired
        self._whole = whole
        self._every_type = whole and every_type
        self._store = Store(site, desired)
        self._sought = {
            **{
                link.target: _Sought(link.target, link.slug, link.type)
                for post in desired
                for link in (*post.links, *([post.parent] if isinstance(post.parent, PostLink) else []))
            },
            **{post.source: _Sought(post.source, post.slug, post.type) for post in desired},
        }
        self._all_seen: set[str] = set()
        """Types of which every post was looked at."""
        self.found: dict[int, RemotePost] = {}

    def run(self) -> None:
        files = Counter(sought.type for sought in self._sought.values())
        read = self._store.types if self._whole else sorted(kind for kind, count in files.items() if count >= MANY)
        self._add_project(read)
        if self._every_type:
            self._add_other_types()
        if not self._whole:
            self._add_slugs(sought for sought in self._sought.values() if sought.type not in read)
        self._add_ids()
        missing = self._missing()
        if not self._whole and len(missing) > FEW:
            self._add_project(sorted({sought.type for sought in missing}.difference(read)))
        elif not self._whole:
            self._search_each(missing)
        if read or len(missing) > FEW:
            # Their marks are not there, or their posts have other slugs; who has theirs?
            self._add_slugs(self._without_slug(), exactly=True)
        self._add_of_former_types()
        self._add_what_others_wrote()

    def page_at(self, kind: str, path: str) -> int | None:
        """Give the id of the page at a path of slugs."""
        parent = 0
        slugs = path.split("/")
        pages = self._store.with_slugs(kind, sorted(set(slugs)), exactly=True)
        for slug in slugs:
            below = [page.id for page in pages if page.slug == slug and page.parent == parent and not page.trashed]
            if not below:
                return None
            parent = below[0]
        return parent

    def _add(self, posts: Iterable[RemotePost]) -> None:
        self.found.update((post.id, post) for post in posts)

    def _add_project(self, kinds: Iterable[str]) -> None:
        if not self._sought:
            return
        names = list(kinds)
        looks = side_by_side([partial(self._store.of_project, name, self._wanted(name)) for name in names], self._jobs)
        for name, (posts, all_seen) in zip(names, looks, strict=True):
            self._add(posts)
            if all_seen:
                self._all_seen.add(name)

    def _wanted(self, kind: str) -> Wanted:
        return Wanted(
            project=project_of(next(iter(self._sought))),
            slugs=frozenset(unquote(sought.slug) for sought in self._sought.values() if sought.type == kind),
            ids=frozenset(post.id for post in self._desired if post.id is not None and post.type == kind),
        )

    def _add_other_types(self) -> None:
        """Add the posts of types that no file has any longer."""
        for name in self._other_types():
            # Whoever may not edit posts of a type has none to lose, and a plugin's route may answer what it likes.
            with contextlib.suppress(SiteError):
                self._add_project([name])

    def _add_of_former_types(self) -> None:
        """Add the posts of files that seem to be new, but have had a type of the site's own that no file has now."""
        own = {post.source for post in self._desired}
        missing = {sought.source for sought in self._missing()} & own
        if not missing or self._every_type:
            return
        token = next(iter(missing)) if len(missing) == 1 else project_of(next(iter(missing)))
        for name in self._other_types():
            with contextlib.suppress(SiteError):
                posts = self._store.containing(name, token)
                self._add(post for post in posts if post.mark is not None and post.mark.source in missing)

    def _other_types(self) -> list[str]:
        return [
            name
            for name, kind in sorted(self._site.types().items())
            if "editor" in (kind.supports or ())
            and not name.startswith("wp_")
            and name not in KNOWN
            and name not in self._store.types
        ]

    def _add_slugs(self, sought: Iterable[_Sought], *, exactly: bool = False) -> None:
        by_kind: defaultdict[str, set[str]] = defaultdict(set)
        for post in sought:
            by_kind[post.type].add(post.slug)
        for kind, slugs in sorted(by_kind.items()):
            self._add(self._store.with_slugs(kind, sorted(slugs), exactly=exactly))

    def _add_ids(self) -> None:
        by_kind: defaultdict[str, list[int]] = defaultdict(list)
        for post in self._desired:
            if post.id is not None and post.id not in self.found:
                by_kind[post.type].append(post.id)
        for kind, ids in sorted(by_kind.items()):
            if kind not in self._all_seen:
                self._add(self._store.with_ids(kind, ids))
            for other in self._store.types:
                # Under another type than the file says: a post can not change its own.
                if left := [number for number in ids if number not in self.found and other != kind]:
                    self._add(self._store.with_ids(other, left))

    def _search_each(self, missing: Sequence[_Sought]) -> None:
        for sought in missing:
            self._add(self._store.containing(sought.type, sought.source))
        own = {post.source: post for post in self._desired}
        for sought in self._missing():
            if sought.source not in own:
                continue
            # A file that was renamed, and its slug with it: the mark still has the digest of its content.
            if not any(post.slug == sought.slug for post in self.found.values()):
                self._add(self._store.containing(sought.type, content_key(own[sought.source])))
            # One that says another type than it did: WordPress can't change that, and a second post is not wanted.
            for kind in self._store.types:
                if kind != sought.type:
                    self._add(self._store.containing(kind, sought.source))

    def _without_slug(self) -> list[_Sought]:
        """Give what was not found under the slug that it should have, where others may have it unseen."""
        slugs = {(post.mark.source, post.slug) for post in self.found.values() if post.mark is not None}
        return [
            sought
            for source, sought in self._sought.items()
            if sought.type not in self._all_seen and (source, unquote(sought.slug)) not in slugs
        ]

    def _missing(self) -> list[_Sought]:
        sources = {post.mark.source for post in self.found.values() if post.mark is not None}
        ids = {post.source for post in self._desired if post.id is not None and post.id in self.found}
        return [sought for source, sought in self._sought.items() if source not in sources | ids]

    def _add_what_others_wrote(self) -> None:
        """Add the posts that lists for editing leave out: those in the way of new ones, and those that files link to.

        Among them a contributor's own post, once an editor has published or scheduled it. Drafts of others stay unseen;
        the slug that WordPress gives to the new post tells of them.
        """
        missing = [sought for sought in self._missing() if not self._store.sees_all(sought.type)]
        for kind in sorted({sought.type for sought in missing}):
            slugs = sorted({sought.slug for sought in missing if sought.type == kind})
            for post in self._store.visible_with_slugs(kind, slugs):
                self.found.setdefault(post.id, post)
        for sought in missing:
            for post in self._store.visible_with_source(sought.type, sought.source):
                if (known := self.found.get(post.id)) is None or not known.editable:
                    self.found[post.id] = post


def unknown_users(desired: Iterable[DesiredPost], snapshot: Snapshot) -> list[str]:
    """Give the authors whom files name, whom the plan needs, and whom the site does not have."""
    wanted = needs(list(desired), snapshot.posts).users
    return [name for name in wanted if snapshot.directory.user(name) is None]
