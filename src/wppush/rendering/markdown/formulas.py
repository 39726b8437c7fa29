"""Where LaTeX stands in a text: `$…$`, ``$`…`$`` and `$$…$$`, by rules that let prices and shell variables be.

As on GitHub and in Pandoc a formula does not begin or end with a blank; a digit or a letter before its first dollar or
behind its last one makes both of them dollars. The next dollar ends it, or there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_AMONG_WORDS = re.compile(
    r"(?<![\w$])\$(?:"
    r"`(?P<ticked>[^`]++)`\$"
    r"|\$(?!\$)(?P<display>(?:[^$\\]|\\.)++)\$\$"
    r"|(?=[^\s$`])(?P<words>(?:[^$\\]|\\.)++)(?<!\s)\$"
    r")(?![\w${])",
    re.DOTALL,
)
_PROSE = re.compile(
    r"(?:[0-9][0-9.,]*+[^\W\d_]{0,2}|[A-Z_][A-Z0-9_]++)(?:(?<=[,.])\s+[^\W\d_]{2}|[,;:.]?\s+[^\W\d_]{2,}+[,;:.]?\s+\w"
    r"|[;:.]\s+[^\W\d_]{2})"
)
"""A price or a shell variable, and words behind it: `$5 and 6$`, `$10, US$`. `$3 cm$` is a formula."""
_NUMBER_SIGN = re.compile(r"(?<!\\)#")
"""It means nothing in a formula, but much in shells."""
_LINES = re.compile(r" {0,3}\$\$(?!\$)(?P<latex>(?:[^$\\]|\\.)++)\$\$[ \t]*(?=\n|\Z)", re.DOTALL)
FIRST_LINE = re.compile(r"^ {0,3}\$\$(?!\$)", re.MULTILINE)
"""What a formula on lines of its own begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """LaTeX as the author wrote it."""

    latex: str
    display: bool
    written: str
    """With its dollars."""
    end: int
    """The offset behind it."""


def read_formula(text: str, at: int) -> Formula | None:
    """Read the formula whose first dollar stands at this offset of a paragraph's text."""
    found = _AMONG_WORDS.match(text, at)
    if found is None:
        return None
    display = found["display"]
    latex = (display or found["ticked"] or found["words"]).strip()
    if (
        not latex
        or (found["words"] and (_PROSE.match(latex) or _NUMBER_SIGN.search(latex)))
        or (latex[0] in "'\"" and text[at - 1 : at] == latex[0])  # `'$$', '$$'`: the dollars themselves
        or (display and display != latex and not _alone(text, *found.span()))
    ):
        return None
    return Formula(latex=latex, display=bool(display), written=found[0], end=found.end())


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether nothing else stands on the lines between these offsets: there blanks within dollars are usual."""
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return not text[line:start].strip() and not text[end : after if after >= 0 else None].strip(" \t.,;:")


def read_lines(text: str, at: int = 0) -> Formula | None:
    """Read the formula that begins with the line at this offset and has its lines for itself, without a blank one."""
    found = _LINES.match(text, at)
    if found is None or not found["latex"].strip() or "\n\n" in found["latex"]:
        return None
    return Formula(latex=found["latex"].strip(), display=True, written=found[0].strip(), end=found.end())
