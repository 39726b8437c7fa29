"""Writing the mark into a post, finding it there, and taking it away.

A stock WordPress has no idempotency key and no field of its own for a client. What it does keep, for every role and
through the block editor, is the `metadata` of a block (tried on 6.5, 6.8 and 7.1). So the first block carries

    {"metadata":{"wppush":{"source":"…16 hex","base":{"content":"…8 hex",…},"sent":{"tags":"…8 hex",…}}}}

Refused alternatives: an attribute of our own (the editor drops it), post meta (ignored unless a plugin registers it),
a lock file (a fresh checkout would not know it).

A post without blocks has nothing of the kind. There the mark is an HTML comment,

    <!-- wppush source=…16 hex base=content:…8 hex,title:…8 hex sent=tags:…8 hex -->

without any character that the filter for authors would rewrite. Visitors find it in the source of the page. It stands
behind the last words, within their element: one of its own WordPress would wrap in an empty paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks.grammar import delimiters, opening
from wppush.blocks.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.blocks.grammar import Delimiter
    from wppush.blocks.model import JSON

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

_PAIR = re.compile(r"[a-z0-9_.-]++:[0-9a-f]++")
_PAIRS = rf"{_PAIR.pattern}(?:,{_PAIR.pattern})*+"
_COMMENT = re.compile(
    rf"<!-- wppush source=(?P<source>[0-9a-f]++)(?: base=(?P<base>{_PAIRS}))?+(?: sent=(?P<sent>{_PAIRS}))?+ -->"
)
_BEFORE_LAST = "\n\n"
"""What stands before a comment for which no paragraph was found."""
_CLOSING = re.compile(
    "</(?:[abiqsu]|abbr|blockquote|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|ins|kbd|li|mark|ol|p|pre"
    "|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|ul)>"
)
_EMBEDDED = re.compile(r"<p>\s*https?://\S+")
"""An address alone in its paragraph, where WordPress would not see it any longer with a comment behind it."""
_LONGEST = len("</blockquote>")
_NOT_HTML = tuple(
    (re.compile(opens, re.ASCII | re.IGNORECASE), re.compile(closes, re.ASCII | re.IGNORECASE))
    for opens, closes in [("<!--", "-->"), *((f"<{tag}", f"</{tag}") for tag in ("script", "style", "textarea", "xmp"))]
)


def read_mark(content: str) -> Mark | None:
    """Give the mark of a post's raw content: the first one, wherever an editor may have moved its block."""
    if '"wppush"' in content:
        for delimiter in delimiters(content):
            mark = _mark_of(delimiter)
            if mark is not None:
                return mark
    comment = _COMMENT.search(content)
    return None if comment is None else _mark_in(comment)


def strip_mark(content: str) -> str:
    """Give the content without any mark (an editor may have copied a marked block)."""
    return _without_comments(_replace_marks(content, None))


def with_mark(content: str, mark: Mark) -> str:
    """Give the content with exactly this mark: where the old one stood, else in the first block, if there is one."""
    if '"wppush"' in content and any(_mark_of(delimiter) is not None for delimiter in delimiters(content)):
        return _without_comments(_replace_marks(content, mark))
    if comment := _COMMENT.search(content):
        return content[: comment.start()] + _comment(mark) + _without_comments(content[comment.end() :])
    for delimiter in delimiters(content):
        if not delimiter.closer:
            return content[: delimiter.start] + _write(delimiter, mark) + content[delimiter.end :]
    at = _end_of_words(content)
    if at is None or any(_is_within(content, at, *pair) for pair in _NOT_HTML):
        return f"{content}{_BEFORE_LAST if content else ''}{_comment(mark)}"
    return content[:at] + _comment(mark) + content[at:]


def _end_of_words(content: str) -> int | None:
    """Give the place before the closing tags with which the last words end; None where there is none to be sure of."""
    at = content.rfind("</")
    while at >= 0:
        if not _CLOSING.match(content, at):
            at = content.rfind("</p>", 0, at)
            continue
        at = _before_closing_tags(content, at)
        paragraph = content.rfind("<", 0, at)
        if not _EMBEDDED.fullmatch(content, max(paragraph, 0), at):
            return at
        at = content.rfind("</", 0, paragraph)
    return None


def _before_closing_tags(content: str, at: int) -> int:
    while True:
        end = at
        while end and content[end - 1] in " \n":
            end -= 1
        before = content.rfind("</", max(0, end - _LONGEST), end)
        if before < 0 or not _CLOSING.fullmatch(content, before, end):
            return end
        at = before


def _is_within(content: str, at: int, opens: re.Pattern[str], closes: re.Pattern[str]) -> bool:
    end = closes.search(content, at)
    return end is not None and opens.search(content, at, end.start()) is None


def _comment(mark: Mark) -> str:
    said = [f" {name}={pairs}" for name in ("base", "sent") if (pairs := _pairs(getattr(mark, name)))]
    return f"<!-- wppush source={mark.source}{''.join(said)} -->"


def _pairs(digests: Mapping[str, str]) -> str:
    # What somebody may have written into the metadata of a block must not end the comment.
    pairs = (f"{field}:{value}" for field, value in sorted(digests.items()))
    return ",".join(pair for pair in pairs if _PAIR.fullmatch(pair))


def _mark_in(comment: re.Match[str]) -> Mark:
    base, sent = (
        dict(pair.split(":", 1) for pair in comment[name].split(",")) if comment[name] else {}
        for name in ("base", "sent")
    )
    return Mark(source=comment["source"], base=base, sent=sent)


def _without_comments(content: str) -> str:
    if "<!-- wppush " not in content:
        return content
    out: list[str] = []
    at = 0
    for comment in _COMMENT.finditer(content):
        before = content[at : comment.start()]
        out.append(before.removesuffix(_BEFORE_LAST) if comment.end() == len(content) else before)
        at = comment.end()
    return "".join(out) + content[at:]


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
