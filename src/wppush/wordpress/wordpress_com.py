"""Sites that WordPress.com hosts: one API for all of them, and access tokens instead of application passwords.

The routes are WordPress's own, with the site behind the namespace: `/wp/v2/sites/example.wordpress.com/posts`. What is
said here of the place is from WordPress.com's documentation (developer.wordpress.com/docs/api).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wppush.errors import AuthError, NotFound
from wppush.wordpress.discovery import WORDPRESS_COM, user_of
from wppush.wordpress.sessions import BearerAuth
from wppush.wordpress.transport import ApiRoot, HttpTransport

if TYPE_CHECKING:
    from wppush.wordpress.pace import Pace
    from wppush.wordpress.wire import User

HINT = "the token may have been revoked, or be for another site; `wppush explain WP519` says how to make one"


def root_of(url: str) -> ApiRoot:
    """Give the place of the API for a site at WordPress.com."""
    return ApiRoot(url=f"https://{WORDPRESS_COM}", site=urlsplit(url).hostname or "")


def connect(url: str, *, token: str, pace: Pace | None = None) -> tuple[HttpTransport, User]:
    """Give a transport to the site's API and the user whose token it is.

    Raises AuthError (the token is not taken, or not for this site), NotFound (no such site) and TransportError.
    """
    transport = HttpTransport(root_of(url), auth=BearerAuth(token), pace=pace)
    try:
        return transport, user_of(transport)
    except AuthError as error:
        error.hint = HINT
        raise
    except NotFound as error:
        error.hint = "WordPress.com knows no site of this name: the address is that of its front page"
        raise
