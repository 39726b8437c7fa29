"""Whether the password arrives, and whether WordPress takes it.

WordPress answers a wrong password, an unknown user and a header that got lost on the way with the same 401. XML-RPC
takes name and password from the body, so it is the witness: where it takes what the REST API does not, the header got
lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.doctor import firewalls
from wppush.doctor.fixes import pass_authorization
from wppush.doctor.front import refused
from wppush.doctor.settings import looks_like_a_login_password
from wppush.doctor.verdict import info, not_checked, ok, problem, warning
from wppush.wordpress.failure import describe
from wppush.wordpress.wordpress_com import HINT as TOKEN_HINT

if TYPE_CHECKING:
    from wppush.doctor.reading import Read
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_UNAUTHORIZED = 401
_NOT_FOUND = 404
_LOOKED = {
    "incorrect_password": "the password is wrong",
    "invalid_username": "there is no such user",
    "invalid_email": "there is no user with this e-mail address",
    "application_passwords_disabled": "application passwords are off",
    "application_passwords_disabled_for_user": "application passwords are off for this user",
}
"""Errors that say that a name and a password came in; on some sites, where a plugin asks for the user early."""


def authorization(visit: Visit) -> Verdict:
    """Whether the Authorization header gets from here to WordPress."""
    me = visit.me
    if me is None:
        return not_checked("there is no place that the password may be sent to")
    if visit.user:
        return ok("arrives")
    if me.answer is None:
        return problem(
            f"no answer: {visit.redacted(me.error)}", "a request with a password is not answered", "Try again."
        )
    if not me.code:
        return refused(me) or _page(visit, me)
    if me.code in _LOOKED:
        return ok("arrives: WordPress has looked at the password")
    if me.status != _UNAUTHORIZED or firewalls.refusing(me):
        return info(f"can not be told: {me.status} {me.code}")
    witness = visit.witness
    if witness.accepts:
        return problem(
            "gets lost: XML-RPC takes the same name and password, the REST API says that nobody is logged in",
            "the web server, or a proxy before it, does not hand the header to PHP (or, with Solid Security, the"
            " password is one for XML-RPC alone)",
            pass_authorization(me.header("Server") or visit.home.header("Server")),
        )
    if witness.accepts is False:
        return info("no sign that it gets lost: XML-RPC refuses the same name and password, too")
    return warning(
        f"can not be told: XML-RPC says nothing ({visit.redacted(witness.said)})",
        "the REST API says that nobody is logged in: the password is wrong, or it does not arrive",
        "If the name and the password are certainly right, the header gets lost.\n"
        + pass_authorization(me.header("Server") or visit.home.header("Server")),
    )


def _page(visit: Visit, me: Read) -> Verdict:
    what = describe(me.answer, visit.redacted(me.answer.text)) if me.answer else ""
    return problem(
        f"something else answers: {what}",
        "a cache, a firewall or a login page before WordPress answers requests with a password",
        "Have it let requests to /wp-json/ through.",
    )


def login(visit: Visit) -> Verdict:
    """Whether WordPress takes the name and the password."""
    user, me = visit.user, visit.me
    if user:
        roles = user.get("roles")
        names = ", ".join(map(str, roles)) if isinstance(roles, list) and roles else "no role"
        return ok(f"as {user.get('name') or user.get('slug')} ({names})")
    if me is None or me.answer is None:
        return not_checked("WordPress was not asked")
    wall = firewalls.refusing(me)
    if wall is not None:
        return problem(f"{wall.name} refuses {visit.chosen.username}: {me.code}", "the login is kept out", wall.todo)
    if me.code in _LOOKED:
        return problem(
            f"refused: {_LOOKED[me.code]}", "nobody is logged in", _retry(visit, name=me.code.startswith("invalid"))
        )
    words = visit.redacted(str(me.fields.get("message", "")))
    meaning = "the name or the password is wrong; WordPress does not say which"
    if _exists(visit):
        meaning = f"there is a user {visit.chosen.username}, so the password is wrong, or revoked"
    return problem(
        f"refused: {me.status} {me.code}: {words}", meaning, _retry(visit, name="there is a user" not in meaning)
    )


def token(visit: Visit) -> Verdict:
    """Whether WordPress.com takes the access token, for this site."""
    me = visit.me
    if visit.user or me is None or me.answer is None:
        return login(visit)
    words = visit.redacted(str(me.fields.get("message", ""))) or describe(me.answer, visit.redacted(me.answer.text))
    if me.status == _NOT_FOUND:
        return problem(
            f"refused: {words}",
            "WordPress.com knows no site at this address",
            "Write the address of the site's front page.",
        )
    return problem(f"refused: {me.status} {me.code}: {words}", "nobody is logged in", TOKEN_HINT)


def _retry(visit: Visit, *, name: bool) -> str:
    lines = []
    if looks_like_a_login_password(visit):
        lines.append(
            "The password does not look like an application password (24 letters and digits): is it the one for logging"
            " in to the dashboard? That one does not work here."
        )
    if name:
        lines.append("The name is the one for logging in (Users → Profile → Username), not the one that posts show.")
    lines.append(
        f"Make a new application password at {visit.url}/wp-admin/authorize-application.php?app_name=wppush, or type:\n"
        f"    wppush login {visit.url}"
    )
    lines.append(
        "If the page has no application passwords to offer, an administrator or a plugin has switched them off for this"
        " user."
    )
    return "\n".join(lines)


def _exists(visit: Visit) -> bool:
    """Say whether the site shows a user of that name, as it does those who have published."""
    read = visit.unsigned("/wp/v2/users", {"slug": visit.chosen.username or "", "_fields": "id"})
    return read is not None and isinstance(read.json, list) and bool(read.json)
