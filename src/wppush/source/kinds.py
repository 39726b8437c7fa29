"""What kinds of values there are, as JSON Schemas: what an editor can know of what `readers` and `structured` take."""

from __future__ import annotations

from typing import Any, get_args

from wppush.source import readers, structured
from wppush.source.document import PostFormat, Status

DATES = ["2024-05-01", "2024-05-01 18:30", "2024-05-01T18:30:00+02:00"]
SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""Of YAML a scalar is its text, so that editors must not mark `title: 2024` or `tags: [1984]`."""
WORD: dict[str, Any] = {**SCALAR, "pattern": r"\S"}
DATE: dict[str, Any] = {"type": "string", "examples": DATES}
INTEGER: dict[str, Any] = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*[+-]?[0-9]{1,20}\s*$"}]}
_TRUE = r"^\s*(?:[tT][rR][uU][eE]|[yY][eE][sS])\s*$"
ID: dict[str, Any] = {
    "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^\s*\+?0*[1-9][0-9]*\s*$"}]
}
_WORDS = ["true", "false", "yes", "no", "on", "off"]


def words(*words: str) -> dict[str, Any]:
    """A choice of words, in any case; those in small letters are what an editor offers."""
    spelled = "|".join("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in word) for word in words)
    return {"anyOf": [{"enum": list(words)}, {"type": "string", "pattern": rf"^\s*(?:{spelled})\s*$"}]}


BOOLEAN: dict[str, Any] = {"anyOf": [{"type": "boolean"}, *words(*_WORDS)["anyOf"][1:]]}
OPEN: dict[str, Any] = {
    "anyOf": [{"enum": ["open", "closed"]}, {"type": "boolean"}, *words(*_WORDS, *readers.OPEN)["anyOf"][1:]]
}
STICKY: dict[str, Any] = {"anyOf": [*BOOLEAN["anyOf"], *INTEGER["anyOf"]]}
"""A number, too, as Hexo has it."""
STATUS = words(*map(str, Status), *readers.STATUS_SYNONYMS)
FORMAT = words(*get_args(PostFormat))
POST_TYPE: dict[str, Any] = {
    **SCALAR,
    "pattern": r"^\s*(?!(?:[pP][oO][sS][tT]|[pP][aA][gG][eE])[sS]\s*$)[A-Za-z0-9_-]{1,20}\s*$",
}
META: dict[str, Any] = {"type": "object", "propertyNames": {"pattern": r"\S", "not": {"enum": ["footnotes"]}}}
NAMES: dict[str, Any] = {"anyOf": [{"type": "array", "items": SCALAR}, SCALAR]}
_TERMS: dict[str, Any] = {
    "anyOf": [SCALAR, {"type": "array", "items": {"$ref": "#/$defs/terms"}}, {"$ref": "#/$defs/parents"}]
}
DEFS: dict[str, Any] = {
    "terms": _TERMS,
    "parents": {"type": "object", "additionalProperties": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/terms"}]}},
    "image": {
        "anyOf": [
            {"$ref": "#/$defs/address"},
            {"$ref": "#/$defs/described"},
            {"type": "array", "prefixItems": [{"$ref": "#/$defs/image"}]},
        ]
    },
    "address": {"anyOf": [{"type": "string", "not": {"pattern": _TRUE}}, {"type": "number"}, {"const": False}]},
    "described": {
        "type": "object",
        "properties": {
            **{name: {"anyOf": [{"$ref": "#/$defs/address"}, {"type": "null"}]} for name in structured.ADDRESSES},
            "alt": {"type": ["string", "number", "boolean", "null"]},
            "caption": {"type": ["string", "number", "boolean", "null"]},
        },
        "anyOf": [
            {"required": [name], "properties": {name: {"not": {"type": "null"}}}} for name in structured.ADDRESSES
        ],
    },
    "login": {
        "anyOf": [
            {"type": ["string", "boolean"], "pattern": r"\S"},
            {"type": "number", "not": {"type": "integer", "maximum": 0}},
        ]
    },
    "user": {
        "anyOf": [
            {"$ref": "#/$defs/login"},
            {
                "type": "object",
                "anyOf": [
                    {"required": [name], "properties": {name: {"$ref": "#/$defs/login"}}} for name in readers.USER_KEYS
                ],
            },
        ]
    },
}
"""What several fields refer to."""
