"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_F = TypeVar("_F", bound="Callable[..., Any]")

paths_argument = click.argument("paths", metavar="PATH…", nargs=-1, required=True)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")


def site_options(command: _F) -> _F:
    """Add the options that choose a site and say what may be overwritten there."""
    for option in (
        click.option("--insecure", is_flag=True, help="Allow plain http to a site that is not this machine."),
        click.option("--force", is_flag=True, help="Overwrite what was changed on the site."),
        click.option("--adopt", is_flag=True, help="Take over posts with the same slug that wppush did not write."),
        click.option("--site", metavar="NAME", help="A site of wppush.toml; without it WPPUSH_URL says which."),
    ):
        command = option(command)
    return command
