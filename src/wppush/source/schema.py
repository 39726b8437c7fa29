"""The keys of the front matter: the one place that says which there are, what each takes and what becomes of it.

Validation, the page in the docs and the JSON Schema for editors all come from `FrontMatterSchema`. What a key may be
called besides stands in `names`, what it takes in `readers`, and which fields go together in `combinations`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime  # noqa: TC003 - pydantic evaluates the annotations
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, WithJsonSchema

from wppush.source import kinds, readers, structured
from wppush.source.codes import Code
from wppush.source.dates import read_date
from wppush.source.document import CategoryPath, FeaturedImage, FrontMatter, OpenClosed, PostFormat, Status
from wppush.source.faults import Fault, shown
from wppush.source.terms import read_categories, read_tags

if TYPE_CHECKING:
    from collections.abc import Mapping


def _takes(reader: Any, schema: dict[str, Any]) -> Any:
    return PlainValidator(reader), WithJsonSchema(schema)


class FrontMatterSchema(BaseModel):
    """What a file may say about its post. A key that is left out, or has no value, is left to the site."""

    model_config = ConfigDict(extra="ignore", frozen=True, title="wppush front matter")

    title: Annotated[str | None, *_takes(readers.title, kinds.WORD)] = Field(
        None,
        description="The title, one line. Default: the first heading 1, else the file's name.",
        examples=["Love in the Big City"],
    )
    slug: Annotated[str | None, *_takes(readers.slug, kinds.WORD)] = Field(
        None,
        description="The last part of the address, as WordPress stores it. Default: made from the file's name.",
        examples=["love-in-the-big-city"],
    )
    status: Annotated[Status | None, *_takes(readers.status, kinds.STATUS)] = Field(
        None,
        description="draft, pending, private, publish or future (with a date). Default: new posts are published.",
        examples=["draft"],
    )
    draft: Annotated[bool | None, *_takes(readers.boolean, kinds.BOOLEAN)] = Field(
        None, description="true is status: draft, false is status: publish.", examples=[True]
    )
    published: Annotated[bool | None, *_takes(readers.boolean, kinds.BOOLEAN)] = Field(
        None,
        description="The opposite of draft. With a date it is another name of date.",
        examples=[False],
    )
    date: Annotated[datetime | None, *_takes(read_date, kinds.DATE)] = Field(
        None,
        description="The date of publication; without an offset, in the site's time zone.",
        examples=kinds.DATES[1:],
    )
    updated: Annotated[datetime | None, *_takes(read_date, kinds.DATE)] = Field(
        None,
        description="For other tools. It is checked and never sent: WordPress sets the date of the last change by "
        "itself, and takes no other.",
        examples=kinds.DATES[:1],
    )
    author: Annotated[
        str | int | None,
        *_takes(
            readers.author,
            {
                "anyOf": [
                    {"$ref": "#/$defs/user"},
                    {"type": "array", "minItems": 1, "prefixItems": [{"$ref": "#/$defs/user"}]},
                ]
            },
        ),
    ] = Field(
        None,
        description="Who is named as the author: a user's slug, e-mail address or id. Of several, the first. "
        "Default: who publishes.",
        examples=["jane", "jane@example.com", 7],
    )
    excerpt: Annotated[str | None, *_takes(readers.stored_text, kinds.SCALAR)] = Field(
        None,
        description='A summary. "" is none of its own: WordPress makes one from the text.',
        examples=["Two friends, one flat."],
    )
    categories: Annotated[tuple[CategoryPath, ...] | None, *_takes(read_categories, {"$ref": "#/$defs/terms"})] = Field(
        None,
        description="Names, or Parent > Child. [] is none. Only posts have them.",
        examples=[["News", "Reviews > K-Drama"]],
    )
    tags: Annotated[tuple[str, ...] | None, *_takes(read_tags, kinds.NAMES)] = Field(
        None,
        description="A list, or names with commas between them. [] is none. Only posts have them.",
        examples=[["Seoul", "novel"]],
    )
    taxonomies: Annotated[
        dict[str, tuple[CategoryPath, ...]] | None,
        *_takes(
            structured.taxonomies,
            {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z0-9_-]{1,32}$", "not": {"enum": list(structured.OWN_KEYS)}},
                "additionalProperties": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/terms"}]},
            },
        ),
    ] = Field(
        None,
        description="Terms of the site's other taxonomies, by the taxonomy's slug, each written as categories are.",
        examples=[{"series": ["Seoul"]}],
    )
    featured_image: Annotated[FeaturedImage | None, *_takes(structured.featured_image, {"$ref": "#/$defs/image"})] = (
        Field(
            None,
            description="The image that stands for the post: a path, an address, the id of one there, or a mapping "
            'with src, alt and caption. false or "" is none.',
            examples=["images/cover.jpg", {"src": "cover.jpg", "alt": "A night in Seoul"}],
        )
    )
    type: Annotated[
        str | None,
        *_takes(
            readers.post_type,
            {
                "anyOf": [
                    {
                        "type": ["string", "boolean"],
                        "pattern": r"^\s*(?!(?:[pP][oO][sS][tT]|[pP][aA][gG][eE])[sS]\s*$)[A-Za-z0-9_-]{1,20}\s*$",
                    },
                    {"type": "integer"},
                ]
            },
        ),
    ] = Field(
        None, description="post, page, or the slug of another type of the site. Default: post.", examples=["page"]
    )
    parent: Annotated[
        str | int | None,
        *_takes(readers.parent, {"anyOf": [{"type": ["string", "boolean"]}, {"type": "integer", "minimum": 0}]}),
    ] = Field(
        None,
        description='The page above this one: its slug, a path of slugs, the path of its file, or its id. "" is none. '
        "Posts have no parent.",
        examples=["about", "about/team", "about.md"],
    )
    menu_order: Annotated[int | None, *_takes(readers.menu_order, kinds.INTEGER)] = Field(
        None, description="The place among the pages, small numbers first. Posts have none.", examples=[10]
    )
    template: Annotated[str | None, *_takes(readers.template, kinds.SCALAR)] = Field(
        None,
        description='The name of a template of the theme. "" is the theme\'s default.',
        examples=["page-no-title"],
    )
    format: Annotated[PostFormat | None, *_takes(readers.post_format, kinds.FORMAT)] = Field(
        None,
        description="How the theme shows the post: standard, aside, chat, gallery, link, image, quote, status, video "
        "or audio. Only posts have one.",
        examples=["aside"],
    )
    sticky: Annotated[bool | None, *_takes(readers.sticky, kinds.STICKY)] = Field(
        None, description="Whether the post stays at the top of the front page. Only posts do.", examples=[True]
    )
    password: Annotated[str | None, *_takes(readers.password, kinds.SCALAR)] = Field(
        None, description='What a reader has to type to read the post. "" takes it off.', examples=["sesame"]
    )
    comments: Annotated[OpenClosed | None, *_takes(readers.open_or_closed, kinds.OPEN)] = Field(
        None, description="Whether readers may comment: open or closed, true or false.", examples=["closed"]
    )
    pings: Annotated[OpenClosed | None, *_takes(readers.open_or_closed, kinds.OPEN)] = Field(
        None, description="Whether pingbacks and trackbacks are taken: open or closed, true or false.", examples=[False]
    )
    meta: Annotated[dict[str, Any] | None, *_takes(structured.meta, kinds.META)] = Field(
        None,
        description="Fields that the site registers for REST, by name. In YAML, numbers and true and false without "
        "quotes are such; dates are text.",
        examples=[{"rating": 5}],
    )
    uid: Annotated[str | None, *_takes(readers.uid, kinds.WORD)] = Field(
        None, description="Names the post for good, so that the file may be moved and renamed.", examples=["a1b2c3"]
    )
    id: Annotated[int | None, *_takes(readers.post_id, kinds.ID)] = Field(
        None, description="The id of a post that is on the site: this file takes it over.", examples=[42]
    )


NAMES = frozenset(FrontMatterSchema.model_fields)


def check(data: Mapping[str, object]) -> tuple[FrontMatterSchema, list[Fault]]:
    """What the fields say, each by itself, and every fault; a field with a fault is left out."""
    left = {key: value for key, value in data.items() if value is not None}
    faults: list[Fault] = []
    try:
        return FrontMatterSchema.model_validate(left), faults
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            field = str(detail["loc"][0])
            faults += [replace(fault, path=(field, *fault.path)) for fault in detail["ctx"]["error"].faults]
            left.pop(field, None)
    return FrontMatterSchema.model_validate(left), faults


def front_matter(model: FrontMatterSchema) -> FrontMatter:
    """The value that everything else works from: three ways to give the status are one."""
    values = {name: getattr(model, name) for name in FrontMatter.__dataclass_fields__}
    if model.status is None:
        if model.draft or model.published is False:
            values["status"] = Status.DRAFT
        elif model.draft is False or model.published:
            values["status"] = Status.PUBLISH
    return FrontMatter(**values)


def same(field: str, one: object, other: object) -> bool:
    """Say whether two values of a field come to the same. A value with a fault is like no other."""
    found = []
    for value in (one, other):
        model, faults = check({field: value})
        if faults:
            return one == other
        found.append(getattr(model, field))
    return bool(found[0] == found[1])


def doubts(data: Mapping[str, object]) -> list[Fault]:
    """What is allowed and still looks like a mistake."""
    found = []
    lone = data.get("categories")
    if isinstance(lone, str) and "," in lone:
        message = f"This is one category, {shown(lone)}, with a comma in its name."
        hint = f"if several are meant, write categories: [{lone}]"
        found.append(Fault(code=Code.COMMA_IN_CATEGORY, message=message, hint=hint, path=("categories",)))
    for name, what in (("author", "authors"), ("featured_image", "images")):
        several = data.get(name)
        if isinstance(several, list) and len(several) > 1:
            message = f"These are {len(several)} {what}, and WordPress has one: the first is taken."
            hint = f"write {name}: with one alone"
            found.append(Fault(code=Code.SEVERAL, message=message, hint=hint, path=(name, 1)))
    for key in structured.unknown_image_keys(data.get("featured_image")):
        message = f"wppush does not know the key {shown(key)} of an image, and leaves it alone."
        hint = "the keys of an image are src, alt and caption"
        path = ("featured_image", key)
        found.append(Fault(code=Code.UNKNOWN_KEY, message=message, hint=hint, path=path, at_key=True))
    return found
