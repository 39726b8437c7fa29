"""Which site to publish to, and with which credentials.

A password is only ever taken from the environment, which comes first, or from where `wppush login` keeps it: a file in
the project ends up in a repository, and an option on the command line in the list of what runs and in the shell's
history.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wppush.codes import SettingsCode
from wppush.config.logins import Logins
from wppush.config.url import is_loopback, is_wordpress_com, site_url
from wppush.config.values import Secret, Site, SiteConfig
from wppush.errors import ConfigError, CredentialsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.config.logins import KeptLogin
    from wppush.config.values import Config

URL = "WPPUSH_URL"
USERNAME = "WPPUSH_USERNAME"
PASSWORD = "WPPUSH_APP_PASSWORD"  # noqa: S105 - the name of the variable
TOKEN = "WPPUSH_TOKEN"  # noqa: S105 - the name of the variable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Also halves of characters: what Python makes of bytes in the environment that are not UTF-8."""

_EXPORTS = f"""\
export {URL}=https://example.com
wppush login
or, where no browser is:
export {URL}=https://example.com
export {USERNAME}=your-name
export {PASSWORD}='xxxx xxxx xxxx xxxx xxxx xxxx'"""


def choose_site(
    config: Config,
    name: str | None,
    environ: Mapping[str, str],
    *,
    insecure: bool = False,
    alone: bool = True,
    logins: Logins | None = None,
) -> Site:
    """The site called `name` in wppush.toml; without a name, that of WPPUSH_URL, else the one that wppush.toml says.

    Without WPPUSH_URL that is the site that `site` names, or the only one. The user and the password are those of
    WPPUSH_USERNAME_<NAME> and WPPUSH_APP_PASSWORD_<NAME> for a site of wppush.toml, so that one run may publish to
    several; else WPPUSH_USERNAME and WPPUSH_APP_PASSWORD; the user else the one in wppush.toml. Where the environment
    has no password, a kept login of the site gives it, and the user who is not named. A run that is about more than
    one site, not `alone`, takes only passwords that say whose they are. `insecure` allows an unencrypted connection to
    another machine. A site at WordPress.com takes the token of WPPUSH_TOKEN_<NAME> or WPPUSH_TOKEN instead. Raises
    ConfigError and CredentialsError.
    """
    logins = logins or Logins()
    site = site_meant(config, name, environ, logins=logins)
    url, own = site.url, f"_{variable_suffix(site.name)}" if site.name else ""
    if site.wordpress_com:
        return _with_token(site, own, environ, alone=alone)
    raise_unless_encrypted(url, insecure=insecure)
    username = _username(site, own, environ)
    password, variable = (_value(environ, PASSWORD + own), PASSWORD + own) if own else (None, "")
    for_all = _value(environ, PASSWORD)
    if password is None and own and not alone and for_all:
        # One password is not told to every site of a run: one of them would learn how to log in to another.
        kept = _kept(logins, url, username) or (
            _kept(logins, url, site.username) if _is_general(own, environ) else None
        )
        if kept is None:
            message = f"{PASSWORD} does not say for which of the sites of this run it is."
            hint = f"type: wppush login {url}, or: export {PASSWORD}{own}='xxxx xxxx xxxx xxxx xxxx xxxx'"
            raise CredentialsError(message, hint=hint, ref=SettingsCode.WHOSE_PASSWORD)
        return _with_kept(site, kept, logins)
    if password is None and for_all is not None:
        password, variable = for_all, PASSWORD
    if password is None:
        kept = _kept(logins, url, username)
        if kept is not None:
            return _with_kept(site, kept, logins)
    if username is None:
        message = f"There is no user name for {url}."
        raise CredentialsError(
            message,
            hint=f"type: wppush login {url}, or, where that can not be: export {USERNAME}=your-name",
            ref=SettingsCode.NO_USER,
        )
    if password is None:
        raise _no_password(url, username, logins)
    return Site(
        url=url,
        username=username,
        password=Secret(password),
        jobs=site.jobs,
        max_rate=site.max_rate,
        source=variable,
    )


