"""`wppush open`: a file's post in the browser."""

from __future__ import annotations

import click

from wppush.cli.options import file_argument, insecure_option, log_options, site_option


@click.command("open", short_help="Open a file's post in the browser.")
@file_argument
@click.option("--edit", is_flag=True, help="Open it in WordPress's editor.")
@click.option("--print", "only_print", is_flag=True, help="Print the address and open nothing.")
@site_option
@insecure_option
@log_options
def open_post(file: str, *, edit: bool, only_print: bool, site: str | None, insecure: bool) -> None:
    """Open the post of FILE in the browser: its page, or for a draft the preview, which you have to be logged in for.

    Where no browser can be opened, as over ssh, the address is printed.

    \b
    wppush open posts/first-light.md
    wppush open posts/first-light.md --edit
    wppush open posts/first-light.md --print
    """
    from contextlib import closing

    from wppush.cli.failure import fail
    from wppush.cli.screen import has_screen
    from wppush.errors import WppushError
    from wppush.project import Project

    try:
        project = Project.load(file)
        with closing(project.open_site(site or project.site_of(file), insecure=insecure)) as wordpress:
            address = project.address(file, wordpress, editor=edit)
    except WppushError as error:
        fail(error, command="open", as_json=False)
    if only_print or not has_screen() or click.launch(address) != 0:
        click.echo(address)
