"""Escaping, the way the block editor's own serialisers do it, so that saving a post again changes no byte.

There are two writers in WordPress. What a person types (rich text) is written by the browser's `innerHTML`; what a
block's `save()` prints around it (an image's address, say) by WordPress's own element serialiser. They differ in the
characters they escape and in what they do with a text that already looks like an entity.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_ENTITY = r"&(?:[a-z0-9]+|#[0-9]+|#x[a-f0-9]+);"
_LOOKS_LIKE_ENTITY = re.compile(_ENTITY, re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rf"(?!{_ENTITY})&", re.IGNORECASE)
_LONGEST_REFERENCE = len("&#1114111;")
"""Of a character's number. What is longer is beyond Unicode, and Python refuses to read thousands of digits."""
_LONE_URL = re.compile(r"^(\s*https?:)//([^\s<>\"]+\s*)$", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"<!--\s+(?=/?wp:)")


def text(value: str) -> str:
    """Escape text that stands in rich text: a paragraph, a heading, a list item, a table cell, a caption."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def rich_attribute(value: str) -> str:
    """Escape the value of an attribute of a tag inside rich text: a link's `href`, an inline image's `alt`."""
    return text(value).replace('"', "&quot;")


def save_attribute(value: str) -> str:
    """Escape an attribute's value that a block's `save()` prints; `settled` has to be applied to the value first.

    An ampersand that begins an entity is left alone by WordPress, which is why such a value has no valid form.
    """
    return _BARE_AMPERSAND.sub("&amp;", value).replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def settled(value: str) -> str:
    """Give the nearest text that `save()` can print: what looks like an entity becomes the character it names.

    `R&amp;D` as the text of an image's `alt` would be read back as `R&D`, and the block would be called invalid.
    """
    while (decoded := _LOOKS_LIKE_ENTITY.sub(lambda found: _character(found[0]), value)) != value:
        value = decoded
    return value


def settled_url(value: str) -> str:
    """Give an address that `save()` can print: an ampersand that begins an entity is percent-encoded."""
    return _LOOKS_LIKE_ENTITY.sub(
        lambda found: found[0] if _character(found[0]) == found[0] else "%26" + found[0][1:], value
    )


def _character(entity: str) -> str:
    # An entity that HTML does not know (`&nope;`) is left bare by WordPress, and the browser reads it back unchanged.
    if entity.startswith("&#") and len(entity) > _LONGEST_REFERENCE:
        return "\ufffd"
    known = entity.startswith("&#") or entity[1:] in html5
    return html.unescape(entity) if known else entity


def code(value: str) -> str:
    """Escape the text of a code block.

    The editor also hides `[`, so that no shortcode runs, and the slashes of the first line that is nothing but an
    address, so that WordPress does not embed it.
    """
    return _LONE_URL.sub(r"\1&#47;&#47;\2", text(value).replace("[", "&#91;"), count=1)


def raw_html(value: str) -> str:
    """Give raw HTML in which no comment is a block delimiter.

    Up to 7.0 the editor deletes what stands between delimiters inside a Custom HTML block; without the blank a
    comment is just a comment.
    """
    return _BLOCK_COMMENT.sub("<!--", value)
