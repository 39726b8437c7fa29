"""`wppush doctor`: what stands between this machine and a published post."""

from __future__ import annotations

import sys

import click

from wppush.cli.options import insecure_option, json_option, log_options, site_option


@click.command(short_help="Find out what keeps posts from being published.")
@click.argument("url", required=False)
@site_option
@insecure_option
@json_option
@log_options
def doctor(url: str | None, *, site: str | None, insecure: bool, as_json: bool) -> None:
    """Look at everything between this machine and a published post, and say what was found and what to do.

    The site is the one at URL, else the one that publish would take. Nothing is written to it. Without a password it
    looks at what anybody may see. It ends with 1 where something keeps posts from being published, else with 0.

    \b
    wppush doctor
    wppush doctor https://blog.example
    wppush doctor --site production --json
    """
    from wppush.cli.failure import Exit
    from wppush.doctor import examine

    if url is not None and site is not None:
        raise click.UsageError("give either URL or --site, not both")
    findings = examine(url, site=site, insecure=insecure)
    if as_json:
        from wppush.report.json import findings_json, healthy

        found = tuple(findings)
        click.echo(findings_json(found))
        well = healthy(found)
    else:
        from wppush.report.findings import print_findings

        well = print_findings(findings)
    sys.exit(Exit.DONE if well else Exit.ERROR)
