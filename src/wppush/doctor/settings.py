"""What wppush is told on this machine: which site, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.doctor.verdict import info, ok, problem

if TYPE_CHECKING:
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_LETTERS = 24
"""Of an application password, as WordPress makes them."""


def site(visit: Visit) -> Verdict:
    """Where the address of the site comes from."""
    return ok(f"{visit.url}, {visit.chosen.origin}")


def credentials(visit: Visit) -> Verdict:
    """Whether there is a user name and an application password (or a token), and where they come from."""
    chosen = visit.chosen
    if chosen.lacking is not None:
        return problem(
            chosen.lacking.message,
            f"without {'an access token' if chosen.wordpress_com else 'a name and an application password'} nothing can"
            " be published; what follows is looked at as anybody may",
            chosen.lacking.hint or f"type: wppush login {visit.url}",
        )
    if chosen.wordpress_com:
        return ok(f"an access token, from {chosen.source}")
    found = f"{chosen.username}, with the password from {chosen.source}"
    if looks_like_a_login_password(visit):
        return info(found, "it does not look like an application password, which has 24 letters and digits")
    return ok(found)


def looks_like_a_login_password(visit: Visit) -> bool:
    """Say whether the password is not one that WordPress makes for applications."""
    password = visit.chosen.password
    plain = "".join(password.reveal().split()) if password else ""
    return not (len(plain) == _LETTERS and plain.isascii() and plain.isalnum())
