"""`wppush publish`: plan and apply."""

from __future__ import annotations

import sys

import click

from wppush.cli.options import json_option, paths_argument, site_options


@click.command(short_help="Make the site match Markdown files.")
@paths_argument
@site_options
@json_option
def publish(
    paths: tuple[str, ...], site: str | None, *, adopt: bool, force: bool, insecure: bool, as_json: bool
) -> None:
    """Make the site match the Markdown files at PATH… (files, folders, or patterns).

    A post that is new is created, one whose file changed is updated in the fields that changed, everything else is
    left alone. What somebody changed on the site is reported and kept.

    \b
    wppush publish posts/love-in-the-big-city.md
    wppush publish posts/ --site blog --json
    """
    from wppush.cli.failure import fail, status_of
    from wppush.errors import WppushError
    from wppush.project import Choice, Project
    from wppush.report.terminal import print_outcomes, with_progress

    try:
        project = Project.load(paths[0])
        wordpress = project.open_site(site, insecure=insecure)
        plan = project.plan(paths, wordpress, Choice(adopt=adopt, force=force))
        outcomes = list(with_progress(project.apply(plan, wordpress), len(plan.media) + len(plan.posts)))
    except WppushError as error:
        fail(error, command="publish", as_json=as_json)
    if as_json:
        from wppush.report.json import outcomes_json

        click.echo(outcomes_json("publish", outcomes, site=wordpress.url, terms=plan.terms))
    else:
        print_outcomes(outcomes)
    sys.exit(status_of(outcomes))
