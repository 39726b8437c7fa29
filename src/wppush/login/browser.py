"""The login by WordPress's own page: it asks the user in the browser, and sends a new application password here.

wppush never sees the user's own password, nor a cookie. The browser is started in a program of its own, without the
passwords of the environment and away from the terminal.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from wppush.codes import SettingsCode
from wppush.environment import without_secrets
from wppush.errors import CredentialsError
from wppush.login.callback import Callback, Credentials, Declined
from wppush.wordpress.application_passwords import APP_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wppush.wordpress.front_door import FrontDoor

_GLANCE = 0.2
"""Seconds between two looks at the keyboard."""


def app_name(*, where: str = "on") -> str:
    """Give the name under which the password stands in the user's profile on the site.

    WordPress 6.5 takes no name that another password of the user has, so it says when.
    """
    machine = socket.gethostname() or "a machine without a name"
    return f"wppush {where} {machine}, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


def approval_url(door: FrontDoor, callback: Callback | None = None) -> str:
    """Give the address at which WordPress asks the user; without a callback it shows the password there."""
    query = {"app_name": app_name(), "app_id": APP_ID}
    if callback is not None:
        query |= {"success_url": callback.success_url, "reject_url": callback.reject_url}
    return f"{door.approval_page}{'&' if '?' in door.approval_page else '?'}{urlencode(query)}"


def approved_in_browser(
    door: FrontDoor,
    *,
    opens: bool,
    say: Callable[[str], None],
    gives_up: Callable[[], bool] = lambda: False,
    seconds: float = 300.0,
) -> Credentials | None:
    """Give what WordPress sends after the user has approved; None as soon as `gives_up` says so.

    `opens`: start the browser; the address is said in any case. Raises CredentialsError where nobody approves within
    so many seconds, or somebody declines.
    """
    with Callback() as callback:
        goal = approval_url(door, callback)
        say(goal)
        browser = start_browser(callback.entrance(goal)) if opens else None
        end = time.monotonic() + seconds
        answer = None
        while answer is None and time.monotonic() < end:
            if gives_up():
                return None
            answer = callback.wait(_GLANCE)
            if browser is not None:
                browser.poll()
        if isinstance(answer, Credentials):
            return answer
        raise _not_approved(door, answer, seconds)


def start_browser(url: str) -> subprocess.Popen[bytes]:
    """Have the user's browser open an address, and give what starts it; where there is none, nothing happens."""
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - Python's own way to the browser, with an address of ours
        # -I: not a webbrowser.py of the folder that this is run in.
        [sys.executable, "-I", "-m", "webbrowser", url],
        env=without_secrets(),
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
    )


def is_far_away(environ: Mapping[str, str]) -> bool:
    """Say whether the user's browser certainly runs on another machine, from where no answer comes here."""
    by_ssh = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    return by_ssh and not any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _not_approved(door: FrontDoor, answer: Declined | None, seconds: float) -> CredentialsError:
    if answer is None:
        message = f"Nobody has answered WordPress's question at {door.url} within {seconds:g} seconds."
        hint = f"type: wppush login {door.url}; where the page shows an error, add --paste"
    elif answer.unavailable:
        message = f"{door.url} does not offer application passwords to this user."
        hint = "an administrator or a plugin has switched them off; `wppush doctor` says more"
    else:
        message = f"The login at {door.url} was not approved; nothing was kept."
        hint = f"type: wppush login {door.url}, and press “Yes” on the page"
    return CredentialsError(message, hint=hint, ref=SettingsCode.NOT_APPROVED)
