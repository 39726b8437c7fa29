"""wppush.toml as a JSON Schema, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wppush.config.schema import ConfigSchema

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def config_schema(defaults: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of wppush.toml, draft 2020-12.

    `defaults` is that of a table of front matter, which this package does not know, and `definitions` are what it
    refers to.
    """
    schema = ConfigSchema.model_json_schema()
    own = schema.setdefault("$defs", {})
    own |= {**definitions, "defaults": dict(defaults)}
    for table in (schema, own["FolderTable"]):
        about = table["properties"]["defaults"]["description"]
        table["properties"]["defaults"] = {"description": about, "$ref": "#/$defs/defaults"}
    return {"$schema": DIALECT, **schema}
