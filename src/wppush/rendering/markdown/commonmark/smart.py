"""Typographic marks for markdown-it-py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.markdown.typography import Piece, set_typographic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_BREAKS = ("softbreak", "hardbreak")


def install(reader: MarkdownIt) -> None:
    """Add the rule, before escaped characters become text like any other."""
    reader.core.ruler.before("text_join", "smart", _smart)


def _smart(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            pieces = _pieces(token.children)
            set_typographic(pieces)
            for child, piece in zip(token.children, pieces, strict=True):
                child.content = child.content if piece.fixed else piece.text


def _pieces(tokens: Sequence[Token]) -> list[Piece]:
    pieces: list[Piece] = []
    bare = False
    for token in tokens:
        if token.info == "auto":
            bare = token.nesting > 0
        if token.type == "text" and not bare:
            pieces.append(Piece(token.content, token.level))
        elif token.type in _BREAKS:
            pieces.append(Piece(" ", token.level, fixed=True))
        else:
            beside = "" if token.type == "html_inline" or token.nesting else token.content or "x"
            pieces.append(Piece(beside, token.level, fixed=True))
    return pieces
