"""`wppush init`: the files that a project begins with."""

from __future__ import annotations

import click

from wppush.cli import values


@click.command(short_help="Begin a project in a folder.")
@click.argument("url", required=False)
@click.option(
    "--folder",
    default=".",
    metavar="FOLDER",
    shell_complete=values.folders,
    help="Where, if not in the folder you are in.",
)
@click.option("--project", metavar="NAME", help="The project's name, part of each post's mark.")
@click.option("--content", metavar="FOLDER", help="The folder below it that Markdown files live in.")
@click.option("--github", is_flag=True, help="Also write a workflow that publishes what is merged.")
@click.option("--gitlab", is_flag=True, help="Also write a .gitlab-ci.yml that does.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing, and take what is proposed.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--dry-run", is_flag=True, help="Show the files, and write nothing.")
def init(
    url: str | None,
    *,
    folder: str,
    project: str | None,
    content: str | None,
    github: bool,
    gitlab: bool,
    yes: bool,
    force: bool,
    dry_run: bool,
) -> None:
    """Write a wppush.toml for the site at URL, a first post where there is none, and lines for .gitignore.

    What is there is looked at first: folders of Hugo, Jekyll, Pelican, Obsidian, Hexo, Zola, Eleventy and Astro get the
    settings that fit them. A file that is there is kept, and what would be written otherwise is shown.

    \b
    wppush init https://blog.example
    wppush init --yes --github
    wppush init --dry-run --folder ~/vault --content Blog
    """
    from wppush.cli.failure import fail
    from wppush.cli.starting import Wishes, start
    from wppush.errors import WppushError

    wishes = Wishes(url=url, project=project, content=content, github=github, gitlab=gitlab)
    try:
        start(folder, wishes, yes=yes, force=force, dry_run=dry_run)
    except WppushError as error:
        fail(error, command="init", as_json=False)
