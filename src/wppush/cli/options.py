"""Options that several commands share, and what those of a run at sites come to."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wppush.cli import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from wppush.project import Choice

_F = TypeVar("_F", bound="Callable[..., Any]")

paths_argument = click.argument("paths", metavar="[PATH…]", nargs=-1, shell_complete=values.markdown_files)
file_argument = click.argument("file", shell_complete=values.markdown_files)
site_option = click.option("--site", metavar="NAME", shell_complete=values.sites, help="A site of wppush.toml.")
insecure_option = click.option("--insecure", is_flag=True, help="Allow plain http to a site that is not this machine.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but warnings and errors.")
jobs_option = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 16),
    help="Requests to a site at once, 1 to 16; 2 unless wppush.toml says otherwise.",
)
max_rate_option = click.option(
    "--max-rate",
    metavar="N",
    type=click.FloatRange(min=0, min_open=True),
    callback=lambda _context, _option, value: _finite(value),
    help="The most requests to a site in a second; 0.5 is one in two seconds.",
)


def _log_to_terminal(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from wppush.cli.log import log_to_terminal

        log_to_terminal(context, option, wanted)


def _log_to_file(context: click.Context, option: click.Parameter, path: str | None) -> None:
    if path is not None:
        from wppush.cli.log import log_to_file

        log_to_file(context, option, path)


_verbose_option = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_log_to_terminal,
    help="Print a line for each request to the site on standard error.",
)
_log_file_option = click.option(
    "--log-file",
    metavar="FILE",
    shell_complete=values.files,
    expose_value=False,
    callback=_log_to_file,
    help="Add a line for each request, with the time, to a file.",
)


def log_options(command: _F) -> _F:
    """Add --verbose and --log-file; the command need not know of them."""
    return _verbose_option(_log_file_option(command))


def _finite(rate: float | None) -> float | None:
    if rate is not None and not math.isfinite(rate):
        raise click.BadParameter("write a number; without --max-rate there is no limit")
    return rate


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
    jobs: int | None = None
    max_rate: float | None = None
    """Both None: as wppush.toml says."""
    quiet: bool = False


_OPTIONS = (
    quiet_option,
    max_rate_option,
    jobs_option,
    insecure_option,
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
    click.option(
        "--only",
        metavar="FIELD,FIELD",
        shell_complete=values.fields,
        help="Write these fields alone, and no new posts.",
    ),
    click.option(
        "--changed-since", metavar="REF", help="Only files that have changed since a commit, or that show what has."
    ),
    click.option(
        "--site",
        "sites",
        metavar="NAME",
        multiple=True,
        shell_complete=values.sites,
        help="A site of wppush.toml; may be given several times.",
    ),
    paths_argument,
)


def run_options(command: _F) -> Callable[..., Any]:
    """Add the options of a run at sites; the command gets them as one `asked`."""

    @wraps(command)
    def collected(paths: tuple[str, ...], sites: tuple[str, ...], changed_since: str | None, **words: Any) -> None:
        choices = {name: words.pop(name) for name in _CHOICES}
        if choices["prune"]:
            _refuse_prune_of_a_part(paths, changed_since)
        how = {name: words.pop(name) for name in _HOW}
        asked = Asked(paths=paths, sites=sites, changed_since=changed_since, choice=_choice(**choices), **how)
        command(asked, **words)

    for option in _OPTIONS:
        collected = option(collected)
    return collected


_CHOICES = ("create_terms", "prune", "force", "adopt", "status", "only")
_HOW = ("insecure", "jobs", "max_rate", "quiet")


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
