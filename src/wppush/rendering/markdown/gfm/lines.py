"""What a line may begin: the one table of patterns that the rules for blocks share.

Tabs are blanks by now: Python-Markdown expands them before it reads blocks.
"""

from __future__ import annotations

import re

from wppush.rendering.markdown.tags import CLOSE_TAG, OPEN_TAG

CODE_INDENT = 4
HEADING = re.compile(r" {0,3}#{1,6}(?: |$)", re.MULTILINE)
BREAK = re.compile(r" {0,3}(?:(?:\* *+){3,}+|(?:_ *+){3,}+|(?:- *+){3,}+)$", re.MULTILINE)
QUOTE = re.compile(r" {0,3}>")
ITEM = re.compile(r"(?P<indent> {0,3})(?P<marker>[-+*]|[0-9]{1,9}[.)])(?P<gap> +(?=[^ \n])| *$)", re.MULTILINE)
FOOTNOTE = re.compile(r" {0,3}\[\^([^\[\]\s\x02\x03]++)\]: *+")
STASHED = re.compile("[ ]*\x02wzxhzdk:[0-9]+\x03[ ]*$", re.MULTILINE)
"""A line that an earlier step has taken away: a fenced block of code, say."""

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)
_VERBATIM_TAGS = "script|pre|style|textarea"
HTML = re.compile(
    rf" {{0,3}}<(?:!--|\?|!\[CDATA\[|![a-zA-Z]|(?i:{_VERBATIM_TAGS})(?=[ >]|$)|/?(?i:{_BLOCK_TAGS})(?= |/?>|$))",
    re.MULTILINE,
)
"""Raw HTML that may follow a paragraph's line: GFM 4.6, the first six kinds."""
LONE_TAG = re.compile(rf" {{0,3}}(?:{OPEN_TAG}|{CLOSE_TAG}) *$", re.MULTILINE)
"""Any tag alone on its line: the seventh kind."""

_ITEM_IN_PARAGRAPH = r" {0,3}(?:[-+*]|1[.)]) +[^ \n]"
UNDERLINE = re.compile(r"\n {0,3}(=+|-+) *(?:\n|$)")
INTERRUPTION = re.compile(
    "\n(?=(?! {0,3}-+ *$)(?:"
    + "|".join(found.pattern for found in (HEADING, BREAK, QUOTE, FOOTNOTE, STASHED, HTML))
    + f"|{_ITEM_IN_PARAGRAPH}))",
    re.MULTILINE,
)
"""The line end before a line that ends the paragraph above it. Hyphens alone make that paragraph a heading."""


PARAGRAPH_END = re.compile(rf"{INTERRUPTION.pattern}|{UNDERLINE.pattern}", re.MULTILINE)


def first_line(text: str, at: int = 0) -> str:
    """Give the rest of the line at this offset, without a copy of all that stands behind it."""
    end = text.find("\n", at)
    return text[at : end if end >= 0 else None]


def indent_of(line: str) -> int:
    """Give the number of blanks that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def begins_block(line: str) -> bool:
    """Say whether a line at the beginning of a block is anything but a paragraph's."""
    if line[:1].isalpha():
        return False
    return line.startswith(" " * CODE_INDENT) or any(
        found.match(line) for found in (HEADING, BREAK, QUOTE, ITEM, STASHED, HTML, LONE_TAG)
    )


def interrupts(line: str) -> bool:
    """Say whether a line ends the paragraph before it."""
    return INTERRUPTION.match("\n" + line) is not None


def may_go_on(line: str) -> bool:
    """Say whether a paragraph ends with this line, so that one without a marker may go on with it (GFM 5.1)."""
    return bool(line.strip()) and not any(found.match(line) for found in (HEADING, BREAK, STASHED))
