"""The REST API and nothing else: a seam to the network, and a method for each route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.codes import SiteCode

if TYPE_CHECKING:
    from wppush.config import Site
    from wppush.wordpress.routes import WordPress


def open_site(place: Site, *, insecure: bool = False) -> WordPress:
    """Find the site's REST API, log in, and give its routes. One request in the common case.

    Raises AuthError, TransportError, CredentialsError, and SiteError for a user who may not write posts.
    """
    from wppush.errors import SiteError

    site = log_in(place, insecure=insecure)
    if not site.may("edit_posts"):
        site.close()
        roles = ", ".join(site.user["roles"]) or "no role"
        message = f"{site.user['name']} ({roles}) may not write posts on {place.url}"
        raise SiteError(
            message,
            hint="use the account of a contributor, an author, an editor or an administrator",
            ref=SiteCode.MAY_NOT_WRITE,
        )
    return site


def log_in(place: Site, *, insecure: bool = False) -> WordPress:
    """Like `open_site`, for a user who may perhaps write nothing."""
    from wppush.wordpress.pace import Pace
    from wppush.wordpress.routes import WordPress

    pace, password = Pace(place.jobs, max_rate=place.max_rate), place.password.reveal()
    if place.wordpress_com:
        from wppush.wordpress import wordpress_com

        transport, user = wordpress_com.connect(place.url, token=password, pace=pace)
        return WordPress(transport, url=place.url, user=user, wordpress_com=True)
    from wppush.wordpress import discovery

    transport, user = discovery.connect(
        place.url, username=place.username, password=password, insecure=insecure, pace=pace
    )
    return WordPress(transport, url=place.url, user=user)
