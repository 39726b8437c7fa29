"""Several sites in one run: which of them gets which files.

A folder of `wppush.toml` may say which sites its files are for; all others go to the site that is meant anyway. Sites
that a run names are the only ones, and each gets what is meant for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wppush.config import Config
    from wppush.plan import DesiredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A site of a run, and the posts that it gets."""

    name: str | None
    """As in wppush.toml; None for the site that the environment names."""
    url: str
    posts: tuple[DesiredPost, ...]
    """None where all files of the run are for other sites."""


def destinations(
    config: Config, posts: Sequence[DesiredPost], names: Sequence[str], environ: Mapping[str, str]
) -> list[Destination]:
    """Give the sites that posts go to: those named, in that order, else the one meant anyway and those of folders.

    Raises ConfigError for a name that wppush.toml does not have, and where posts have no site to go to.
    """
    from wppush.config import site_meant

    if names:
        chosen = [site_meant(config, name, environ) for name in dict.fromkeys(names)]
        return [
            Destination(name=site.name, url=site.url, posts=tuple(meant_for(posts, [site.name]))) for site in chosen
        ]
    found: list[Destination] = []
    anywhere = [post for post in posts if not post.sites]
    default: str | None = None
    if anywhere:
        site = site_meant(config, None, environ)
        default = site.name or next(iter(sites_at(config, site.url)), None)
        if default is None:
            found.append(Destination(name=None, url=site.url, posts=tuple(anywhere)))
    for name, site in config.sites.items():
        own = [post for post in posts if name in post.sites or (name == default and not post.sites)]
        if own:
            found.append(Destination(name=name, url=site.url, posts=tuple(own)))
    return sorted(found, key=lambda destination: destination.name != default)


def sites_at(config: Config, url: str) -> list[str]:
    """Give the names that wppush.toml has for an address."""
    return [name for name, site in config.sites.items() if site.url == url]


def meant_for(posts: Iterable[DesiredPost], names: Sequence[str]) -> list[DesiredPost]:
    """Give the posts that a site of these names gets."""
    return [post for post in posts if not post.sites or not set(names).isdisjoint(post.sites)]
