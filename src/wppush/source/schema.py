"""The keys of the front matter: the one place that says which there are, what each takes, and how it is checked.

Validation, the table in the docs and the JSON Schema for editors all come from `FrontMatterSchema`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime  # noqa: TC003 - pydantic evaluates the annotations
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator

from wppush.source.codes import Code
from wppush.source.dates import read_date
from wppush.source.document import CategoryPath, FrontMatter, Status
from wppush.source.faults import Fault, Faults, closest, shown
from wppush.source.slug import check_slug
from wppush.source.terms import read_categories, read_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationInfo

_MAX_TEXT = 65_535
"""Bytes: the width of the columns for title and excerpt; longer ones are a database error (500)."""
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: the escapes of YAML, TOML and JSON can make them."""
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
_SYNONYMS = {"published": "publish"}
_STATUS_MEANT = {
    "public": "publish", "live": "publish", "online": "publish", "scheduled": "future", "schedule": "future",
    "unpublished": "draft", "wip": "draft", "review": "pending", "hidden": "private",
}  # fmt: skip
_ELSEWHERE = {
    "tag": "tags", "keywords": "tags", "topics": "tags", "category": "categories", "section": "categories",
    "description": "excerpt", "summary": "excerpt", "abstract": "excerpt", "lead": "excerpt", "subtitle": "excerpt",
    "name": "title", "heading": "title", "permalink": "slug", "url": "slug", "path": "slug",
    "published": "status", "publish": "status", "state": "status", "created": "date", "published_at": "date",
    "publishdate": "date", "pubdate": "date", "pub_date": "date", "guid": "uid", "uuid": "uid",
}  # fmt: skip
"""Keys of other tools (Jekyll, Hugo, Hexo, Pelican, Obsidian, dev.to), and ours that come nearest."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else shown(str(value))
        hint = "write one text" if isinstance(value, list | dict) else f'put it in quotes: "{str(value)[:40]}"'
        raise Faults([Fault(code=Code.WRONG_TYPE, message=f"The value is {kind}, not text.", hint=hint)])
    damaged = _CONTROL.search(value)
    if damaged:
        message = f"The value has the character U+{ord(damaged[0]):04X}, which no text has."
        raise Faults([Fault(code=Code.UNSUPPORTED, message=message, hint="delete it")])
    return value.strip()


def _stored_text(value: object) -> str:
    text = _text(value)
    size = len(text.encode())
    if size > _MAX_TEXT:
        message = f"The text has {size} bytes; WordPress stores {_MAX_TEXT} of them."
        raise Faults([Fault(code=Code.TOO_LONG, message=message, hint="shorten it")])
    return text


def _title(value: object) -> str:
    title = _stored_text(value)
    if not title:
        hint = "write one, or delete the key: then the first heading 1 is the title, or the file's name"
        raise Faults([Fault(code=Code.TITLE, message="The title is blank.", hint=hint)])
    if _LINE_ENDS.search(title):
        message = "The title has more than one line."
        raise Faults([Fault(code=Code.TITLE, message=message, hint="write it on one line")])
    return title


def _slug(value: object) -> str:
    slug = unicodedata.normalize("NFC", _text(value))
    check_slug(slug)
    return slug


def _status(value: object) -> Status:
    word = _text(value).casefold()
    word = _SYNONYMS.get(word, word)
    try:
        return Status(word)
    except ValueError:
        meant = _STATUS_MEANT.get(word) or closest(word, Status)
        known = "write draft, pending, private, publish or future"
        message = f"WordPress has no status {shown(word)}."
        hint = f'did you mean "{meant}"?' if meant else known
        raise Faults([Fault(code=Code.STATUS, message=message, hint=hint)]) from None


def _draft(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip() if isinstance(value, str) else value
    if isinstance(word, str) and word.casefold() in _BOOLEANS:
        return _BOOLEANS[word.casefold()]
    message = (
        f"draft is {shown(word)}, neither true nor false." if isinstance(word, str) else "draft is not true or false."
    )
    raise Faults([Fault(code=Code.DRAFT, message=message, hint="write draft: true or draft: false")])


def _uid(value: object) -> str:
    uid = _text(value)
    if not uid or len(uid) > 200 or not all(char.isprintable() and not char.isspace() for char in uid):
        message = f"The uid {shown(uid)} is not one to 200 characters without blanks."
        raise Faults([Fault(code=Code.UID, message=message, hint="write letters and digits, such as uid: a1b2c3")])
    return uid


_DATE_EXAMPLES = ["2024-05-01", "2024-05-01 18:30", "2024-05-01T18:30:00+02:00"]
_NAMES: dict[str, Any] = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}
_NESTED: dict[str, Any] = {"type": ["string", "array", "object"], "examples": [["News", "Reviews > K-Drama"]]}


class FrontMatterSchema(BaseModel):
    """What a file may say about its post. A key that is left out, or has no value, is left to the site."""

    model_config = ConfigDict(extra="ignore", frozen=True, title="wppush front matter")

    title: Annotated[str | None, BeforeValidator(_title), WithJsonSchema({"type": "string"})] = Field(
        None, description="The title, one line."
    )
    slug: Annotated[str | None, BeforeValidator(_slug), WithJsonSchema({"type": "string"})] = Field(
        None, description="The last part of the address, as WordPress stores it. Default: made from the file's name."
    )
    status: Annotated[
        Status | None, BeforeValidator(_status), WithJsonSchema({"enum": [*map(str, Status), *_SYNONYMS]})
    ] = Field(None, description="draft, pending, private, publish or future (with a date).")
    draft: Annotated[bool | None, BeforeValidator(_draft), WithJsonSchema({"type": "boolean"})] = Field(
        None, description="true is status: draft, false is status: publish."
    )
    date: Annotated[
        datetime | None, BeforeValidator(read_date), WithJsonSchema({"type": "string", "examples": _DATE_EXAMPLES})
    ] = Field(None, description="The date of publication; without an offset, in the site's time zone.")
    excerpt: Annotated[str | None, BeforeValidator(_stored_text), WithJsonSchema({"type": "string"})] = Field(
        None, description='A summary. "" is none of its own: WordPress makes one from the text.'
    )
    categories: Annotated[
        tuple[CategoryPath, ...] | None, BeforeValidator(read_categories), WithJsonSchema(_NESTED)
    ] = Field(None, description="Names, or Parent > Child. [] is none.")
    tags: Annotated[tuple[str, ...] | None, BeforeValidator(read_tags), WithJsonSchema(_NAMES)] = Field(
        None, description="A list, or names with commas between them. [] is none."
    )
    uid: Annotated[str | None, BeforeValidator(_uid), WithJsonSchema({"type": "string"})] = Field(
        None, description="Names the post for good, so that the file may be moved and renamed."
    )

    @model_validator(mode="after")
    def _fields_agree(self, info: ValidationInfo) -> FrontMatterSchema:
        given = (info.context or {}).get("given", self.model_fields_set)
        faults = []
        if self.draft and self.status not in (None, Status.DRAFT):
            message = f"draft is true, and the status is {self.status}."
            faults.append(_contradiction(message))
        if self.draft is False and self.status is Status.DRAFT:
            faults.append(_contradiction("draft is false, and the status is draft."))
        if self.status is Status.FUTURE and "date" not in given:
            message = "The status is future, and there is no date: WordPress would publish the post at once."
            hint = "add a date, such as date: 2030-01-01 09:00"
            faults.append(Fault(code=Code.FUTURE_WITHOUT_DATE, message=message, hint=hint, path=("status",)))
        if faults:
            raise Faults(faults)
        return self


def _contradiction(message: str) -> Fault:
    return Fault(code=Code.STATUS_CONTRADICTS, message=message, hint="delete one of the two", path=("status",))


def check(data: Mapping[str, object]) -> tuple[FrontMatter, list[Fault]]:
    """What the fields say, and every fault; a field with a fault is left out."""
    given = {key: value for key, value in data.items() if value is not None}
    context = {"given": frozenset(given)}
    left = dict(given)
    faults: list[Fault] = []
    while True:
        try:
            model = FrontMatterSchema.model_validate(left, context=context)
        except ValidationError as error:
            # What is wrong between two fields shows only once each of them is right: drop the wrong ones, look again.
            for detail in error.errors(include_url=False, include_input=False):
                field = tuple(detail["loc"])[:1]
                found = detail["ctx"]["error"].faults
                faults += [replace(fault, path=(*field, *fault.path)) for fault in found]
                for name in field or ("status", "draft"):
                    left.pop(str(name), None)
        else:
            break
    values = {name: getattr(model, name) for name in FrontMatterSchema.model_fields if name != "draft"}
    if model.draft is not None and model.status is None:
        values["status"] = Status.DRAFT if model.draft else Status.PUBLISH
    return FrontMatter(**values), faults


def doubts(data: Mapping[str, object]) -> list[Fault]:
    """What is allowed and still looks like a mistake: unknown keys, a comma in a lone category."""
    known = set(FrontMatterSchema.model_fields)
    found = []
    for key in data:
        if key in known:
            continue
        word = key.casefold()
        meant = _ELSEWHERE.get(word) or closest(word, known)
        hint = f'did you mean "{meant}"?' if meant and data.get(meant) is None else None
        message = f"wppush does not know the key {shown(key)}, and leaves it alone."
        found.append(Fault(code=Code.UNKNOWN_KEY, message=message, hint=hint, path=(key,), at_key=True))
    lone = data.get("categories")
    if isinstance(lone, str) and "," in lone:
        message = f"This is one category, {shown(lone)}, with a comma in its name."
        hint = f"if several are meant, write categories: [{lone}]"
        found.append(Fault(code=Code.COMMA_IN_CATEGORY, message=message, hint=hint, path=("categories",)))
    return found
