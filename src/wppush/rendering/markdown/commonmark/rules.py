"""What markdown-it-py's own rules don't say or do: `{#id}` at headings, cells left out of tables, an end of nesting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block import blockquote, list_block, table

from wppush.rendering.codes import Code
from wppush.rendering.markdown.gfm.nesting import Nesting
from wppush.rendering.markdown.gfm.tables import split_row

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

    from wppush.rendering.markdown.notices import Notices

    Rule = Callable[[StateBlock, int, int, bool], bool]

_ANCHOR = re.compile(r"(?:^|(?<=[ \t]))\{#([^\s{}#\"'<>&]+)\}$")
_OURS = "wppush"


@dataclass(slots=True)
class Environment:
    """What the rules know about the text at hand."""

    notices: Notices
    nesting: Nesting = field(init=False)

    def __post_init__(self) -> None:
        self.nesting = Nesting(self.notices.note)

    def for_rules(self) -> MutableMapping[str, Any]:
        """Give it in the form that markdown-it-py hands on."""
        return {_OURS: self}


def install(reader: MarkdownIt) -> None:
    """Put the rules in their places."""
    paragraph = ["paragraph", "reference"]
    reader.block.ruler.at("table", _table, {"alt": paragraph})
    reader.block.ruler.at("blockquote", bounded(blockquote), {"alt": [*paragraph, "blockquote", "list"]})
    reader.block.ruler.at("list", bounded(list_block), {"alt": [*paragraph, "blockquote"]})
    reader.core.ruler.before("inline", "heading_ids", _heading_ids)


def _environment(state: StateBlock) -> Environment:
    environment: Environment = state.env[_OURS]
    return environment


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def bounded(rule: Rule) -> Rule:
    """Give a rule for blocks that hold blocks with an end to how deeply they may stand in each other."""

    def rule_with_end(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        nesting = _environment(state).nesting
        if not nesting.has_room():
            if rule(state, start, end, True):
                nesting.refuse(_line(state, start))
            return False
        with nesting:
            return rule(state, start, end, silent)

    return rule_with_end


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table; report cells for which the head has no column. Hyphens alone make a heading of the line above."""
    if start + 1 >= end or not _line(state, start + 1).strip(" \t-") or not table(state, start, end, silent):
        return False
    if not silent:
        notices = _environment(state).notices
        head, _, *rows = (_line(state, number) for number in range(start, state.line))
        columns = len(split_row(head))
        for line, row in enumerate(rows, start + 2):
            if row.count("|") < columns:
                continue
            for offset, cell in split_row(row)[columns:]:
                if cell:
                    notices.note(Code.TOO_MANY_CELLS, cell, within=row, offset=offset, line=line)
                    break
    return True


def _heading_ids(state: StateCore) -> None:
    """Take `{#id}` off the ends of headings."""
    for at, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        inline = state.tokens[at + 1]
        anchor = _ANCHOR.search(inline.content) if inline.content.endswith("}") else None
        if anchor:
            token.attrSet("id", anchor[1])
            inline.content = inline.content[: anchor.start()].rstrip(" \t")
