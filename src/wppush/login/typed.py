"""A password that somebody types or pastes, and the key that says that no answer of the browser will come."""

from __future__ import annotations

import re
import sys

from wppush.config import Secret

LENGTH = 24
_APPLICATION_PASSWORD = re.compile(rf"[A-Za-z0-9]{{{LENGTH}}}")


def typed_password(text: str) -> Secret:
    """Give an application password as WordPress makes them, with or without blanks.

    Raises ValueError, whose words do not repeat it: it may be another password of the user.
    """
    password = "".join(text.split())
    if not _APPLICATION_PASSWORD.fullmatch(password):
        message = (
            f"an application password has {LENGTH} letters and digits; the one for logging in to the dashboard does not"
            " work here"
        )
        raise ValueError(message)
    return Secret(password)


def pressed_enter() -> bool:
    """Say whether somebody has pressed Enter since this was asked the last time; never waits."""
    if not sys.stdin.isatty():
        return False
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.kbhit() and msvcrt.getwch() in "\r\n"
    import select

    if not select.select([sys.stdin], [], [], 0)[0]:
        return False
    sys.stdin.readline()
    return True
