"""The REST API and nothing else: a seam to the network, and a method for each route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.codes import SiteCode

if TYPE_CHECKING:
    from wppush.wordpress.routes import WordPress


def open_site(
    url: str,
    *,
    username: str,
    password: str,
    insecure: bool = False,
    jobs: int = 2,
    max_rate: float | None = None,
) -> WordPress:
    """Find the site's REST API, log in, and give its routes. One request in the common case.

    `jobs` is how many requests there may be at once, `max_rate` how many a second. Raises AuthError, TransportError,
    CredentialsError, and SiteError for a user who may not write posts.
    """
    from wppush.errors import SiteError

    site = log_in(url, username=username, password=password, insecure=insecure, jobs=jobs, max_rate=max_rate)
    if not site.may("edit_posts"):
        site.close()
        roles = ", ".join(site.user["roles"]) or "no role"
        message = f"{site.user['name']} ({roles}) may not write posts on {url}"
        raise SiteError(
            message,
            hint="use the account of a contributor, an author, an editor or an administrator",
            ref=SiteCode.MAY_NOT_WRITE,
        )
    return site


def log_in(
    url: str,
    *,
    username: str,
    password: str,
    insecure: bool = False,
    jobs: int = 2,
    max_rate: float | None = None,
) -> WordPress:
    """Like `open_site`, for a user who may perhaps write nothing."""
    from wppush.wordpress.discovery import connect
    from wppush.wordpress.pace import Pace
    from wppush.wordpress.routes import WordPress

    pace = Pace(jobs, max_rate=max_rate)
    transport, user = connect(url, username=username, password=password, insecure=insecure, pace=pace)
    return WordPress(transport, url=url, user=user)
