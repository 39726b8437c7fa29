"""`wppush preview`: look at posts in a WordPress of one's own."""

from __future__ import annotations

import sys

import click

from wppush.cli import values
from wppush.cli.options import log_options, paths_argument


@click.command(short_help="Show posts in a WordPress on this machine.")
@paths_argument
@click.option("--open/--no-open", "open_browser", default=True, help="Open the first post in the browser.")
@click.option("--stop", "wish", flag_value="stop", help="Stop the WordPress on this machine.")
@click.option("--reset", "wish", flag_value="reset", help="Stop it and forget everything that is in it.")
@click.option("--status", "wish", flag_value="status", help="Say whether it runs, and where.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "php", "playground"]),
    default="auto",
    show_default=True,
    help="What runs WordPress.",
)
@click.option(
    "--wordpress",
    metavar="SOURCE",
    shell_complete=values.files,
    help="WordPress to run: a folder, a zip file, or a version such as 6.8.",
)
@click.option("--watch", is_flag=True, help="Go on until Ctrl-C, and show each file again when it is saved.")
@log_options
def preview(
    paths: tuple[str, ...], *, open_browser: bool, wish: str | None, engine: str, wordpress: str | None, watch: bool
) -> None:
    """Publish PATH… to a WordPress on this machine, and show the posts.

    It needs no account and no configuration: the first time it fetches WordPress, then it starts in seconds and goes
    on in the background. Posts without a status become drafts.

    \b
    wppush preview posts/love-in-the-big-city.md
    wppush preview posts/ --watch
    wppush preview --stop
    """
    from wppush.cli.failure import fail, status_of
    from wppush.cli.local import show_on_save, show_posts, tend
    from wppush.errors import WppushError

    if bool(wish) == bool(paths):
        raise click.UsageError("give either files to preview, or one of --stop, --reset, --status")
    try:
        if wish:
            tend(wish)
            return
        if watch:
            sys.exit(show_on_save(paths, engine=engine, wordpress=wordpress, open_browser=open_browser))
        outcomes = show_posts(paths, engine=engine, wordpress=wordpress, open_browser=open_browser)
    except WppushError as error:
        fail(error, command="preview", as_json=False)
    sys.exit(status_of(outcomes))
