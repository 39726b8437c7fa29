"""`wppush plan`: what publish would do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wppush.cli.options import json_option, log_options, run_options

if TYPE_CHECKING:
    from wppush.cli.options import Asked


@click.command(short_help="Show what publish would do.")
@run_options
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change as a unified diff.")
@click.option("--exit-code", is_flag=True, help="End with 3 where publish would write something.")
@json_option
@log_options
def plan(asked: Asked, *, show_diff: bool, exit_code: bool, as_json: bool) -> None:
    """Show what publish would do to the posts of PATH…, and write nothing; without PATH, to the content folder's.

    The last line is the plan's digest: `wppush publish --plan-digest` carries out this plan and no other.

    \b
    wppush plan posts/
    wppush plan posts/love-in-the-big-city.md --diff
    """
    from wppush.cli.failure import Exit
    from wppush.cli.visits import visit_sites
    from wppush.report.run import RunReport
    from wppush.sync import foresee_all

    report = RunReport(command="plan", as_json=as_json, quiet=asked.quiet, show_diff=show_diff, show_plan=True)
    status = visit_sites(asked, report, lambda _project, made, _site, _interruption: foresee_all(made))
    sys.exit(Exit.PENDING if exit_code and report.pending and status is Exit.DONE else status)
