"""Options that several commands share, and what those of a run at sites come to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from wppush.project import Choice

_F = TypeVar("_F", bound="Callable[..., Any]")

paths_argument = click.argument("paths", metavar="[PATH…]", nargs=-1)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `publish` and `plan` were asked for: which files, at which sites, and what may be done there."""

    paths: tuple[str, ...]
    """None: the content folder."""
    sites: tuple[str, ...]
    """By their names; none: those that wppush.toml and the environment say."""
    changed_since: str | None
    insecure: bool
    choice: Choice


_OPTIONS = (
    click.option("--insecure", is_flag=True, help="Allow plain http to a site that is not this machine."),
    click.option(
        "--create-terms/--no-create-terms",
        default=None,
        help="Make categories and tags that the site does not have, or refuse files that name any.",
    ),
    click.option("--prune", is_flag=True, help="Move the posts of files that are gone to the trash."),
    click.option("--force", is_flag=True, help="Overwrite what was changed on the site."),
    click.option("--adopt", is_flag=True, help="Take over posts with the same slug that wppush did not write."),
    click.option(
        "--status",
        type=click.Choice(["draft", "publish", "pending", "private"]),
        help="The status of all posts, whatever their files say.",
    ),
    click.option("--only", metavar="FIELD,FIELD", help="Write these fields alone, and no new posts."),
    click.option(
        "--changed-since", metavar="REF", help="Only files that have changed since a commit, or that show what has."
    ),
    click.option(
        "--site", "sites", metavar="NAME", multiple=True, help="A site of wppush.toml; may be given several times."
    ),
    paths_argument,
)


def run_options(command: _F) -> Callable[..., Any]:
    """Add the options of a run at sites; the command gets them as one `asked`."""

    @wraps(command)
    def collected(
        paths: tuple[str, ...], sites: tuple[str, ...], changed_since: str | None, *, insecure: bool, **words: Any
    ) -> None:
        rest = {name: words.pop(name) for name in list(words) if name not in _CHOICES}
        if words["prune"]:
            _refuse_prune_of_a_part(paths, changed_since)
        choice = _choice(**words)
        asked = Asked(paths=paths, sites=sites, changed_since=changed_since, insecure=insecure, choice=choice)
        command(asked, **rest)

    for option in _OPTIONS:
        collected = option(collected)
    return collected


_CHOICES = frozenset({"create_terms", "prune", "force", "adopt", "status", "only"})


def _choice(*, only: str | None, status: str | None, **words: Any) -> Choice:
    from wppush.errors import ConfigError
    from wppush.project import Choice
    from wppush.project.selection import fields_named

    fields = None
    if only is not None:
        try:
            fields = fields_named(only.split(","))
        except ConfigError as error:
            raise click.BadParameter(f"{error.message}; {error.hint}", param_hint="--only") from None
        if status is not None and "status" not in fields:
            raise click.UsageError("--status writes nothing beside this --only; add status to the fields")
    return Choice(only=fields, status=status, **words)


def _refuse_prune_of_a_part(paths: tuple[str, ...], changed_since: str | None) -> None:
    """Which posts have no file any longer can be told only where all files are looked at."""
    if changed_since is not None:
        raise click.UsageError("--prune looks at all files: give it without --changed-since")
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - a path may be a pattern, or too long for a name
            raise click.UsageError(f"--prune is for folders, and {path!r} is none: name the folder")
