"""`wppush explain`: what a code means, what brings it up, and what to type instead."""

from __future__ import annotations

import click

from wppush.cli import values
from wppush.cli.options import json_option


@click.command(short_help="Say more about a code such as WP203.")
@click.argument("code", required=False, shell_complete=values.codes)
@json_option
def explain(code: str | None, *, as_json: bool) -> None:
    """Say what CODE means, what brings it up, and what to type instead; without CODE, list all codes.

    Every error and every warning has a code: WP1xx is about files and front matter, WP2xx about Markdown, WP3xx about
    the site, WP4xx about media files, WP5xx about wppush.toml and logins, WP6xx about this machine.

    \b
    wppush explain WP203
    wppush explain 203
    wppush explain
    """
    from wppush.report.explain import code_meant, codes_near
    from wppush.report.explained import codes_json, explanation_json, print_codes, print_explanation

    if code is None:
        if as_json:
            click.echo(codes_json())
        else:
            print_codes()
        return
    meant = code_meant(code)
    if meant is None:
        near = codes_near(code)
        hint = f"did you mean {' or '.join(near)}?" if near else "`wppush explain` lists them all"
        raise click.UsageError(f"there is no code {code!r}; {hint}")
    if as_json:
        click.echo(explanation_json(meant))
    else:
        print_explanation(meant)
