"""The grammar of block delimiters: writing them as WordPress does, and finding them in a post.

The rules are those of WordPress's own parser (`WP_Block_Parser`) and of `serializeAttributes` in its block editor.
What stands between the delimiters is not looked at here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from wppush.blocks.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wppush.blocks.model import JSON

_ESCAPES = (("\\\\", "\\u005c"), ("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
"""In this order. An unescaped `--` or `>` would end the HTML comment for every other reader of the page."""

_OPENING = re.compile(r"<!--\s+(?P<closer>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+")
_AFTER_ATTRIBUTES = re.compile(r"\}\s+(?P<void>/)?-->")
_WITHOUT_ATTRIBUTES = re.compile(r"(?P<void>/)?-->")


def serialize_attributes(attributes: Mapping[str, JSON]) -> str:
    """Give a delimiter's JSON in the bytes of WordPress 7.1 (older ones parse them too)."""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text.replace('\\"', "\\u0022")


def opening(name: str, attributes: Mapping[str, JSON], *, void: bool = False) -> str:
    """Give a block's opening (or void) delimiter."""
    said = f" {serialize_attributes(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{said} {'/' if void else ''}-->"


def serialize(blocks: Sequence[Block]) -> str:
    """Give the markup of a post: one blank line between blocks, none at the end."""
    return "\n\n".join(_serialize_one(block) for block in blocks)


def _serialize_one(block: Block) -> str:
    # Explicit stacks instead of recursion: a list may be nested as deeply as its author likes.
    out: list[str] = []
    pending: list[Block | str] = [block]
    while pending:
        piece = pending.pop()
        if isinstance(piece, str):
            out.append(piece)
            continue
        if piece.markup:
            out.append(piece.markup)
            continue
        if not piece.content:
            out.append(opening(piece.name, piece.attributes, void=True))
            continue
        inside: list[Block | str] = [opening(piece.name, piece.attributes), "\n"]
        previous: Block | str = ""
        for part in piece.content:
            if isinstance(part, Block) and isinstance(previous, Block):
                inside.append("\n\n")
            inside.append(part)
            previous = part
        inside += ["\n", f"<!-- /wp:{piece.name} -->"]
        pending.extend(reversed(inside))
    return "".join(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delimiter:
    """One delimiter found in a post."""

    start: int
    """Offset of `<!--` in the text."""
    end: int
    """Offset behind `-->`."""
    name: str
    closer: bool
    void: bool
    json: str
    """The attributes as written, or an empty string."""

    def attributes(self) -> dict[str, JSON]:
        """Give the attributes; none where the JSON is broken, as WordPress's parser has it."""
        if not self.json:
            return {}
        try:
            value = json.loads(self.json)
        except (ValueError, RecursionError):
            return {}
        return cast("dict[str, JSON]", value) if isinstance(value, dict) else {}


def delimiters(text: str) -> Iterator[Delimiter]:
    """Find every block delimiter of a post, in order. Linear in the length of the text."""
    at = 0
    attributes_may_end = True
    while found := _OPENING.search(text, at):
        rest = found.end()
        if text.startswith("{", rest):
            # Once no end was found there is none further on either; to search again would take quadratic time.
            closed = _AFTER_ATTRIBUTES.search(text, rest) if attributes_may_end else None
            attributes_may_end = closed is not None
            said = text[rest : closed.start() + 1] if closed else ""
        else:
            closed = _WITHOUT_ATTRIBUTES.match(text, rest)
            said = ""
        if closed is None:
            at = rest
            continue
        yield Delimiter(
            start=found.start(),
            end=closed.end(),
            name=found["name"].removeprefix("core/"),
            closer=found["closer"] is not None,
            void=closed["void"] is not None,
            json=said,
        )
        at = closed.end()
