"""What is on the site, post by post: a plan read as a list, and beside it what wppush did not write.

It takes the requests of a plan; posts of others, where they are asked for, take a page for each hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from wppush.plan import (
    Adopt,
    Conflict,
    CreatePost,
    Drift,
    Gone,
    Prune,
    Refused,
    Relink,
    Skipped,
    TrashPost,
    Unchanged,
    UpdatePost,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wppush.config import Config
    from wppush.plan import DesiredPost, Field, Plan, PostChange, RemotePost
    from wppush.wordpress.routes import WordPress


class State(StrEnum):
    """How a post and its file stand to each other."""

    SAME = "same"
    """Both say the same."""
    CHANGED = "changed"
    """The file was changed since: `wppush publish` writes it."""
    DRIFT = "drift"
    """The post was changed on the site."""
    CONFLICT = "conflict"
    """Both were changed, in the same fields."""
    NEW = "new"
    """The site has no post of the file yet."""
    REFUSED = "refused"
    """Another post stands where the file's would go."""
    GONE = "gone"
    """The file is gone."""
    COPY = "copy"
    """A second post with the mark of a file that has another one."""
    OTHER = "other"
    """Not written by wppush."""
    OTHER_PROJECT = "other-project"
    """Written by wppush from another project's files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPost:
    """A post of the site, or a file that has none yet."""

    state: State
    source: str | None
    """The file, as reports name it; None where there is none."""
    title: str
    type: str = "post"
    id: int | None = None
    link: str | None = None
    status: str | None = None
    """On the site; None where there is no post."""
    date: str | None = None
    """In the site's time zone, `2024-05-01T10:00:00`; None where there is no post, or WordPress tells no date."""
    fields: tuple[Field, ...] = ()
    """What was changed, in the file or on the site."""


def _in_order(posts: Iterable[ListedPost]) -> list[ListedPost]:
    """Sort posts: those that the site does not have first, then the newest first."""
    found = sorted(posts, key=lambda post: (post.source or "", post.title, post.id or 0))
    return sorted(found, key=lambda post: (post.id is None, post.date or "", post.id or 0), reverse=True)


def _entry(change: PostChange) -> Iterator[ListedPost]:
    match change:
        case CreatePost() | Skipped():
            desired = change.desired
            yield ListedPost(state=State.NEW, source=desired.name, title=desired.title, type=desired.type)
        case Relink():
            return
        case Refused():
            desired = change.desired
            yield ListedPost(state=State.REFUSED, source=desired.name, title=desired.title, type=desired.type)
        case Gone() | Prune():
            yield _of(change.remote, State.GONE)
        case TrashPost():
            yield _of(change.remote, State.COPY, change.desired)
        case Unchanged():
            yield _of(change.remote, State.SAME, change.desired)
        case Drift():
            yield _of(change.remote, State.DRIFT, change.desired, change.fields)
        case Conflict():
            yield _of(change.remote, State.CONFLICT, change.desired, change.fields)
        case UpdatePost():
            # Without a field only the mark is renewed: to whoever reads the list, both say the same.
            state = State.CHANGED if change.fields else State.DRIFT if change.drifted else State.SAME
            yield _of(change.remote, state, change.desired, change.fields or change.drifted)
        case Adopt():
            yield _of(change.remote, State.CHANGED, change.desired, change.fields)
        case _:
            assert_never(change)


def _of(
    remote: RemotePost, state: State, desired: DesiredPost | None = None, fields: tuple[Field, ...] = ()
) -> ListedPost:
    return ListedPost(
        state=state,
        source=desired.name if desired else None,
        title=remote.title or (desired.title if desired else remote.slug),
        type=remote.type,
        id=remote.id,
        link=remote.link,
        status=remote.status,
        date=remote.date or None,
        fields=fields,
    )


def all_listed(config: Config, plan: Plan, site: WordPress, *, others: bool) -> list[ListedPost]:
    """Give the posts that a plan is about; with `others` every post that the user may edit. Raises SiteError."""
    found = [entry for change in plan.posts for entry in _entry(change)]
    if others:
        found += _others(config, site, found)
    return _in_order(found)


def _others(config: Config, site: WordPress, found: Sequence[ListedPost]) -> Iterator[ListedPost]:
    from wppush.blocks import project_of, source_of
    from wppush.source import keys
    from wppush.sync import other_posts

    known = {post.id for post in found if post.id is not None}
    posts = other_posts(site, {post.type for post in found}, known)
    files = {source_of(config.project, key) for key in keys(content_root=config.content_root, project_root=config.root)}
    project = project_of(source_of(config.project, ""))
    for post in posts:
        state = State.OTHER
        if post.mark is not None:
            ours = project_of(post.mark.source) == project
            state = State.OTHER_PROJECT if not ours else State.COPY if post.mark.source in files else State.GONE
        yield _of(post, state)
