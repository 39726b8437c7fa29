"""What the writing of one post asks of the site, step by step.

The steps of many posts go on side by side: each awaits its calls one after the other, and `wppush.sync.dispatch` sends
what several of them wait for in one request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from wppush.wordpress.attachment import Attachment
from wppush.wordpress.wire import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from wppush.plan import RemotePost
    from wppush.wordpress.wire import PostBody, TermId

T = TypeVar("T")


class Call(Generic[T]):
    """Something that takes the site some time; awaiting it gives what came of it, or raises SiteError."""

    def __await__(self) -> Generator[Call[Any], Any, T]:
        answer: T = yield self
        return answer


@dataclass(frozen=True, eq=False)
class Create(Call["RemotePost"]):
    """Make a post. Not idempotent: on AmbiguousWrite look the mark up before sending it again."""

    kind: str
    body: PostBody
    alone: bool = False
    """Not with others, of which one may have broken the site down."""


@dataclass(frozen=True, eq=False)
class Update(Call["RemotePost"]):
    """Change the named fields of a post. Sending it twice does no more than once."""

    post: RemotePost
    body: PostBody
    alone: bool = False


@dataclass(frozen=True, eq=False)
class Trash(Call[None]):
    """Move a post to the trash; one that is there already stays there."""

    post: RemotePost


@dataclass(frozen=True, eq=False)
class Again(Call["RemotePost"]):
    """Look at a post as it is now."""

    post: RemotePost


@dataclass(frozen=True, eq=False)
class Marked(Call["list[RemotePost]"]):
    """Look for the posts of a source, by their marks: those in the trash are left out; by id."""

    kind: str
    source: str


@dataclass(frozen=True, eq=False)
class Twins(Call["list[RemotePost]"]):
    """Look for other posts of the source of a post that was just made: another run may have made one, too; by id."""

    made: RemotePost
    source: str
    slug: str
    """That was asked for."""


@dataclass(frozen=True, eq=False)
class Elder(Call[Attachment | None]):
    """Look for an older entry of the media library with the slug of one that was just made."""

    made: int
    slug: str


@dataclass(frozen=True, eq=False)
class Pause(Call[None]):
    """Wait for some seconds."""

    seconds: float


@dataclass(frozen=True, eq=False)
class Work(Call[T]):
    """Do something by itself that sends requests of its own, on a connection."""

    do: Callable[[], T]


@dataclass(frozen=True, eq=False)
class NewTerm(Call[Term]):
    """Make a term, or get the one that is there: another run may have made it."""

    taxonomy: str
    name: str
    parent: TermId | None
