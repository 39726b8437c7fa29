"""Entities, as HTML knows them; a number that is no character, or has no end, stays as it was typed."""

from __future__ import annotations

import html
import re

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = {"\r": " ", "\x0c": " "}


def decoded(text: str) -> str:
    """Give a text with the characters that its entities stand for."""
    return ENTITY.sub(lambda found: character(found[0]), text) if "&" in text else str(text)


def character(entity: str) -> str:
    """Give what an entity stands for; the text itself where HTML knows no such entity."""
    return without_controls(html.unescape(entity)) or "\N{REPLACEMENT CHARACTER}"


def without_controls(text: str) -> str:
    """Give a text that had entities: a blank for those that are one in HTML, U+FFFD for other control characters."""
    return _CONTROL.sub(lambda found: _BLANKS.get(found[0], "\N{REPLACEMENT CHARACTER}"), text)
