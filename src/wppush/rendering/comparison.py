"""Where the two flavours of Markdown read a text differently: what another tool may show of it than we do.

Both trees are compared as they are after all steps, block by block: the kinds of blocks in each other, and the words
that a reader sees. Python-Markdown's extensions and typographic marks are left out of it: each flavour has its own, on
purpose, and nobody who asks for them wants to hear of it at every post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from wppush.config import MarkdownConfig
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.rendering.codes import Code
from wppush.rendering.conversion import clean, take_steps
from wppush.rendering.markdown import FOOTNOTE_REF, MATH, parse, plain_text
from wppush.rendering.markdown.flow import is_block
from wppush.rendering.markdown.tree import FOOTNOTES
from wppush.rendering.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from wppush.config import Flavor
    from wppush.rendering.markdown import Tree

_FLAVORS: tuple[Flavor, Flavor] = ("python-markdown", "gfm")
_MORE = "from here on the flavours python-markdown and gfm read more blocks differently"
_MOST = 10
"""Differences reported of one text."""
_REACH = 50
"""Blocks among which the next one is looked for that both flavours read alike."""
_DESTINATION = re.compile(r"(?<=\]\()[^()\s{]*\{(?:%[^%\n]*%|\{[^{}\n]*\})\}[^()\s]*(?=[ )])")
"""Where a link leads whose address has a template in it: `({% post_url 2024-01-02-x %})`."""
_KINDS_SHOWN = 3
_CONTEXT = 12
_SHOWN = 40
_HINT = (
    "part blocks by blank lines, and indent what belongs to a list item as far as its words; "
    "posts are published as your own flavor reads them"
)
_KINDS = {
    "p": "a paragraph",
    "ul": "a list",
    "ol": "a numbered list",
    "li": "a list item",
    "blockquote": "a quote",
    "pre": "code",
    "raw-html": "raw HTML",
    "table": "a table",
    "tr": "a row of a table",
    "hr": "a thematic break",
    "callout": "a callout",
    "details": "details",
    "math": "a formula",
    "footnote": "a footnote",
} | {f"h{level}": f"a heading {level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class _Difference:
    """Blocks that stand at one place."""

    by_python_markdown: Sequence[Element]
    by_gfm: Sequence[Element]
    line: int


def compare_flavors(
    text: str,
    *,
    name: str = "<text>",
    first_line: int = 1,
    markdown: MarkdownConfig | None = None,
    target: Target | None = None,
) -> tuple[Diagnostic, ...]:
    """Give a warning for each block, up to a number, that the two flavours read differently, with its line.

    `name` and `first_line` are as for `render`; of `markdown` counts what does not belong to one flavour alone.
    """
    markdown = replace(markdown or MarkdownConfig(), extensions=(), extension_configs={}, smart=False)
    target, cleaned = target or Target(), _DESTINATION.sub(_in_one_word, clean(text))
    found: list[Diagnostic] = []
    trees = (_read(cleaned, replace(markdown, flavor=flavor), target) for flavor in _FLAVORS)
    for difference in _differences(*trees):
        location = Location(path=name, line=first_line + difference.line)
        code, message = (
            (Code.OTHER_FLAVOR, _message(difference)) if len(found) < _MOST else (Code.MORE_OF_OTHER_FLAVOR, _MORE)
        )
        found.append(Diagnostic(code=code, message=message, severity=Severity.WARNING, location=location, hint=_HINT))
        if code == Code.MORE_OF_OTHER_FLAVOR:
            break
    return tuple(found)


def _in_one_word(found: re.Match[str]) -> str:
    """Give an address with a template of Hugo's or Jekyll's as one that both read: it is filled in before they do."""
    return re.sub(r"[ \t]", "-", found[0])


def _read(text: str, markdown: MarkdownConfig, target: Target) -> Tree:
    tree = parse(text, markdown)
    for _ in take_steps(text, tree, markdown, target):
        pass
    return tree


def _differences(one: Tree, other: Tree) -> Iterator[_Difference]:
    """Give the blocks that differ, in the order of the text."""
    # The list of notes at the end is made of the notes, which have their lines.
    ours, theirs = ([block for block in tree.root if block.tag != FOOTNOTES] for tree in (one, other))
    yield from _among(ours, theirs, other.lines)
    yield from _among([*one.footnotes.values()], [*other.footnotes.values()], other.lines)


def _among(ours: Sequence[Element], theirs: Sequence[Element], lines: Mapping[Element, int]) -> Iterator[_Difference]:
    """Give the differences among blocks: one for all between two that are alike, or for each of one kind."""
    left, right = [*map(_seen, ours)], [*map(_seen, theirs)]
    at = where = line = 0
    while at < len(ours) or where < len(theirs):
        line = lines.get(theirs[where], line) if where < len(theirs) else line
        if left[at : at + 1] == right[where : where + 1]:
            at, where = at + 1, where + 1
            continue
        some, others = _steps_to_alike(left[at : at + _REACH], right[where : where + _REACH])
        mine, yours = ours[at : at + some], theirs[where : where + others]
        if [block.tag for block in mine] == [block.tag for block in yours]:
            for a, b in zip(mine, yours, strict=True):
                if _seen(a) != _seen(b):
                    yield _innermost(a, b, lines, lines.get(b, line))
        elif mine and yours and mine[0].tag == yours[0].tag and _seen(mine[0]) != _seen(yours[0]):
            inner = _innermost(mine[0], yours[0], lines, line)
            if inner.by_gfm or not yours[1:]:
                yield inner
            else:  # what one flavour has in the first block stands behind it in the other
                yield _Difference(inner.by_python_markdown, yours[1:], lines.get(yours[1], inner.line))
        else:
            yield _Difference(mine, yours, line)
        at, where = at + some, where + others


def _steps_to_alike(left: Sequence[_Seen], right: Sequence[_Seen]) -> tuple[int, int]:
    """Give how many blocks of either side come before the next ones that are alike."""
    places: dict[_Seen, int] = {}
    for where, block in enumerate(right):
        places.setdefault(block, where)
    pairs = [(at, places[block]) for at, block in enumerate(left) if block in places]
    return min(pairs, key=sum, default=(len(left), len(right)))


def _innermost(mine: Element, yours: Element, lines: Mapping[Element, int], line: int) -> _Difference:
    """Give the first difference within two blocks of one kind."""
    inner = zip_longest(filter(is_block, mine), filter(is_block, yours))
    a, b = next((pair for pair in inner if None in pair or _seen(pair[0]) != _seen(pair[1])), (None, None))
    line = line if b is None else lines.get(b, line)
    if a is not None and b is not None and a.tag == b.tag:
        return _innermost(a, b, lines, line)
    if a is None and b is None:
        return _Difference([mine], [yours], line)
    return _Difference([] if a is None else [a], [] if b is None else [b], line)


_Seen = tuple[str, ...]


def _seen(block: Element) -> _Seen:
    """Give what a reader sees of a block: the kinds of blocks in it, and the words in them."""
    out: list[str] = []
    words: list[str] = []
    _look(block, out, words)
    return tuple(out)


def _look(block: Element, out: list[str], words: list[str]) -> None:
    def end() -> None:
        text = "".join(words)
        words.clear()
        if block.tag == "pre":
            text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
        else:
            text = " ".join(text.split())
        if text:
            out.append(text)

    out.append(f"<{block.tag}>")
    words.append(block.text or "")
    for child in block:
        if is_block(child):
            end()
            _look(child, out, words)
        elif child.tag == "img":
            words.append(child.get("alt", ""))
        else:
            words.append(_inline_words(child))
        words.append(child.tail or "")
    end()
    out.append("</>")


def _inline_words(element: Element) -> str:
    """Give the words of what stands in a text; a formula's and a footnote's are what tells them from others."""
    marks = {MATH: "data-latex", FOOTNOTE_REF: "label"}
    mark = element.get(marks[element.tag], "") if element.tag in marks else ""
    return f"{mark}{plain_text(element)}"


def _message(difference: _Difference) -> str:
    mine, yours = difference.by_python_markdown, difference.by_gfm
    if [block.tag for block in mine] != [block.tag for block in yours]:
        return f"the flavours differ: python-markdown reads {_kinds(mine)} here, gfm {_kinds(yours)}"
    one, other = (_words(blocks[0]) for blocks in (mine, yours))
    if one == other:
        return f"the flavours python-markdown and gfm read {_kinds(mine)} here differently"
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(start - _CONTEXT, 0)
    one, other = one[start : start + _SHOWN], other[start : start + _SHOWN]
    return f"the flavours differ: python-markdown reads “{one}” in {_kinds(mine)} here, gfm “{other}”"


def _words(block: Element) -> str:
    text = plain_text(block)
    return text.replace("\n", "⏎") if block.tag == "pre" else " ".join(text.split())


def _kinds(blocks: Sequence[Element]) -> str:
    names = [_KINDS.get(block.tag, f"<{block.tag}>") for block in blocks[:_KINDS_SHOWN]]
    names += ["more"] * (len(blocks) > _KINDS_SHOWN)
    *first, last = names or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last
