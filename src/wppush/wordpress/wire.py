"""The REST API's JSON, in WordPress's own spelling, and the fields that are asked for.

Converted to wppush's values at one edge, `wppush.sync`; nothing else in the house reads these dictionaries.
"""

from __future__ import annotations

from typing import NewType, NotRequired

# Not typing's: before Python 3.12 that one can't say at run time which keys are required.
from typing_extensions import TypedDict

PostId = NewType("PostId", int)
TermId = NewType("TermId", int)


class Raw(TypedDict):
    """A field with a stored and a rendered form; `_fields` asks for the stored one alone."""

    raw: str


class Post(TypedDict):
    """A post of `/wp/v2/posts` with `context=edit` and `_fields=POST_FIELDS`."""

    id: int
    slug: str
    status: str
    link: str
    date: str
    date_gmt: str
    modified: str
    title: Raw
    excerpt: Raw
    content: Raw
    categories: list[int]
    tags: list[int]
    meta: NotRequired[dict[str, object] | list[object]]
    """`footnotes`, a string of JSON; an empty list for types of posts without custom fields."""


POST_FIELDS = (
    "id,slug,status,link,date,date_gmt,modified,title.raw,excerpt.raw,content.raw,categories,tags,meta.footnotes"
)
"""Without a rendered field: a reply is then made four times as fast."""


class PublicPost(TypedDict):
    """A post in the view context, with `_fields=PUBLIC_FIELDS`: also those that the user may not edit."""

    id: int
    slug: str
    status: str
    link: str


PUBLIC_FIELDS = "id,slug,status,link"

ALL_STATUSES = "publish,future,draft,pending,private,trash"
"""`any` would leave out the trash."""


class PostBody(TypedDict, total=False):
    """What a create or an update may send."""

    title: str
    slug: str
    status: str
    date: str | None
    date_gmt: str | None
    excerpt: str
    content: str
    categories: list[int]
    tags: list[int]
    meta: dict[str, str]


class Term(TypedDict):
    """A category or a tag with `_fields=TERM_FIELDS`. `name` is escaped as HTML."""

    id: int
    name: str
    slug: str
    parent: NotRequired[int]


TERM_FIELDS = "id,name,slug,parent"


class User(TypedDict):
    """`/users/me?context=edit`."""

    id: int
    name: str
    slug: str
    roles: list[str]
    capabilities: dict[str, bool]


USER_FIELDS = "id,name,slug,roles,capabilities"
