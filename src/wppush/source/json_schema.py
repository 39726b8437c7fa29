"""The front matter as a JSON Schema: what editors complete, explain and check while an author types.

It is of front matter in YAML, where a scalar is its text: `title: 2024` is a title. What needs knowledge of WordPress
(which slugs it keeps, which dates there are, which fields go together) is left to the reader of the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import WithJsonSchema

from wppush.source.aliases import ALIASES, PERMALINKS, SOFT
from wppush.source.defaults import NEVER
from wppush.source.kinds import BOOLEAN, DEFS
from wppush.source.schema import FrontMatterSchema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def front_matter_schema() -> dict[str, Any]:
    """The schema of a file's front matter, draft 2020-12, with every name that a field may have."""
    return {
        "$schema": DIALECT,
        "title": "Front matter of wppush",
        "description": FrontMatterSchema.__doc__,
        "type": ["object", "null"],
        "properties": dict(_properties()),
        "$defs": DEFS,
    }


def defaults_schema() -> dict[str, Any]:
    """The schema of a table of defaults: front matter, without what is one file's own, and without unknown keys."""
    properties = {
        name: value
        for name, value in _properties()
        if name not in NEVER and not any(name in ALIASES.get(field, {}) for field in NEVER)
    }
    properties["published"] = properties["publish"] = _of(FrontMatterSchema.model_fields["published"])
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _properties() -> Iterator[tuple[str, dict[str, Any]]]:
    fields = FrontMatterSchema.model_fields
    special: dict[str, dict[str, Any]] = {
        # With a date, these are names of `date`.
        **{key: {"anyOf": [_of(fields["published"]), _of(fields["date"])]} for key in ("published", "publish")},
        "featured": {"anyOf": [_of(fields["featured_image"]), BOOLEAN]},
        # Read where they can be, and else left alone with a warning.
        **{key: {} for key in (*PERMALINKS, *SOFT)},
    }
    for name, info in fields.items():
        own = special.get(name, _of(info))
        yield name, _or_null({"description": info.description, "examples": info.examples, **own})
        for alias, tools in ALIASES.get(name, {}).items():
            if alias not in fields:
                words = f"Another name of {name}" + (f", as in {tools}." if tools else ".")
                yield alias, _or_null({"description": f"{words} {info.description}", **special.get(alias, own)})


def _of(info: FieldInfo) -> dict[str, Any]:
    return next(item.json_schema or {} for item in info.metadata if isinstance(item, WithJsonSchema))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing at all: a key without a value is as good as none."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}
    if "$ref" in schema:
        return {key: value for key, value in schema.items() if key != "$ref"} | {
            "anyOf": [{"$ref": schema["$ref"]}, {"type": "null"}]
        }
    return schema
