"""The steps of a plan, and which of them waits for which.

A plan has an order in which everything could be done one after the other. What neither shows, links to nor stands below
another one need not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wppush.plan import Adopt, CreatePost, Prune, Relink, TrashPost, UpdateMedia, UpdatePost, UploadMedia, uses_of
from wppush.plan.posts import PostLink

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from wppush.plan import Place, Plan

PostStep = CreatePost | UpdatePost | Adopt | Relink | TrashPost | Prune
MediaStep = UploadMedia | UpdateMedia
Step = PostStep | MediaStep
Lane = Literal["media", "posts"]


@dataclass(frozen=True, slots=True)
class Steps:
    """What is to be written, in an order in which nothing needs what comes later."""

    steps: tuple[Step, ...]
    needs: tuple[tuple[int, ...], ...]
    """Of each, the numbers of those that have to be settled before it."""
    lanes: tuple[Lane, ...]


def steps_of(plan: Plan) -> Steps:
    """Give the steps of a plan."""
    steps: list[Step] = []
    needs: list[tuple[int, ...]] = []
    media: dict[str, int] = {}
    posts: dict[str, int] = {}
    directory = plan.directory
    above: dict[str, int] = {}
    # What is written once more in any case does not wait for what it links to.
    twice = {change.desired.source for change in plan.posts if isinstance(change, Relink)}
    for change in plan.media:
        media[change.use.slug if isinstance(change, UploadMedia) else change.slug] = len(steps)
        steps.append(change)
        needs.append(())
    for post in plan.posts:
        if not isinstance(post, PostStep):
            continue
        number = len(steps)
        steps.append(post)
        needed: set[int] = set()
        if not isinstance(post, Prune):
            for target in _targets(post, directory.moving, waits=post.desired.source not in twice):
                needed |= {posts[target]} if target in posts else _above(directory.posts.get(target), above)
            needed |= {media[use.slug] for use in uses_of(post.desired) if use.slug in media}
        needs.append(tuple(needed))
        if isinstance(post, CreatePost | UpdatePost | Adopt):
            posts[post.desired.source] = number
            if not isinstance(post, CreatePost) and post.remote.link.endswith("/"):
                above[post.remote.link] = number
    lanes: tuple[Lane, ...] = tuple("media" if isinstance(step, MediaStep) else "posts" for step in steps)
    return Steps(tuple(steps), tuple(needs), lanes)


def _above(place: Place | None, above: Mapping[str, int]) -> set[int]:
    """Give the steps about pages that a page stands below, which is not written itself: it moves along with them."""
    return set() if place is None else {number for link, number in above.items() if place.link.startswith(link)}


def _targets(change: PostStep, moving: Container[str], *, waits: bool) -> list[str]:
    """Give the sources of the posts that have to be settled before this one is written."""
    if isinstance(change, Prune):
        return []
    desired = change.desired
    if isinstance(change, TrashPost):
        return [desired.source]
    targets = [desired.parent.target] if isinstance(desired.parent, PostLink) else []
    if isinstance(change, Relink):
        targets.append(desired.source)
    if waits or isinstance(change, Relink):
        targets += [link.target for link in desired.links if link.target in moving]
    return targets
