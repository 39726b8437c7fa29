"""`wppush list`: what is on the site, whose it is, and in which state."""

from __future__ import annotations

import click

from wppush.cli import values
from wppush.cli.options import insecure_option, json_option, log_options, paths_argument, site_option


@click.command("list", short_help="Show what is on the site.")
@click.option("--all", "others", is_flag=True, help="Also the posts that wppush did not write.")
@click.option(
    "--status",
    "statuses",
    metavar="STATUS,STATUS",
    shell_complete=values.statuses,
    help="Only these: publish, future, draft, trash and so on.",
)
@click.option("--type", "kinds", metavar="TYPE,TYPE", help="Only these types: post, page and so on.")
@site_option
@insecure_option
@paths_argument
@json_option
@log_options
def list_posts(
    paths: tuple[str, ...],
    *,
    others: bool,
    statuses: str | None,
    kinds: str | None,
    site: str | None,
    insecure: bool,
    as_json: bool,
) -> None:
    """List the posts of PATH… (else of the content folder) as the site has them, newest first. Writes nothing.

    Each line says how post and file stand to each other: same, changed (the file), drift (the post), conflict (both),
    new (not on the site yet), gone (the file), refused (another post is in its place).

    \b
    wppush list
    wppush list --status draft,future
    wppush list --all --json
    """
    from contextlib import closing

    from wppush.cli.failure import fail
    from wppush.errors import WppushError
    from wppush.project import Project
    from wppush.report.json import listing_json
    from wppush.report.listing import print_listing, selected

    try:
        project = Project.load(paths[0] if paths else ".")
        with closing(project.open_site(site, insecure=insecure)) as wordpress:
            posts = project.posts(paths, wordpress, others=others)
    except WppushError as error:
        fail(error, command="list", as_json=as_json)
    posts = selected(posts, statuses=statuses, kinds=kinds)
    if as_json:
        click.echo(listing_json(wordpress.url, posts))
    else:
        print_listing(posts)
