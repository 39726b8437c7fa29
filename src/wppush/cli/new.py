"""`wppush new`: the file that a post begins as."""

from __future__ import annotations

import click

from wppush.cli import values


@click.command(short_help="Begin a post.")
@click.argument("title")
@click.option("--slug", metavar="SLUG", help="How its address shall end, in place of what the title makes.")
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@click.option(
    "--folder",
    default=".",
    metavar="FOLDER",
    shell_complete=values.folders,
    help="A folder of the project, if not the one you are in.",
)
def new(title: str, *, slug: str | None, edit: bool, folder: str) -> None:
    """Write the file of a new post called TITLE below the content folder, and print its path.

    It begins as a draft; `[new]` in wppush.toml says where it goes and what it says at first. A file that is there is
    never overwritten.

    \b
    wppush new "First light"
    wppush new "Zwölf Uhr" --slug noon --edit
    """
    from pathlib import Path

    from wppush.cli.failure import fail
    from wppush.cli.screen import near
    from wppush.errors import WppushError
    from wppush.project import Project

    if not title.strip():
        raise click.UsageError('a post needs a title: wppush new "First light"')
    if not Path(folder).is_dir():
        raise click.BadParameter(f"there is no folder {folder!r}", param_hint="--folder")
    try:
        path = Project.load(folder).begin(title, slug=slug)
    except WppushError as error:
        fail(error, command="new", as_json=False)
    click.echo(near(path))
    if edit:
        click.edit(filename=str(path))
