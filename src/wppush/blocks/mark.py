"""The mark: how a post on the site says which file it comes from.

A stock WordPress has no idempotency key and no field of its own for a client. What it does keep, for every role and
through the block editor, is the `metadata` of a block (tried on 6.5, 6.8 and 7.1). So the first block carries

    {"metadata":{"wppush":{"source":"…16 hex","base":{"content":"…8 hex",…},"sent":{"tags":"…8 hex",…}}}}

`source` names the file. `base` has, for each field that the file manages, a digest of the value as the site stored it
at the last write: what differs from it now was changed on the site. `sent` has a digest of the file's own value, for
those fields where that is not what was stored: a role whose HTML is filtered, terms that are names here and ids there.
What differs from it (or, where it is absent, from `base`) was changed in the file.

Refused alternatives: an HTML comment (shown to visitors, becomes a Classic block), an attribute of our own (the editor
drops it), post meta (ignored unless a plugin registers it), a lock file (a fresh checkout would not know it).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.blocks.grammar import delimiters, opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.blocks.grammar import Delimiter
    from wppush.blocks.model import JSON

_PROJECT_DIGITS = 5
_SOURCE_DIGITS = 16
_SUPPORTS = frozenset(
    {
        "align",
        "anchor",
        "backgroundColor",
        "borderColor",
        "className",
        "fontFamily",
        "fontSize",
        "gradient",
        "layout",
        "style",
        "textColor",
    }
)
"""Attributes that WordPress adds to blocks in general; `metadata` stands between a block's own ones and these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a post says of its file."""

    source: str
    """16 hexadecimal digits: 5 of the project, 11 of the file's key within it."""
    base: Mapping[str, str] = field(default_factory=dict)
    """Field → digest of the value that the site stored."""
    sent: Mapping[str, str] = field(default_factory=dict)
    """Field → digest of the file's value, where it is not the one in `base`."""

    def file_digest(self, name: str) -> str | None:
        """Give the digest of what the file said at the last write; None for a field it did not manage."""
        return self.sent.get(name, self.base.get(name))


def digest(value: str) -> str:
    """Give the 8 hexadecimal digits by which a value is told from its predecessor."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def source_of(project: str, key: str) -> str:
    """Give the 16 digits that name a file on the site. They tell nothing of the path.

    The first five are the project's, so that a renamed file can be told from another project's on the same site.
    """
    first = hashlib.sha256(project.encode()).hexdigest()[:_PROJECT_DIGITS]
    rest = hashlib.sha256(f"{project}\0{key}".encode()).hexdigest()
    return (first + rest)[:_SOURCE_DIGITS]


def same_project(a: str, b: str) -> bool:
    """Say whether two sources belong to one project."""
    return a[:_PROJECT_DIGITS] == b[:_PROJECT_DIGITS]


def read_mark(content: str) -> Mark | None:
    """Give the mark of a post's raw content: the first one, wherever an editor may have moved its block."""
    if '"wppush"' not in content:
        return None
    for delimiter in delimiters(content):
        mark = _mark_of(delimiter)
        if mark is not None:
            return mark
    return None


def strip_mark(content: str) -> str:
    """Give the content without any mark (an editor may have copied a marked block)."""
    return _replace_marks(content, None)


def with_mark(content: str, mark: Mark) -> str:
    """Give the content with exactly this mark: where the old one stood, else in the first block.

    Raises ValueError where the content has no block to carry it.
    """
    if read_mark(content) is not None:
        return _replace_marks(content, mark)
    for delimiter in delimiters(content):
        if not delimiter.closer:
            return content[: delimiter.start] + _write(delimiter, mark) + content[delimiter.end :]
    raise ValueError("content without a block has no place for a mark")


def _mark_of(delimiter: Delimiter) -> Mark | None:
    if '"wppush"' not in delimiter.json:
        return None
    metadata = delimiter.attributes().get("metadata")
    said = metadata.get("wppush") if isinstance(metadata, dict) else None
    if not isinstance(said, dict) or not isinstance(said.get("source"), str):
        return None
    return Mark(source=str(said["source"]), base=_digests(said.get("base")), sent=_digests(said.get("sent")))


def _digests(value: JSON) -> dict[str, str]:
    return {key: entry for key, entry in value.items() if isinstance(entry, str)} if isinstance(value, dict) else {}


def _replace_marks(content: str, mark: Mark | None) -> str:
    """Write `mark` over the first mark and remove every other one."""
    if '"wppush"' not in content:
        return content
    out: list[str] = []
    at = 0
    for delimiter in delimiters(content):
        if _mark_of(delimiter) is None:
            continue
        out += [content[at : delimiter.start], _write(delimiter, mark)]
        at = delimiter.end
        mark = None
    return "".join(out) + content[at:]


def _write(delimiter: Delimiter, mark: Mark | None) -> str:
    attributes = delimiter.attributes()
    said = attributes.get("metadata")
    metadata = {key: value for key, value in said.items() if key != "wppush"} if isinstance(said, dict) else {}
    if mark is not None:
        entry: dict[str, JSON] = {"source": mark.source}
        # An empty object would come back from PHP as an empty array.
        if mark.base:
            entry["base"] = dict(sorted(mark.base.items()))
        if mark.sent:
            entry["sent"] = dict(sorted(mark.sent.items()))
        metadata["wppush"] = entry
    return opening(delimiter.name, _with_metadata(attributes, metadata), void=delimiter.void)


def _with_metadata(attributes: dict[str, JSON], metadata: dict[str, JSON]) -> dict[str, JSON]:
    """Put metadata where the block editor writes it (6.5 to 7.1), so that the post is what it would save."""
    rest = {key: value for key, value in attributes.items() if key != "metadata"}
    if not metadata:
        return rest
    keys = list(rest)
    at = next((place for place, key in enumerate(keys) if key in _SUPPORTS), len(keys))
    own = {key: rest[key] for key in keys[:at]}
    return {**own, "metadata": metadata, **rest}
