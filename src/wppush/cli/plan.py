"""`wppush plan`: what publish would do."""

from __future__ import annotations

import sys

import click

from wppush.cli.options import json_option, paths_argument, site_options


@click.command(short_help="Show what publish would do.")
@paths_argument
@site_options
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change as a unified diff.")
@click.option("--exit-code", is_flag=True, help="End with 3 where publish would write something.")
@json_option
def plan(
    paths: tuple[str, ...],
    site: str | None,
    *,
    adopt: bool,
    force: bool,
    insecure: bool,
    show_diff: bool,
    exit_code: bool,
    as_json: bool,
) -> None:
    """Show what publish would do to the posts of PATH…, and write nothing.

    \b
    wppush plan posts/
    wppush plan posts/love-in-the-big-city.md --diff
    """
    from wppush.cli.failure import Exit, fail, status_of
    from wppush.errors import WppushError
    from wppush.project import Choice, Project
    from wppush.report.plan import print_plan
    from wppush.sync import foresee_all

    try:
        project = Project.load(paths[0])
        wordpress = project.open_site(site, insecure=insecure)
        made = project.plan(paths, wordpress, Choice(adopt=adopt, force=force))
    except WppushError as error:
        fail(error, command="plan", as_json=as_json)
    outcomes = foresee_all(made)
    print_plan(made, outcomes, site=wordpress.url, show_diff=show_diff, as_json=as_json)
    status = status_of(outcomes)
    sys.exit(Exit.PENDING if exit_code and made.pending and status is Exit.DONE else status)
