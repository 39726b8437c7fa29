"""Obsidian's comments on lines of their own: from a line `%%` to the next one, whatever stands between them.

What is in them is no Markdown, so they go before any is read. Lines of code are left alone, and a `%%` that has no
partner is text. Blank lines stay in their place, so that every other line keeps its number.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from wppush.rendering.codes import Code
from wppush.rendering.markdown.notices import Notice

_MARK = re.compile(r" {0,3}%%[ \t]*")
_FENCE = re.compile(r"[ \t>]*+(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*+(?P<fence>`{3,}+(?=[^`]*$)|~{3,}+)")
_VERBATIM = re.compile(r" {0,3}<(?P<name>pre|script|style|textarea|!--)(?=[\s>]|$|(?<=--))", re.IGNORECASE)


def without_comments(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Give a text without such comments, and a notice of each."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if "%%" in line and _MARK.fullmatch(line)]
    if len(marks) < 2:
        return text, ()
    notices: list[Notice] = []
    number, last = 0, marks[-1]
    while number < last:
        if closing := _closing(lines[number]):
            number += 1
            while number <= last and not closing.search(lines[number]):
                number += 1
        elif "%%" in lines[number] and _MARK.fullmatch(lines[number]):
            end = marks[bisect_right(marks, number)]
            about = next((line.strip() for line in lines[number + 1 : end] if line.strip()), "%%")
            notices.append(Notice(code=Code.COMMENT, about=about))
            lines[number : end + 1] = [""] * (end + 1 - number)
            number = end
        number += 1
    return "\n".join(lines), tuple(notices)


def _closing(line: str) -> re.Pattern[str] | None:
    """Give what ends the code that begins with a line; None where none does."""
    if fence := _FENCE.match(line):
        mark = fence["fence"]
        return re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$")
    verbatim = _VERBATIM.match(line)
    if verbatim is None:
        return None
    end = "-->" if verbatim["name"] == "!--" else f"</{verbatim['name']}>"
    return None if end in line.lower() else re.compile(re.escape(end), re.IGNORECASE)
