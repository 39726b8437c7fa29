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
    """A post with `context=edit` and `_fields=POST_FIELDS`. What a type does not support, its posts do not have."""

    id: int
    slug: str
    status: str
    link: str
    date: str
    date_gmt: str
    modified: str
    title: NotRequired[Raw]
    excerpt: NotRequired[Raw]
    content: NotRequired[Raw]
    author: NotRequired[int]
    featured_media: NotRequired[int]
    parent: NotRequired[int]
    menu_order: NotRequired[int]
    template: NotRequired[str]
    format: NotRequired[str]
    sticky: NotRequired[bool]
    password: NotRequired[str]
    comment_status: NotRequired[str]
    ping_status: NotRequired[str]
    categories: NotRequired[list[int]]
    tags: NotRequired[list[int]]
    meta: NotRequired[dict[str, object] | list[object]]
    """`footnotes`, a string of JSON, and what a theme or plugins have registered; an empty list for types of posts
    without custom fields."""


POST_FIELDS = (
    "id,slug,status,link,date,date_gmt,modified,title.raw,excerpt.raw,content.raw,author,featured_media,parent,"
    "menu_order,template,format,sticky,password,comment_status,ping_status,categories,tags,meta.footnotes"
)
"""Without a rendered field: a reply is then made four times as fast."""


class PublicPost(TypedDict):
    """A post in the view context, with `_fields=PUBLIC_FIELDS`: also those that the user may not edit."""

    id: int
    slug: str
    status: str
    link: str


PUBLIC_FIELDS = "id,slug,status,link"


class NumberedPost(TypedDict):
    """A post with `_fields=id,slug`."""

    id: int
    slug: str


LIVE_STATUSES = "publish,future,draft,pending,private"
ALL_STATUSES = f"{LIVE_STATUSES},trash"
"""`any` would leave out the trash."""


class PostBody(TypedDict, total=False):
    """What a create or an update may send; and, by the names of their routes, the terms of each taxonomy."""

    title: str
    slug: str
    status: str
    date: str | None
    date_gmt: str | None
    excerpt: str
    content: str
    author: int
    featured_media: int
    parent: int
    menu_order: int
    template: str
    format: str
    sticky: bool
    password: str
    comment_status: str
    ping_status: str
    categories: list[int]
    tags: list[int]
    meta: dict[str, object]


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
    email: NotRequired[str]
    roles: list[str]
    capabilities: dict[str, bool]


USER_FIELDS = "id,name,slug,email,roles,capabilities"


class UserEntry(TypedDict):
    """One of a list of users; the address is there in the edit context."""

    id: int
    email: NotRequired[str]


class SiteType(TypedDict):
    """A type of posts of `/wp/v2/types?context=edit`."""

    rest_base: str
    rest_namespace: NotRequired[str]
    hierarchical: NotRequired[bool]
    supports: NotRequired[dict[str, object] | list[object]]
    taxonomies: NotRequired[list[str]]
    capabilities: NotRequired[dict[str, object]]


class SiteTaxonomy(TypedDict):
    """A taxonomy of `/wp/v2/taxonomies?context=edit`."""

    rest_base: str
    rest_namespace: NotRequired[str]
    hierarchical: NotRequired[bool]
    types: NotRequired[list[str]]
    capabilities: NotRequired[dict[str, object]]


BASE_TAXONOMIES = {"category": "categories", "post_tag": "tags"}
"""Those that every WordPress has, and what its routes call them."""
