"""What `wppush publish --watch` does each time, and what it says at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from wppush.cli.failure import Exit, fail, status_after, worst
from wppush.cli.interrupt import interruptible
from wppush.cli.visits import Connections, destinations_of, visit
from wppush.cli.watching import Watching
from wppush.errors import WppushError
from wppush.project import Project
from wppush.report.run import RunReport
from wppush.report.summary import summary
from wppush.sync import Action

if TYPE_CHECKING:
    from wppush.cli.interrupt import Interruption
    from wppush.cli.options import Asked
    from wppush.cli.visits import Work
    from wppush.sync import Outcome


def publish_on_save(asked: Asked, work: Work) -> Exit:
    """Do the run, and again for what is saved, until somebody ends it; give the exit status."""
    connections = Connections(keep=True)
    with interruptible() as interruption:
        publishing = _Publishing(asked=asked, work=work, interruption=interruption, connections=connections)
        try:
            status = Watching(asked.paths, publishing.once, interruption, quiet=asked.quiet).until_the_end()
        except WppushError as error:
            fail(error, command="publish", as_json=False)
        finally:
            connections.close()
    if not asked.quiet:
        click.echo(f"ended: {summary(publishing.written) if publishing.written else 'nothing was written'}")
    return status


@dataclass(slots=True, kw_only=True)
class _Publishing:
    asked: Asked
    work: Work
    interruption: Interruption
    connections: Connections
    written: list[Outcome] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    """Those that were shown."""

    def once(self, files: tuple[str, ...] | None) -> Exit:
        """Publish all that was asked for, or some files of it. Raises WppushError."""
        asked = self.asked if files is None else replace(self.asked, paths=files, changed_since=None)
        if files is None:
            # Another address may stand in wppush.toml by now.
            self.connections.close()
        project = Project.load(asked.paths[0] if asked.paths else ".")
        destinations = destinations_of(project, asked)
        report = RunReport(command="publish", as_json=False, quiet=asked.quiet, links=self.links)
        if not destinations:
            report.nothing(f"nothing changed since {asked.changed_since}")
            return Exit.DONE
        visited = visit(project, destinations, asked, report, self.work, self.interruption, self.connections)
        self.written += [one for site in visited for one in site.outcomes if one.action is not Action.UNCHANGED]
        report.end(interrupted=self.interruption.requested)
        status = worst(map(status_after, visited))
        if status is not Exit.DONE:
            # What is known of the site may be what was wrong.
            self.connections.close()
        if visited[-1].error and not report.several:
            raise visited[-1].error
        return status
