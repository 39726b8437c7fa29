"""What `wppush preview` does: it joins a WordPress on this machine, which knows nothing of posts, with a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import click

from wppush.cli.screen import has_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.preview import LocalWordPress
    from wppush.sync import Outcome


_SHOWN = frozenset({"created", "updated", "adopted", "unchanged"})
"""The actions after which the post is the file's; a refused file comes with the link of another one's."""


def tend(wish: str) -> None:
    """Stop, reset or describe the WordPress on this machine. Raises PreviewError."""
    from wppush import preview

    if wish == "reset":
        preview.reset()
        click.echo("The preview is empty again.")
    elif wish == "stop":
        click.echo("The preview has stopped." if preview.stop() else "No preview was running.")
    else:
        running = preview.status()
        if running is None:
            click.echo("No preview is running. Start one: wppush preview PATH")
            return
        click.echo(f"WordPress {running.version} at {running.url} ({running.engine}, process {running.pid})")
        click.echo(f"Dashboard: {running.login_link('/wp-admin/')}")
        click.echo(f"Files: {running.folder}")


def show_posts(paths: Sequence[str], *, engine: str, wordpress: str | None, open_browser: bool) -> list[Outcome]:
    """Publish files to the WordPress on this machine and print their links. Raises WppushError."""
    from wppush import preview
    from wppush.project import Choice, Project
    from wppush.report.terminal import print_note, print_outcomes
    from wppush.report.text import clean_line

    project = Project.load(paths[0])
    # Without a name, the folder is one: all projects of this machine share the preview.
    project = project.called(project.config.project or str(project.config.root))
    posts = project.check(paths)  # say what is wrong with the files before a server is started for them
    running = preview.start(
        engine=cast("Literal['auto', 'php', 'playground']", engine), wordpress=wordpress, on_step=print_note
    )
    user = running.users["admin"]
    environ = {
        "WPPUSH_URL": running.url,
        "WPPUSH_USERNAME": user.username,
        "WPPUSH_APP_PASSWORD": user.app_password,
    }
    site = project.open_site(environ=environ)
    # What is in the preview is nobody's work: the file is always right.
    plan = project.plan_posts(posts, site, Choice(adopt=True, force=True, initial_status="draft"))
    outcomes = list(project.apply(plan, site))
    print_outcomes(outcomes)
    shown = [outcome for outcome in outcomes if outcome.link and outcome.action in _SHOWN]
    links = [_link(outcome, running) for outcome in shown]
    for outcome, link in zip(shown, links, strict=True):
        if outcome.status != "publish":
            click.echo(f"{clean_line(outcome.source or '')} ({outcome.status}): {link}")
    click.echo(f"Dashboard: {running.login_link('/wp-admin/')}")
    click.echo("It goes on in the background: `wppush preview --stop` ends it.")
    if open_browser and shown and has_screen():
        click.launch(_link(shown[0], running, once=True))
    return outcomes


def _link(outcome: Outcome, running: LocalWordPress, *, once: bool = False) -> str:
    """Give a link that works: only published posts are shown to whoever is not logged in."""
    link = outcome.link or running.url
    if outcome.status == "publish":
        return link
    return running.login_link_for_once(link) if once else running.login_link(link)
