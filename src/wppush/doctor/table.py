"""The checks, in the order in which a connection comes about: from the name in a setting to the rights of a user.

One check is one function in a file of its subject, and one row here. A row names the checks without which it can say
nothing: where one of these has found a problem, or was not made, it is not made either, instead of a false alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.doctor import answers, api, front, login, network, rights, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at."""

    name: str
    look: Callable[[Visit], Verdict]
    needs: tuple[str, ...] = ()


CHECKS = (
    Check(name="site", look=settings.site),
    Check(name="credentials", look=settings.credentials, needs=("site",)),
    Check(name="host name", look=network.name, needs=("site",)),
    Check(name="connection", look=network.connection, needs=("host name",)),
    Check(name="certificate", look=network.certificate, needs=("connection",)),
    Check(name="front page", look=front.front_page, needs=("certificate",)),
    Check(name="WordPress", look=front.wordpress, needs=("front page",)),
    Check(name="REST API", look=api.rest_api, needs=("WordPress",)),
    Check(name="version", look=front.version, needs=("WordPress",)),
    Check(name="permalinks", look=api.permalinks, needs=("REST API",)),
    Check(name="application passwords", look=api.application_passwords, needs=("REST API",)),
    Check(name="Authorization header", look=login.authorization, needs=("credentials", "application passwords")),
    Check(name="login", look=login.login, needs=("Authorization header",)),
    Check(name="role", look=rights.role, needs=("login",)),
    Check(name="HTML", look=rights.html, needs=("login",)),
    Check(name="uploads", look=rights.uploads, needs=("login",)),
    Check(name="batches", look=api.batches, needs=("REST API",)),
    Check(name="editor", look=api.editor, needs=("REST API",)),
    Check(name="protection", look=api.protection, needs=("REST API",)),
    Check(name="caching", look=answers.caching, needs=("REST API",)),
    Check(name="clock", look=answers.clock, needs=("front page",)),
    Check(name="time zone", look=answers.time_zone, needs=("REST API",)),
    Check(name="speed", look=answers.speed, needs=("REST API",)),
)

_ALSO_THERE = ("site", "credentials", "host name", "connection", "certificate", "front page")
AT_WORDPRESS_COM = (
    *(check for check in CHECKS if check.name in _ALSO_THERE),
    Check(name="login", look=login.token, needs=("credentials",)),
    Check(name="role", look=rights.role, needs=("login",)),
    Check(name="HTML", look=rights.html, needs=("login",)),
    Check(name="uploads", look=rights.uploads, needs=("login",)),
    Check(name="clock", look=answers.clock, needs=("front page",)),
)
"""For a site at WordPress.com, which has the API in a place of its own and looks after the rest itself."""
