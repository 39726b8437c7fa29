"""Text of others on its way to a terminal or a log: what a file's name, a title or a site's error must not do there.

Control characters move the cursor, write over what was said, or change a window's title; some of Unicode's turn the
order of letters round, so that a name reads as another one; and GitHub takes a line that begins with `::` for an order.
"""

from __future__ import annotations

import os
import re

_UNSEEN = r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Delete and the second set of control characters, ends of lines, and what turns the order of letters round."""
UNSEEN = re.compile(f"[{_UNSEEN}]")
"""What JSON would print as it is."""
_IN_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_IN_A_LINE = re.compile(rf"[\x00-\x1f{_UNSEEN}]")
_ORDER = re.compile(r"^(\s*):(?=:)|#(?=#\[)", re.MULTILINE)
"""Of GitHub's runner: `::error::`, and `##[error]` as it was written once."""


def clean(text: str) -> str:
    """Give a text, of several lines maybe, in which nothing speaks to a terminal or to GitHub's runner."""
    return _without_orders(_IN_LINES.sub(_escaped, text))


def clean_line(text: str) -> str:
    """Give a text as one line, in which nothing speaks to a terminal or to GitHub's runner."""
    return _without_orders(one_line(text))


def one_line(text: str) -> str:
    """Give a text as one line, in which nothing speaks to a terminal; for who takes care of GitHub's runner himself."""
    return _IN_A_LINE.sub(_escaped, text)


def _without_orders(text: str) -> str:
    if "GITHUB_ACTIONS" not in os.environ:
        return text
    return _ORDER.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
