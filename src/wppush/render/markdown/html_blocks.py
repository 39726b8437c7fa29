"""Where raw HTML begins as a block of its own, and what ends it: GFM section 4.6."""

from __future__ import annotations

import re

ATTRIBUTE = r"[ \t\n]++[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:[ \t\n]*+=[ \t\n]*+(?:[^ \t\n\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*+(?:{ATTRIBUTE})*+[ \t\n]*+/?>"
CLOSE_TAG = r"</[a-zA-Z][a-zA-Z0-9-]*+[ \t\n]*+>"

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)

_VERBATIM = re.compile(r"<(script|pre|style|textarea)(?=[ \t>]|$)", re.IGNORECASE)
_MARKED = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_DECLARATION = re.compile(r"<![a-zA-Z]")
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?=[ \t]|/?>|$)", re.IGNORECASE)
_LONE_TAG = re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})[ \t]*$")


def opens_html(text: str, at: int, *, interrupts: bool) -> str | None:
    """Give what ends the HTML block that begins here (in lower case; empty: a blank line), or None for none."""
    if not text.startswith("<", at):
        return None
    if found := _VERBATIM.match(text, at):
        return f"</{found[1].lower()}>"
    for begin, end in _MARKED:
        if text.startswith(begin, at):
            return end
    if _DECLARATION.match(text, at):
        return ">"
    if _BLOCK_TAG.match(text, at) or (not interrupts and _LONE_TAG.match(text, at)):
        return ""
    return None
