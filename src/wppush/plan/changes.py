"""The closed set of things that a run may find to do, or to leave alone.

Consumers dispatch with `match` and end in `assert_never`. Each change carries the two posts that it is about, so that
reports and the write itself need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.errors import StalePlan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wppush.plan.directory import Directory, RemoteMedia
    from wppush.plan.posts import DesiredPost, Field, MediaUse, RemotePost
    from wppush.plan.terms import Taxonomy, TermPath


class RefusedBecause(StrEnum):
    """Why a post is not written although nothing is wrong with the file."""

    UNMARKED = "unmarked"
    """A post that wppush did not write has the slug; `--adopt` takes it over."""
    OTHER_FILE = "other-file"
    """The post with that slug belongs to another file of this project."""
    OTHER_PROJECT = "other-project"
    """The post with that slug was written by another project; `--adopt` takes it over."""
    SLUG_TAKEN = "slug-taken"
    """The file has a post already, but the slug that it asks for now is another post's."""
    OTHER_TYPE = "other-type"
    """The file's post is of another type, which WordPress can not change."""
    NO_SUCH_POST = "no-such-post"
    """The file says which post is its own, and the site has none of that id."""
    TRASHED = "trashed"
    """The file says that a post is its own which somebody has put into the trash."""
    NOT_EDITABLE = "not-editable"
    """The post is there, and the user may not change it."""


ADOPTABLE = (RefusedBecause.UNMARKED, RefusedBecause.OTHER_PROJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadMedia:
    """A file that the site does not have, with what the media library is told of it."""

    use: MediaUse
    """The first place that shows it."""
    used_by: tuple[str, ...]
    """The files of the posts that wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMedia:
    """What the media library says of a picture, to be what the file says now; None: stays. And what it lacks."""

    name: str
    """The file, as reports name it."""
    slug: str
    remote: RemoteMedia
    alt: str | None = None
    caption: str | None = None
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTerm:
    """A term that posts of the plan need; parents come first."""

    taxonomy: Taxonomy
    path: TermPath


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePost:
    """A file that the site does not have."""

    desired: DesiredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePost:
    """A post to be changed in `fields`; with no fields, only its mark is written anew."""

    desired: DesiredPost
    remote: RemotePost
    fields: tuple[Field, ...]
    record: tuple[Field, ...] = ()
    """Fields on which both sides agree although the mark does not know: nothing of them is sent, their base is."""
    drifted: tuple[Field, ...] = ()
    """Fields that were changed on the site and are left alone."""
    renamed: bool = False
    """The post was written from a file that is gone; this is it under another name."""
    restore: str | None = None
    """The status with which the post is taken out of the trash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """A post that wppush did not write, to be taken over: `fields` are those in which it differs."""

    desired: DesiredPost
    remote: RemotePost
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """The site changed `fields`, the file did not: left alone."""

    desired: DesiredPost
    remote: RemotePost
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """File and site changed `fields`, in different ways: nothing of this post is written."""

    desired: DesiredPost
    remote: RemotePost
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Another post stands where this one would go."""

    desired: DesiredPost
    remote: RemotePost | None
    because: RefusedBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class Relink:
    """A post that links to another one of which the address is known only once that is written, after this one."""

    desired: DesiredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashPost:
    """A second post of the same file, made by a create that landed late and untouched since."""

    desired: DesiredPost
    remote: RemotePost


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A post of the project whose file is gone: left alone, and said so."""

    remote: RemotePost
    edited: tuple[Field, ...] = ()
    """What somebody has changed on the site since, so that `--prune` leaves it there, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prune:
    """A post of the project whose file is gone, to be moved to the trash."""

    remote: RemotePost


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that the site does not have, in a run that is about some fields of posts that are there."""

    desired: DesiredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """Nothing to do."""

    desired: DesiredPost
    remote: RemotePost


FileChange = CreatePost | UpdatePost | Relink | Adopt | TrashPost | Drift | Conflict | Refused | Skipped | Unchanged
"""What is about a file."""
PostChange = FileChange | Gone | Prune
Settled = Drift | Conflict | Refused | Skipped | Unchanged | Gone
"""What nothing is written for."""
Change = UploadMedia | UpdateMedia | CreateTerm | PostChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a publish will do, in the order in which it will do it."""

    terms: tuple[CreateTerm, ...]
    posts: tuple[PostChange, ...]
    """What others refer to comes before what refers to it; else by file name, and what has no file at the end."""
    directory: Directory
    """What the site calls what files name."""
    media: tuple[UploadMedia | UpdateMedia, ...] = ()
    taken: float = 0.0
    """When the site was looked at, in seconds of `time.monotonic`; not part of what the plan says."""
    site: str = ""
    """The address of the site that it is for."""

    def __iter__(self) -> Iterator[Change]:
        yield from self.media
        yield from self.terms
        yield from self.posts

    @property
    def pending(self) -> bool:
        """Whether applying it would write anything."""
        return any(not isinstance(change, Settled) for change in self)

    @property
    def settled(self) -> int:
        """How many posts it leaves as they are."""
        return sum(isinstance(change, Settled) for change in self.posts)

    def digest(self) -> str:
        """Give 16 hexadecimal digits that are the same for two plans that do the same to the same posts."""
        from wppush.plan.digest import digest_of

        return digest_of(self)

    def raise_unless(self, digests: Collection[str]) -> None:
        """Raise StalePlan unless this is one of the plans that somebody has looked at."""
        if (own := self.digest()) not in digests:
            raise StalePlan(
                f"the plan for {self.site} is not the one that was looked at: a file or the site has changed since,"
                f" and it is {own} now",
                hint="look at it with `wppush plan`, and give the digest that it ends with",
                ref=SiteCode.OTHER_PLAN,
            )
