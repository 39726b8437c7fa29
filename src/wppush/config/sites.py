"""Which site to publish to, and with which credentials.

A password is only ever taken from the environment: a file in the project ends up in a repository, and an option on the
command line in the list of what runs and in the shell's history.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.config.url import is_loopback, site_url
from wppush.config.values import Secret, Site, SiteConfig
from wppush.errors import ConfigError, CredentialsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.config.values import Config

URL = "WPPUSH_URL"
USERNAME = "WPPUSH_USERNAME"
PASSWORD = "WPPUSH_APP_PASSWORD"  # noqa: S105 - the name of the variable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Also halves of characters: what Python makes of bytes in the environment that are not UTF-8."""

_EXPORTS = f"""\
export {URL}=https://example.com
export {USERNAME}=your-name
export {PASSWORD}='xxxx xxxx xxxx xxxx xxxx xxxx'"""


def choose_site(
    config: Config, name: str | None, environ: Mapping[str, str], *, insecure: bool = False, alone: bool = True
) -> Site:
    """The site called `name` in wppush.toml; without a name, that of WPPUSH_URL, else the one that wppush.toml says.

    Without WPPUSH_URL that is the site that `site` names, or the only one. The user and the password are those of
    WPPUSH_USERNAME_<NAME> and WPPUSH_APP_PASSWORD_<NAME> for a site of wppush.toml, so that one run may publish to
    several; else WPPUSH_USERNAME and WPPUSH_APP_PASSWORD; the user else the one in wppush.toml. A run that is about
    more than one site, not `alone`, takes only passwords that say whose they are. `insecure` allows an unencrypted
    connection to another machine. Raises ConfigError and CredentialsError.
    """
    site = site_meant(config, name, environ)
    url, own = site.url, f"_{variable_suffix(site.name)}" if site.name else ""
    if not url.startswith("https:") and not insecure and not is_loopback(url):
        message = f"The application password would travel unencrypted to {url}."
        hint = f"use https{url.removeprefix('http')}, or --insecure if that is what you want"
        raise CredentialsError(message, hint=hint, ref=SettingsCode.UNENCRYPTED)
    named = USERNAME + own if own and _value(environ, USERNAME + own) else USERNAME
    username = _value(environ, named) or site.username
    if username is None:
        message = f"There is no user name for {url}."
        raise CredentialsError(message, hint=f"type: export {USERNAME}=your-name", ref=SettingsCode.NO_USER)
    if ":" in username:
        raise CredentialsError(
            f"{named} has a colon in it, which no user name has.",
            hint="write only the name",
            ref=SettingsCode.USER_NAME,
        )
    password = _value(environ, PASSWORD + own) if own else None
    if password is None and own and not alone and _value(environ, PASSWORD):
        # One password is not told to every site of a run: one of them would learn how to log in to another.
        message = f"{PASSWORD} does not say for which of the sites of this run it is."
        raise CredentialsError(
            message,
            hint=f"type: export {PASSWORD}{own}='xxxx xxxx xxxx xxxx xxxx xxxx'",
            ref=SettingsCode.WHOSE_PASSWORD,
        )
    password = password or _value(environ, PASSWORD)
    if password is None:
        message = f"There is no application password for {username} at {url}."
        hint = (
            f"make one at {url}/wp-admin/authorize-application.php?app_name=wppush (or at the end of "
            f"{url}/wp-admin/profile.php), then type: export {PASSWORD}='xxxx xxxx xxxx xxxx xxxx xxxx'"
        )
        raise CredentialsError(message, hint=hint, ref=SettingsCode.NO_PASSWORD)
    return Site(url=url, username=username, password=Secret(password), jobs=site.jobs, max_rate=site.max_rate)


def variable_suffix(name: str) -> str:
    """What a site's name is at the end of a variable: `my blog` is `MY_BLOG`."""
    return re.sub(r"[^A-Z0-9]", "_", name.upper(), flags=re.ASCII)


def site_meant(config: Config, name: str | None, environ: Mapping[str, str]) -> SiteConfig:
    """The site of wppush.toml, or one without a name that the environment has. Raises ConfigError."""
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
            return SiteConfig(name="", url=site_url(from_environment))
        except ConfigError as error:
            raise ConfigError(f"{URL}: {error.message}", hint=error.hint, ref=SettingsCode.ADDRESS) from None
    if config.site is not None:
        return config.sites[config.site]
    if len(config.sites) == 1:
        return next(iter(config.sites.values()))
    if config.sites:
        hint = f'say which: --site NAME, one of {names}; or write site = "NAME" in wppush.toml'
        raise ConfigError("wppush.toml has several sites.", hint=hint, ref=SettingsCode.WHICH_SITE)
    raise ConfigError(
        "There is no site to publish to.", hint=f"type, with your own values:\n{_EXPORTS}", ref=SettingsCode.NO_SITE
    )


def _value(environ: Mapping[str, str], variable: str) -> str | None:
    """A variable's value; None where it is not set, or blank. The value itself is never quoted in an error."""
    value = environ.get(variable, "")
    if not value.strip():
        return None
    if _CONTROL.search(value):
        message = f"{variable} has a line break or a control character in it."
        kind = CredentialsError if variable.startswith(PASSWORD) else ConfigError
        raise kind(message, hint="set it again, without the end of the line", ref=SettingsCode.VARIABLE)
    return value if variable.startswith(PASSWORD) else value.strip()
