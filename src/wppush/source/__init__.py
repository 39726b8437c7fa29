"""Files to documents: finding, reading and checking Markdown files with front matter.

`read` brings YAML and pydantic with it, so it is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.source.codes import Code
from wppush.source.discovery import find, find_all
from wppush.source.document import CategoryPath, Document, FeaturedImage, FrontMatter, Status

if TYPE_CHECKING:
    from wppush.source.json_schema import defaults_schema, front_matter_schema
    from wppush.source.reader import Reading, keys, read, read_all
    from wppush.source.schema import FrontMatterSchema

__all__ = [
    "CategoryPath",
    "Code",
    "Document",
    "FeaturedImage",
    "FrontMatter",
    "FrontMatterSchema",
    "Reading",
    "Status",
    "defaults_schema",
    "find",
    "find_all",
    "front_matter_schema",
    "keys",
    "read",
    "read_all",
]


def __getattr__(name: str) -> object:
    if name in ("Reading", "keys", "read", "read_all"):
        from wppush.source import reader

        return getattr(reader, name)
    if name in ("defaults_schema", "front_matter_schema"):
        from wppush.source import json_schema

        return getattr(json_schema, name)
    if name == "FrontMatterSchema":
        from wppush.source.schema import FrontMatterSchema

        return FrontMatterSchema
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
