"""Links and pictures are not looked for behind a text's last closing bracket: `[[[[…` would be read a hundred times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_inline import image, link

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

_LAST = "wppush_last_bracket"


def install(reader: MarkdownIt) -> None:
    """Put the rules in the places of markdown-it-py's own."""
    reader.inline.ruler.at("link", _closable(link))
    reader.inline.ruler.at("image", _closable(image))


def _closable(rule: Rule) -> Rule:
    def rule_with_end(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!":
            return False
        text, last = state.env.get(_LAST, (None, -1))
        if text is not state.src:
            last = state.src.rfind("]")
            state.env[_LAST] = state.src, last
        return state.pos < last and rule(state, silent)

    return rule_with_end
