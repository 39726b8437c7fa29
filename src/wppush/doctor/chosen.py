"""Which site is looked at, and as whom: `wppush.toml`, the environment and kept logins, as for a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.config import Config, choose_site, load, site_meant
from wppush.config.sites import URL, at_address
from wppush.config.url import site_url
from wppush.errors import ConfigError, CredentialsError, WppushError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wppush.config import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A site to look at."""

    url: str
    origin: str
    """Where the address is from."""
    username: str | None = None
    password: Secret | None = None
    source: str = ""
    """Where the password is from."""
    wordpress_com: bool = False
    """Whether it is at WordPress.com, and the password an access token."""
    lacking: WppushError | None = None
    """Why there are no credentials; None where there are."""
    insecure: bool = False


def choose(url: str | None, site: str | None, environ: Mapping[str, str], folder: Path, *, insecure: bool) -> Chosen:
    """Give the site that is meant: by its address, by its name, or the one that `publish` would take.

    Raises ConfigError, where there is none, or wppush.toml can not be read.
    """
    if url is None:
        return _meant(load(folder), site, environ, insecure=insecure)
    address = site_url(url)
    try:
        config = load(folder)
    except ConfigError:
        config = Config(file=None, root=folder, content_root=folder)  # what a broken file says is of no use here
    name, environ = at_address(config, address, environ)
    return _meant(config, name, environ, insecure=insecure, origin=None if name else "given on the command line")


def _meant(
    config: Config, name: str | None, environ: Mapping[str, str], *, insecure: bool, origin: str | None = None
) -> Chosen:
    place = site_meant(config, name, environ)
    origin = origin or (
        f"[sites.{place.name}] in {config.file.name if config.file else 'wppush.toml'}" if place.name else URL
    )
    try:
        site = choose_site(config, name, environ, insecure=insecure)
    except (ConfigError, CredentialsError) as error:
        return Chosen(url=place.url, origin=origin, lacking=error, insecure=insecure, wordpress_com=place.wordpress_com)
    return Chosen(
        url=site.url,
        origin=origin,
        username=site.username,
        password=site.password,
        source=site.source,
        wordpress_com=site.wordpress_com,
        insecure=insecure,
    )
