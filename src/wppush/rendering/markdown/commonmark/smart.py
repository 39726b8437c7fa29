"""Typographic quotes, dashes and ellipses for markdown-it-py.

The quotes are its own. The rest is not: its rule for dashes makes ™ of (tm) as well, and takes out commas. Here as with
Python-Markdown's `smarty`, two hyphens are an en dash and three an em dash.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_WORD = re.compile(r"\S++")
_MARK = re.compile(r"(?<!-)---?(?!-)|(?<!\.)\.\.\.(?!\.)|(?<!\w)'(?=[0-9]0s)")
_TYPOGRAPHIC = {"--": "–", "---": "—", "...": "…", "'": "’"}


def install(reader: MarkdownIt) -> None:
    """Set the rules in place of markdown-it-py's."""
    reader.options["typographer"] = True
    reader.core.ruler.at("replacements", _marks)
    reader.enable(["replacements", "smartquotes"])


def _marks(state: StateCore) -> None:
    for inline in state.tokens:
        if inline.type == "inline" and _MARK.search(inline.content):
            _replace(inline.children or [])


def _replace(tokens: list[Token]) -> None:
    bare = False
    for token in tokens:
        if token.info == "auto":
            bare = token.nesting > 0
        elif token.type == "text" and not bare:
            token.content = _WORD.sub(_typographic, token.content)


def _typographic(word: re.Match[str]) -> str:
    if "@" in word[0]:
        return word[0]  # an address of mail
    return _MARK.sub(lambda found: _TYPOGRAPHIC[found[0]], word[0])
