"""`wppush check`: every fault of every file, without a site."""

from __future__ import annotations

import click

from wppush.cli.options import json_option, paths_argument, quiet_option


@click.command(short_help="Report every fault of files, without a site.")
@paths_argument
@quiet_option
@json_option
def check(paths: tuple[str, ...], *, quiet: bool, as_json: bool) -> None:
    """Read and render PATH… (else the content folder) without a site, and report every fault with its place.

    Also says where the two flavours of Markdown read a file differently, so that other tools may show it otherwise.

    \b
    wppush check
    wppush check posts/love-in-the-big-city.md
    wppush check posts/ --json
    """
    from wppush.cli.failure import fail
    from wppush.errors import WppushError
    from wppush.project import Project

    try:
        posts = Project.load(paths[0] if paths else ".").check(paths, compare_flavors=True)
    except WppushError as error:
        fail(error, command="check", as_json=as_json)
    if as_json:
        from wppush.report.json import check_json

        click.echo(check_json(posts))
    else:
        from wppush.report.terminal import print_diagnostics

        print_diagnostics(diagnostic for post in posts for diagnostic in post.diagnostics)
        if not quiet:
            click.echo(f"{len(posts)} {'file' if len(posts) == 1 else 'files'}, no errors")
