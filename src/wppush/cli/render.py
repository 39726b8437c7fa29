"""`wppush render`: the markup of one file."""

from __future__ import annotations

import click

from wppush.cli.options import file_argument


@click.command(short_help="Print the markup of a file.")
@file_argument
def render(file: str) -> None:
    """Print the markup of FILE, blocks or HTML, as publish would send it but for the mark.

    Footnotes go into a field of the post beside it, and are shown on standard error.

    \b
    wppush render posts/love-in-the-big-city.md
    """
    from wppush.cli.failure import fail
    from wppush.errors import WppushError
    from wppush.project import Project

    try:
        [post] = Project.load(file).check([file])
    except WppushError as error:
        fail(error, command="render", as_json=False)
    except ValueError:
        raise click.UsageError("FILE is one file; `wppush check` takes folders") from None
    from wppush.report.terminal import print_diagnostics, print_note

    print_diagnostics(post.diagnostics)
    click.echo(post.content)
    if post.footnotes:
        print_note(f"the post's field footnotes: {post.footnotes}")