def _with_token(site: SiteConfig, own: str, environ: Mapping[str, str], *, alone: bool) -> Site:
    """Give a site at WordPress.com. Raises CredentialsError where no token is for it, and ConfigError."""
    parts = urlsplit(site.url)
    if parts.path or parts.port:
        raise ConfigError(
            f"{site.url} is no address that a site at WordPress.com can have.",
            hint=f"write the name alone: https://{parts.hostname}",
            ref=SettingsCode.ADDRESS,
        )
    variables = [TOKEN + own] if own and not alone else [TOKEN + own, TOKEN]
    found = next(((value, name) for name in variables if (value := _value(environ, name)) is not None), None)
    if found is None:
        raise needs_token(site.url, TOKEN + own)
    token, variable = found
    return Site(
        url=site.url,
        username="",
        password=Secret(token.strip()),
        jobs=site.jobs,
        max_rate=site.max_rate,
        wordpress_com=True,
        source=variable,
    )


def needs_token(url: str, variable: str = TOKEN) -> CredentialsError:
    """Give the error of a site at WordPress.com to which somebody would log in without an access token."""
    return CredentialsError(
        f"{url} is at WordPress.com, where an access token logs in, and no application password.",
        hint=f"type: export {variable}='…'; `wppush explain WP519` says how to make one",
        ref=SettingsCode.NO_TOKEN,
    )


def raise_unless_encrypted(url: str, *, insecure: bool) -> None:
    """Refuse an address to which a password would travel for all to read. Raises CredentialsError."""
    if not url.startswith("https:") and not insecure and not is_loopback(url):
        message = f"The application password would travel unencrypted to {url}."
        hint = f"use https{url.removeprefix('http')}, or --insecure if that is what you want"
        raise CredentialsError(message, hint=hint, ref=SettingsCode.UNENCRYPTED)


def at_address(config: Config, url: str, environ: Mapping[str, str]) -> tuple[str | None, Mapping[str, str]]:
    """Give what to hand to `choose_site` for a site that somebody names by its address: a name, and an environment.

    What the environment says of the user and the password counts where it is about the same host: somebody who names a
    site does not mean to tell it the password of another one.
    """
    named = next((name for name, site in config.sites.items() if site.url == url), None)
    if named is not None:
        return named, environ
    try:
        there = site_meant(config, None, environ).url
    except ConfigError:
        there = "" if config.sites else url
    if urlsplit(there).netloc != urlsplit(url).netloc:
        environ = {name: value for name, value in environ.items() if not name.startswith((USERNAME, PASSWORD, TOKEN))}
    return None, {**environ, URL: url}


def _username(site: SiteConfig, own: str, environ: Mapping[str, str]) -> str | None:
    named = USERNAME + own if own and _value(environ, USERNAME + own) else USERNAME
    username = _value(environ, named) or site.username
    if username is not None and ":" in username:
        raise CredentialsError(
            f"{named} has a colon in it, which no user name has.",
            hint="write only the name",
            ref=SettingsCode.USER_NAME,
        )
    return username


def _is_general(own: str, environ: Mapping[str, str]) -> bool:
    """Say whether the user's name is one that the environment has for no site in particular."""
    return _value(environ, USERNAME + own) is None and _value(environ, USERNAME) is not None


def _kept(logins: Logins, url: str, username: str | None) -> KeptLogin | None:
    """Give the kept login of a user, or of the only one who is logged in. Raises CredentialsError for several."""
    found = logins.at(url)
    if username is not None:
        return next((login for login in found if login.username.casefold() == username.casefold()), None)
    if len(found) > 1:
        names = " and ".join(login.username for login in found)
        raise CredentialsError(
            f"{names} are logged in at {url}, and nothing says who is meant.",
            hint=f"type: export {USERNAME}={found[0].username}, or write username below the site in wppush.toml",
            ref=SettingsCode.NO_LOGIN,
        )
    return found[0] if found else None


