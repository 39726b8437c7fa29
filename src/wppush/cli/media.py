"""`wppush media`: what there is to do about the media library itself."""

from __future__ import annotations

import sys

import click

from wppush.cli import values
from wppush.cli.options import (
    insecure_option,
    jobs_option,
    json_option,
    log_options,
    max_rate_option,
    quiet_option,
    site_option,
)


@click.group(short_help="Look after the media library.")
def media() -> None:
    """Look after the files that wppush has uploaded."""


@media.command(short_help="Delete uploads that nothing shows any more.")
@click.argument("folder", metavar="[FOLDER]", default=".", shell_complete=values.folders)
@click.option("--yes", is_flag=True, help="Delete them; without it they are only listed.")
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(min=0),
    metavar="DAYS",
    default=1,
    show_default=True,
    help="Leave alone what was uploaded within so many days.",
)
@site_option
@insecure_option
@jobs_option
@max_rate_option
@quiet_option
@json_option
@log_options
def prune(
    folder: str,
    site: str | None,
    *,
    yes: bool,
    days: int,
    insecure: bool,
    jobs: int | None,
    max_rate: float | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """List what wppush has uploaded and nothing on the site shows any more; with --yes, delete it.

    All posts, pages and whatever else the site has are looked through, drafts and the trash included, whoever wrote
    them; and the files of the project in FOLDER (the one that you are in). Only an administrator sees all that.

    \b
    wppush media prune
    wppush media prune --yes
    """
    from contextlib import closing
    from datetime import timedelta

    from wppush.cli.failure import fail, status_of
    from wppush.errors import WppushError
    from wppush.project import Project
    from wppush.report.terminal import print_diagnostics, print_note, print_outcomes

    try:
        project = Project.load(folder)
        wordpress = project.open_site(site, insecure=insecure, jobs=jobs, max_rate=max_rate)
        with closing(wordpress):
            unused = project.unused_media(wordpress, older_than=timedelta(days=days))
            outcomes = list(project.delete_media(unused, wordpress)) if yes else [file.outlook for file in unused]
    except WppushError as error:
        fail(error, command="media prune", as_json=as_json)
    if as_json:
        from wppush.report.json import run_json
        from wppush.report.run import SiteReport

        visit = SiteReport(name=site, url=wordpress.url, outcomes=tuple(outcomes))
        click.echo(run_json("media prune", [visit], several=False))
    elif quiet:
        print_diagnostics(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    elif outcomes:
        print_outcomes(outcomes)
        if not yes:
            print_note("Nothing was deleted. Do it: wppush media prune --yes")
    else:
        click.echo("Everything that wppush has uploaded is shown somewhere.")
    sys.exit(status_of(outcomes))
