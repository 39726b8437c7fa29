"""Visits to a site as `wppush doctor` makes them, for tests of single checks: each reads no more than it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.config import Secret
from wppush.diagnostics import Standing
from wppush.doctor.chosen import Chosen
from wppush.doctor.table import CHECKS
from wppush.doctor.visit import Visit

if TYPE_CHECKING:
    from local_site import Site
    from wppush.doctor.verdict import Verdict


OK, INFO, WARNING = Standing.OK, Standing.INFO, Standing.WARNING
PROBLEM, NOT_CHECKED = Standing.PROBLEM, Standing.NOT_CHECKED


def visit_to(url: str, *, username: str | None = None, password: str | None = None, insecure: bool = False) -> Visit:
    """Give a visit to an address, as a user or as nobody."""
    secret = None if password is None else Secret(password)
    return Visit(Chosen(url=url, origin="a test", username=username, password=secret, insecure=insecure))


def visit_as(site: Site, user: str, *, url: str | None = None, password: str | None = None) -> Visit:
    """Give a visit to a WordPress as one of its users; at another address, where a proxy stands before it."""
    account = site.users[user]
    return visit_to(url or site.url, username=account.username, password=password or account.app_password)


def look(visit: Visit, name: str) -> Verdict:
    """Make one check of the table, whatever those before it would have found."""
    [check] = [check for check in CHECKS if check.name == name]
    return check.look(visit)
