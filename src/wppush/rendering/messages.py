"""The words of the diagnostics of Markdown (`WP2xx`), in one place.

| code | meaning |
|---|---|
| WP200 | control characters were left out |
| WP201 | no block can hold an element: it became a Custom HTML block |
| WP202 | nested too deeply: the rest is text |
| WP203 | an HTML tag without its partner is shown as text |
| WP204 | a table's row has more cells than its head |
| WP205 | a block delimiter inside raw HTML was made an ordinary comment |
| WP206 | a link inside a link is shown as text |
| WP207 | a code block's language cannot be a class name |
| WP250 | an installed block handler failed |
| WP251 | an installed block handler gave something else than blocks |
| WP252 | what an installed block handler has to say |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wppush.rendering.markdown import Notice

_SHOWN = 60

_MESSAGES = {
    "WP201": (
        "no block can hold {about}>: what it stands in became a Custom HTML block",
        "put the HTML on lines of its own, with a blank line before and after it",
    ),
    "WP202": ("the markup is nested too deeply: the innermost is shown as text", "take out some levels"),
    "WP203": (
        "the HTML tag {about} has no partner here, and is shown as text",
        "close it in the same paragraph, or write \\< for a < that begins no tag",
    ),
    "WP204": (
        "a row has more cells than the table's head; they were left out, beginning with {about}",
        "write \\| for a | that divides nothing, or add a column to the head",
    ),
    "WP205": ("{about} in raw HTML was made an ordinary comment", "block markup cannot be written by hand in a file"),
    "WP206": ("a link cannot stand in a link: {about} is shown as text", "close the first one before it"),
    "WP207": ("{about} cannot be the language of a code block, so it has none", "use letters, digits and + # . - _"),
}


def message_of(notice: Notice) -> tuple[str, str]:
    """Give a notice's message and hint."""
    about = " ".join(notice.about.split())
    shown = about if len(about) <= _SHOWN else about[: _SHOWN - 1] + "…"
    message, hint = _MESSAGES[notice.code]
    return message.format(about=shown), hint