def _with_kept(site: SiteConfig, login: KeptLogin, logins: Logins) -> Site:
    return Site(
        url=site.url,
        username=login.username,
        password=logins.password(login),
        jobs=site.jobs,
        max_rate=site.max_rate,
        source=logins.where(login),
    )


def _no_password(url: str, username: str, logins: Logins) -> CredentialsError:
    others = " and ".join(login.username for login in logins.at(url))
    also = f" (logged in there: {others})" if others else ""
    hint = (
        f"type: wppush login {url}; or make one at {url}/wp-admin/authorize-application.php?app_name=wppush, then type:"
        f" export {PASSWORD}='xxxx xxxx xxxx xxxx xxxx xxxx'"
    )
    message = f"There is no application password for {username} at {url}{also}."
    return CredentialsError(message, hint=hint, ref=SettingsCode.NO_PASSWORD)


def variable_suffix(name: str) -> str:
    """What a site's name is at the end of a variable: `my blog` is `MY_BLOG`."""
    return re.sub(r"[^A-Z0-9]", "_", name.upper(), flags=re.ASCII)


def site_meant(
    config: Config, name: str | None, environ: Mapping[str, str], *, logins: Logins | None = None
) -> SiteConfig:
    """The site of wppush.toml, or one without a name that the environment has. Raises ConfigError.

    A kept login says who publishes, and never where: it would be a guess.
    """
    names = ", ".join(config.sites)
    if name is not None:
        if name in config.sites:
            return config.sites[name]
        known = (
            f"wppush.toml has {names}" if names else 'wppush.toml has no site; add [sites.NAME] with url = "https://…"'
        )
        meant = get_close_matches(name, config.sites, n=1)
        raise ConfigError(
            f"There is no site {name!r}.",
            hint=f'did you mean "{meant[0]}"? {known}' if meant else known,
            ref=SettingsCode.UNKNOWN_SITE,
        )
    from_environment = _value(environ, URL)
    if from_environment is not None:
        try:
            url = site_url(from_environment)
            return SiteConfig(name="", url=url, wordpress_com=is_wordpress_com(url))
        except ConfigError as error:
            raise ConfigError(f"{URL}: {error.message}", hint=error.hint, ref=SettingsCode.ADDRESS) from None
    if config.site is not None:
        return config.sites[config.site]
    if len(config.sites) == 1:
        return next(iter(config.sites.values()))
    if config.sites:
        hint = f'say which: --site NAME, one of {names}; or write site = "NAME" in wppush.toml'
        raise ConfigError("wppush.toml has several sites.", hint=hint, ref=SettingsCode.WHICH_SITE)
    raise ConfigError("There is no site to publish to.", hint=_how_to_name_one(logins), ref=SettingsCode.NO_SITE)


def _how_to_name_one(logins: Logins | None) -> str:
    try:
        known = list(dict.fromkeys(login.url for login in (logins or Logins()).all()))
    except CredentialsError:
        known = []
    if known:
        return (
            f'you are logged in at {" and ".join(known)}; write into wppush.toml:\n[sites.blog]\nurl = "{known[0]}"\n'
            f"or type: export {URL}={known[0]}"
        )
    return f"type, with your own values:\n{_EXPORTS}"


def _value(environ: Mapping[str, str], variable: str) -> str | None:
    """A variable's value; None where it is not set, or blank. The value itself is never quoted in an error."""
    value = environ.get(variable, "")
    if not value.strip():
        return None
    if _CONTROL.search(value):
        message = f"{variable} has a line break or a control character in it."
        kind = CredentialsError if variable.startswith((PASSWORD, TOKEN)) else ConfigError
        raise kind(message, hint="set it again, without the end of the line", ref=SettingsCode.VARIABLE)
    return value if variable.startswith(PASSWORD) else value.strip()
