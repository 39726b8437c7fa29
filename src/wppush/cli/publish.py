"""`wppush publish`: plan and apply."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from wppush.cli.options import json_option, log_options, run_options

if TYPE_CHECKING:
    from wppush.cli.interrupt import Interruption
    from wppush.cli.options import Asked
    from wppush.plan import Plan
    from wppush.project import Project
    from wppush.sync import Outcome
    from wppush.wordpress.routes import WordPress


@click.command(short_help="Make the site match Markdown files.")
@run_options
@click.option(
    "--plan-digest",
    "digests",
    metavar="DIGEST",
    multiple=True,
    help="Refuse unless this is the plan that `wppush plan` has shown; for several sites, once for each.",
)
@click.option("--watch", is_flag=True, help="Go on, and publish each file again when it is saved.")
@json_option
@log_options
def publish(asked: Asked, *, digests: tuple[str, ...], watch: bool, as_json: bool) -> None:
    """Make the site match the Markdown files at PATH… (files, folders, or patterns; else the content folder).

    A post that is new is created, one whose file changed is updated in the fields that changed, everything else is
    left alone. What somebody changed on the site is reported and kept.

    \b
    wppush publish posts/love-in-the-big-city.md
    wppush publish posts/ --site blog --json
    wppush publish --changed-since origin/main
    wppush publish posts/ --watch
    """
    from wppush.cli.visits import visit_sites
    from wppush.report.run import RunReport

    def write(project: Project, plan: Plan, site: WordPress, interruption: Interruption) -> list[Outcome]:
        from wppush.report.progress import progress

        if digests:
            plan.raise_unless(digests)
        written = len(plan.posts) - plan.settled
        with interruption.writing(), progress(written, len(plan.media), quiet=asked.quiet) as bar:
            outcomes = project.apply(plan, site, stop=lambda: interruption.requested, on_upload=bar.upload)
            return [*islice(outcomes, plan.settled), *bar.through(outcomes)]

    if watch:
        from wppush.cli.repeated import publish_on_save

        _refuse_with_watch({"--json": as_json, "--plan-digest": digests, "--prune": asked.choice.prune})
        sys.exit(publish_on_save(asked, write))
    sys.exit(visit_sites(asked, RunReport(command="publish", as_json=as_json, quiet=asked.quiet), write))


def _refuse_with_watch(given: dict[str, object]) -> None:
    """A report as JSON is one object at the end, a plan is of one run, and files come and go while they are saved."""
    for option, value in given.items():
        if value:
            raise click.UsageError(f"--watch goes without {option}")
