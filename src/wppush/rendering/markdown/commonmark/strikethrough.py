"""GFM 6.5 for markdown-it-py: one tilde ends what one begins, two end what two begin.

Its own rule pairs tildes first and looks how many they were later: then `~~about ~5 minutes~~` has none left.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from markdown_it.rules_inline.strikethrough import postProcess, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.rules_inline.state_inline import Delimiter

_TILDE = ord("~")
_ALONE = -_TILDE
"""Marks delimiters of one tilde until they are paired."""


def install(reader: MarkdownIt) -> None:
    """Set the rules in place of markdown-it-py's."""
    reader.options["strikethrough_single_tilde"] = True
    reader.inline.ruler.at("strikethrough", _tildes)
    reader.inline.ruler2.at("strikethrough", _pairs)
    reader.enable("strikethrough")


def _tildes(state: StateInline, silent: bool) -> bool:
    found = tokenize(state, silent)
    if found and state.tokens[-1].content == "~":
        state.delimiters[-1].marker = _ALONE
    return found


def _pairs(state: StateInline) -> None:
    inner: Iterable[list[Delimiter]] = (meta["delimiters"] for meta in state.tokens_meta if meta)
    for delimiter in chain(state.delimiters, *inner):
        if delimiter.marker == _ALONE:
            delimiter.marker = _TILDE
    postProcess(state)
