"""Footnotes for markdown-it-py: `[^label]`, its note on lines of their own, and `^[words]`.

The plugin `footnote` of mdit-py-plugins reads the notes; what it does with them later is made for HTML pages. Labels
are compared as GitHub compares them, without regard to case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from mdit_py_plugins.footnote.index import footnote_def

from wppush.rendering.markdown.beyond.footnotes import end_of_words
from wppush.rendering.markdown.commonmark.rules import bounded
from wppush.rendering.markdown.notes import normalised
from wppush.rendering.markdown.tree import FOOTNOTE, FOOTNOTE_REF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from wppush.rendering.markdown.commonmark.plugins import Make

_MARK = re.compile(r"\[\^([^\[\]\s]++)\]")
_NAME = "footnote_words"
_LABELS = "footnote_labels"


def install(reader: MarkdownIt) -> None:
    """Add the rules."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    reader.block.ruler.before("reference", "footnote_def", bounded(footnote_def), {"alt": interrupts})
    reader.inline.ruler.after("image", "footnote_ref", _reference)
    reader.inline.ruler.after("footnote_ref", _NAME, _words)


def _note(token: Token) -> Element:
    return Element(FOOTNOTE, {"label": normalised(token.meta["label"])})


def _mark(token: Token) -> Element:
    return Element(FOOTNOTE_REF, token.meta)


ELEMENTS: Mapping[str, Make] = {
    "footnote_reference_open": _note,
    "footnote_ref": _mark,
    f"{_NAME}_open": _mark,
}


def _reference(state: StateInline, silent: bool) -> bool:
    # Silent is whoever looks for the end of a link's words; a link in these would make them none.
    if silent or not state.src.startswith("[^", state.pos):
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if _LABELS not in state.env:
        known = state.env.get("footnotes", {}).get("refs", {})
        state.env[_LABELS] = {normalised(label.removeprefix(":")) for label in known}
    if normalised(found[1]) not in state.env[_LABELS]:
        return False
    state.push("footnote_ref", "", 0).meta = {"label": normalised(found[1])}
    state.pos = found.end()
    return True


def _words(state: StateInline, silent: bool) -> bool:
    start, limit = state.pos, state.posMax
    end = end_of_words(state.src, start) if state.src.startswith("^[", start) else None
    if end is None or end >= limit:
        return False
    if not silent:
        state.push(f"{_NAME}_open", "", 1)
        state.pos, state.posMax = start + len("^["), end
        state.md.inline.tokenize(state)
        state.push(f"{_NAME}_close", "", -1)
        state.posMax = limit
    state.pos = end + 1
    return True
