"""What a login comes to: tried at the site and kept, looked at, handed on to a CI, or taken back."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode, SiteCode
from wppush.config import Config, Logins, Secret, Site, choose_site, load, site_meant
from wppush.config.sites import at_address, needs_token
from wppush.config.url import site_url
from wppush.errors import ApiError, AuthError, ConfigError, CredentialsError, SiteError
from wppush.wordpress import log_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.config import KeptLogin
    from wppush.login.callback import Credentials
    from wppush.wordpress.routes import WordPress

MAY = {
    "write posts": "edit_posts",
    "publish posts": "publish_posts",
    "edit published posts": "edit_published_posts",
    "edit posts of others": "edit_others_posts",
    "publish pages": "publish_pages",
    "upload files": "upload_files",
    "write any HTML": "unfiltered_html",
    "make categories": "manage_categories",
}
"""What there is to say of a user, and WordPress's own name for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is logged in where, and what the user may do."""

    url: str
    username: str
    name: str
    """As posts show it."""
    roles: tuple[str, ...]
    source: str
    """Where the password is from."""
    rights: dict[str, bool]
    """By WordPress's names: `publish_posts`."""

    def may(self, capability: str) -> bool:
        """Say whether the user has a capability."""
        return self.rights.get(capability, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A login that was tried and kept."""

    account: Account
    left_behind: str | None = None
    """The application password of the login before, which could not be revoked."""


def address(url: str | None, site: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """Give the address of a site that somebody names, with https:// if need be, else of the one that is meant.

    `site` is a name of wppush.toml. Raises ConfigError.
    """
    if url is None:
        return site_meant(load(Path.cwd()), site, environ).url
    return site_url(url if "://" in url else f"https://{url}")


def raise_where_tokens_log_in(url: str, environ: Mapping[str, str] = os.environ) -> None:
    """Refuse a site at WordPress.com, which has no application passwords. Raises CredentialsError."""
    try:
        config = load(Path.cwd())
    except ConfigError:
        config = Config(file=None, root=Path.cwd(), content_root=Path.cwd())
    name, environ = at_address(config, url, environ)
    if site_meant(config, name, environ).wordpress_com:
        raise needs_token(url)


def is_named(url: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a run in this folder would go to this address, without more words."""
    try:
        return site_meant(load(Path.cwd()), None, environ).url == url
    except ConfigError:
        return False


def chosen(
    url: str | None,
    site: str | None = None,
    *,
    username: str | None = None,
    insecure: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Site:
    """Give a site and its credentials, as a run in this folder would take them.

    Raises ConfigError and CredentialsError.
    """
    try:
        config = load(Path.cwd())
    except ConfigError:
        if url is None:
            raise
        config = Config(file=None, root=Path.cwd(), content_root=Path.cwd())
    name = site
    if url is not None:
        name, environ = at_address(config, address(url), environ)
    if username is not None:
        environ = {**environ, "WPPUSH_USERNAME": username}
    return choose_site(config, name, environ, insecure=insecure)


def enter(url: str, credentials: Credentials, *, insecure: bool = False, logins: Logins | None = None) -> Entered:
    """Try a login at the site, and keep it; the password of the one before is revoked. Raises SiteError."""
    logins = logins or Logins()
    username, password = credentials.username, credentials.password
    try:
        session = _session(url, username, password, insecure=insecure)
    except AuthError as error:
        if error.ref == SiteCode.NOT_LOGGED_IN:
            error.hint = (
                "is the password right, and of this user? Where WordPress has just made it, the web server does not"
                f" hand it on: type: wppush doctor {url}"
            )
        raise
    with closing(session) as site:
        uuid = _uuid(site)
        name = username.casefold()
        before = next((login for login in logins.at(url) if login.username.casefold() == name), None)
        kept = logins.keep(url, username, password, uuid=uuid)
        left = None
        if before is not None and before.uuid not in (None, uuid):
            left = None if _revoked(site, str(before.uuid)) else before.uuid
        return Entered(account=_account(site, username, logins.where(kept)), left_behind=left)


def who(site: Site, *, insecure: bool = False) -> Account:
    """Give who logs in with credentials. Raises SiteError."""
    with closing(log_in(site, insecure=insecure)) as session:
        # A token does not say whose it is; the site does.
        return _account(session, site.username or session.user["slug"], site.source)


def kept_login(url: str, username: str | None, logins: Logins) -> KeptLogin:
    """Give the login that is kept for a site. Raises CredentialsError for none, and for several."""
    found = [login for login in logins.at(url) if username is None or login.username.casefold() == username.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        elsewhere = ", ".join(f"{login.username} at {login.url}" for login in logins.all())
        raise CredentialsError(
            f"No login is kept for {f'{username} at ' if username else ''}{url}.",
            hint=f"kept: {elsewhere}" if elsewhere else "none is kept for any site",
            ref=SettingsCode.NO_LOGIN,
        )
    raise CredentialsError(
        f"{' and '.join(login.username for login in found)} are logged in at {url}.",
        hint=f"say which: --username {found[0].username}",
        ref=SettingsCode.NO_LOGIN,
    )


def leave(login: KeptLogin, *, insecure: bool = False, logins: Logins | None = None) -> bool:
    """Revoke a login on its site, and forget it; say whether it was still good there. Raises SiteError.

    Where the site does not answer, nothing is forgotten.
    """
    logins = logins or Logins()
    try:
        with closing(_session(login.url, login.username, logins.password(login), insecure=insecure)) as site:
            uuid = _uuid(site) or login.uuid
            if uuid is None:
                raise SiteError(
                    f"{login.url} does not say which application password this is.",
                    hint=f"revoke it at the end of {login.url}/wp-admin/profile.php, then type: wppush logout"
                    f" {login.url} --local",
                    ref=SiteCode.NO_ROUTE,
                )
            revoked = site.application_passwords.revoke(uuid)
    except AuthError as error:
        if error.ref != SiteCode.NOT_LOGGED_IN:
            raise
        revoked = False
    logins.forget(login)
    return revoked


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCi:
    """An application password of a CI's own, and how to take it back."""

    url: str
    username: str
    password: Secret
    uuid: str


def made_for_ci(site: Site, name: str, *, insecure: bool = False) -> ForCi:
    """Make an application password for a CI: it is kept nowhere here, and can be revoked alone. Raises SiteError."""
    if site.wordpress_com:
        raise needs_token(site.url)
    with closing(log_in(site, insecure=insecure)) as session:
        made = session.application_passwords.make(name)
    password = Secret(made.get("password", "").replace(" ", ""))
    return ForCi(url=site.url, username=site.username, password=password, uuid=made["uuid"])


def take_back(site: Site, made: ForCi, *, insecure: bool = False) -> None:
    """Revoke a password that reached nobody. Raises SiteError."""
    with closing(log_in(site, insecure=insecure)) as session:
        session.application_passwords.revoke(made.uuid)


def _session(url: str, username: str, password: Secret, *, insecure: bool) -> WordPress:
    return log_in(Site(url=url, username=username, password=password), insecure=insecure)


def _uuid(site: WordPress) -> str | None:
    try:
        return site.application_passwords.current()["uuid"]
    except ApiError:
        # A plugin may have closed the route, and may log users in by other passwords.
        return None


def _revoked(site: WordPress, uuid: str) -> bool:
    try:
        site.application_passwords.revoke(uuid)
    except SiteError:
        return False
    return True


def _account(site: WordPress, username: str, source: str) -> Account:
    return Account(
        url=site.url,
        username=username,
        name=site.user["name"],
        roles=tuple(site.user["roles"]),
        source=source,
        rights={capability: site.may(capability) for capability in MAY.values()},
    )
