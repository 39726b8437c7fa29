"""One post for a file, and no second one.

A create is not idempotent on WordPress, so it is made so:

* every create carries its mark, from the first byte on;
* when nothing says whether it arrived, the mark is looked up for a while, and the create is never sent a second time
  in one run: the next run finds the post, or finds that there is none. What is not there is sent once more where the
  site itself has broken down over a batch, and so is at work on none of it, and where it has asked to wait and try
  again;
* after a create, the mark is looked up once more. Where another run made the same post meanwhile, or one request of
  ours was carried out twice, the lowest id stays, and the others go to the trash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from wppush.errors import AmbiguousWrite, TransportError
from wppush.sync.calls import Create, Marked, Pause, Trash, Twins, Update
from wppush.wordpress.retry import may_add_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wppush.plan import DesiredPost, RemotePost
    from wppush.sync.calls import Call
    from wppush.wordpress.wire import PostBody

T = TypeVar("T")

LOOKS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for a post that may be on its way."""


async def made(desired: DesiredPost, body: PostBody) -> tuple[RemotePost, bool]:
    """Make a post; gives whether it may lack its terms and notes, because nothing says that all was carried out.

    Raises AmbiguousWrite where it may turn up later.
    """
    alone = False
    attempt = 0
    while True:
        attempt += 1
        try:
            return await Create(desired.type, body, alone=alone), False
        except AmbiguousWrite as error:
            try:
                found = await _look_for(desired)
            except TransportError as why:
                # That the post may be there is the news; the line is down besides.
                error.out_of_reach = True
                raise error from why
            if found is not None:
                return found, True
            # The site has broken down over one of a batch, which need not be this one, and is no longer at work on it.
            once_more = error.in_batch and error.broke_down
            if not (once_more or may_add_again(attempt, error.retry_after)):
                raise
            alone = alone or once_more


async def only_one(post: RemotePost, desired: DesiredPost) -> tuple[RemotePost, Sequence[RemotePost]]:
    """See to it that one post of a file stays, where several were made at the same moment.

    Gives the oldest, and those that went to the trash. Whoever made them comes to the same result.
    """
    others = await Twins(post, desired.source, desired.slug)
    oldest, *doubles = sorted((post, *others), key=lambda one: one.id)
    for double in doubles:
        await discard_second(double)
    return oldest, doubles


async def discard(post: RemotePost) -> None:
    """Move the only post of a file, which we made, to the trash; first without its mark and as a draft.

    With it, a later run would take the post for the file's, trashed by somebody; and a run that is cut off in between
    leaves a draft, not an article that nobody wants.
    """
    await surely(lambda: Update(post, {"content": post.content, "status": "draft"}))
    await surely(lambda: Trash(post))


async def discard_second(post: RemotePost) -> None:
    """Move a second post of a file to the trash, and take its mark away there.

    Cut off in between, it lies in the trash as it should; a later run takes the first one, which does not.
    """
    await surely(lambda: Trash(post))
    await surely(lambda: Update(post, {"content": post.content}))


async def surely(write: Callable[[], Call[T]]) -> T:
    """Send a write that does no more twice than once, and again where nothing says whether it was carried out."""
    try:
        return await write()
    except AmbiguousWrite:
        return await write()


async def _look_for(desired: DesiredPost) -> RemotePost | None:
    """Look for a post that may be on its way: the site may still be at work on it."""
    for seconds in LOOKS:
        if seconds:
            await Pause(seconds)
        if found := await Marked(desired.type, desired.source):
            return found[0]
    return None
