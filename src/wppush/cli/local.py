"""What `wppush preview` does: it joins a WordPress on this machine, which knows nothing of posts, with a project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

import click

from wppush.cli.screen import has_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.cli.interrupt import Interruption
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
    showing = Showing(engine=engine, wordpress=wordpress, open_browser=open_browser)
    outcomes = showing.publish(paths)
    showing.print_dashboard()
    click.echo("It goes on in the background: `wppush preview --stop` ends it.")
    return outcomes


def show_on_save(paths: tuple[str, ...], *, engine: str, wordpress: str | None, open_browser: bool) -> int:
    """Publish files to the WordPress on this machine, and again when they are saved, until somebody ends it.

    A WordPress that was not running before is stopped then. Gives the exit status.
    """
    from wppush import preview
    from wppush.cli.failure import Exit, status_of
    from wppush.cli.interrupt import interruptible
    from wppush.cli.watching import Watching

    was_running = preview.status() is not None
    try:
        with interruptible() as interruption:
            showing = Showing(
                engine=engine, wordpress=wordpress, open_browser=open_browser, interruption=interruption, links=set()
            )

            def once(files: tuple[str, ...] | None) -> Exit:
                return status_of(showing.publish(paths if files is None else files))

            return Watching(paths, once, interruption, quiet=False).until_the_end()
    finally:
        if not was_running:
            tend("stop")


@dataclass(slots=True, kw_only=True)
class Showing:
    """Posts on the WordPress of this machine."""

    engine: str
    wordpress: str | None
    open_browser: bool
    interruption: Interruption | None = None
    links: set[str] | None = None
    """Those that were printed, which are not printed again; None: all are."""
    _running: LocalWordPress | None = None

    def publish(self, paths: Sequence[str]) -> list[Outcome]:
        """Publish files and print their links, and open the first one, once. Raises WppushError."""
        from contextlib import closing, nullcontext

        from wppush import preview
        from wppush.project import Choice, Project
        from wppush.report.terminal import print_note

        project = Project.load(paths[0])
        # Without a name, the folder is one: all projects of this machine share the preview.
        project = project.called(project.config.project or str(project.config.root))
        posts = project.check(paths)  # say what is wrong with the files before a server is started for them
        engine = cast("Literal['auto', 'php', 'playground']", self.engine)
        running = preview.start(engine=engine, wordpress=self.wordpress, on_step=print_note)
        is_first, self._running = self._running is None, running
        user = running.users["admin"]
        environ = {
            "WPPUSH_URL": running.url,
            "WPPUSH_USERNAME": user.username,
            "WPPUSH_APP_PASSWORD": user.app_password,
        }
        stop = self.interruption
        with closing(project.open_site(environ=environ)) as site, stop.writing() if stop else nullcontext():
            # What is in the preview is nobody's work: the file is always right.
            plan = project.plan_posts(posts, site, Choice(adopt=True, force=True, initial_status="draft"))
            outcomes = list(project.apply(plan, site, stop=(lambda: stop.requested) if stop else None))
        shown = self._print(outcomes, running)
        if is_first:
            if self.links is not None:
                self.print_dashboard()
            if self.open_browser and shown and has_screen():
                click.launch(_link(shown[0], running, once=True))
        return outcomes

    def _print(self, outcomes: list[Outcome], running: LocalWordPress) -> list[Outcome]:
        """Print what became of the files, and give those that can be looked at."""
        from wppush.report.terminal import print_outcomes
        from wppush.report.text import clean_line

        before = set(self.links or ())
        print_outcomes([replace(one, link=None) if one.link in before else one for one in outcomes])
        shown = [one for one in outcomes if one.link and one.action in _SHOWN]
        for outcome in shown:
            if outcome.status != "publish" and outcome.link not in before:
                click.echo(f"{clean_line(outcome.source or '')} ({outcome.status}): {_link(outcome, running)}")
        if self.links is not None:
            self.links.update(one.link for one in shown if one.link)
        return shown

    def print_dashboard(self) -> None:
        """Print where the dashboard is."""
        if self._running is not None:
            click.echo(f"Dashboard: {self._running.login_link('/wp-admin/')}")


def _link(outcome: Outcome, running: LocalWordPress, *, once: bool = False) -> str:
    """Give a link that works: only published posts are shown to whoever is not logged in."""
    link = outcome.link or running.url
    if outcome.status == "publish":
        return link
    return running.login_link_for_once(link) if once else running.login_link(link)
