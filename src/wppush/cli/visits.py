"""One run: the files are read once, then each site is visited, one after the other, and all is reported.

What fails at one site is reported with that site, and the next one is visited all the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.cli.failure import Exit, fail, status_after, worst
from wppush.cli.interrupt import interruptible
from wppush.errors import Interrupted, WppushError
from wppush.project import Project
from wppush.project.selection import is_whole
from wppush.report.run import RunReport, SiteReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wppush.cli.interrupt import Interruption
    from wppush.cli.options import Asked
    from wppush.plan import Plan
    from wppush.project.sites import Destination
    from wppush.sync import Outcome
    from wppush.wordpress.routes import WordPress

    Work = Callable[[Project, Plan, WordPress, Interruption], list[Outcome]]


@dataclass(slots=True, kw_only=True)
class Connections:
    """The sites of a run, each opened when it is needed; they are closed after that, or kept for the next time."""

    keep: bool = False
    _open: dict[str | None, WordPress] = field(default_factory=dict)

    @contextmanager
    def to(self, project: Project, name: str | None, asked: Asked, *, alone: bool) -> Iterator[WordPress]:
        """Give a site as long as this is entered. Raises WppushError."""
        site = self._open.pop(name, None) or project.open_site(
            name, insecure=asked.insecure, alone=alone, jobs=asked.jobs, max_rate=asked.max_rate
        )
        try:
            yield site
        except BaseException:
            # Whatever it was: the next time all that is known of the site is asked for anew.
            site.close()
            raise
        if self.keep:
            self._open[name] = site
        else:
            site.close()

    def close(self) -> None:
        """Close those that were kept."""
        while self._open:
            self._open.popitem()[1].close()


def visit_sites(asked: Asked, report: RunReport, work: Work) -> Exit:
    """Plan for each site that the files go to, do `work` there, report, and give the exit status."""
    with interruptible() as interruption:
        try:
            project = Project.load(asked.paths[0] if asked.paths else ".")
            destinations = destinations_of(project, asked)
        except WppushError as error:
            fail(error, command=report.command, as_json=report.as_json)
        if not destinations:
            report.nothing(f"nothing changed since {asked.changed_since}")
            return Exit.DONE
        visited = visit(project, destinations, asked, report, work, interruption, Connections())
        if visited[-1].error and not report.several:
            fail(visited[-1].error, command=report.command, as_json=report.as_json)
    report.end(interrupted=interruption.requested)
    return Exit.INTERRUPTED if interruption.requested else worst(map(status_after, visited))


def destinations_of(project: Project, asked: Asked) -> list[Destination]:
    """Give the sites of a run, each with its posts; none where there are no posts. Raises WppushError."""
    # Before the files: what they lack may hang on there being no wppush.toml.
    project.named_or_raise()
    posts = project.check(asked.paths, changed_since=asked.changed_since)
    return project.destinations(posts, asked.sites) if posts else []


def visit(
    project: Project,
    destinations: list[Destination],
    asked: Asked,
    report: RunReport,
    work: Work,
    interruption: Interruption,
    connections: Connections,
) -> list[SiteReport]:
    """Visit each site, and report; an error of the only one is left to who asked."""
    report.several = len(destinations) > 1
    visited: list[SiteReport] = []
    for destination in destinations:
        alone = not report.several
        visited.append(
            _visit(project, destination, asked, work, interruption, connections, begun=bool(visited), alone=alone)
        )
        if report.several or not visited[-1].error:
            report.add(visited[-1])
    return visited


def _visit(
    project: Project,
    destination: Destination,
    asked: Asked,
    work: Work,
    interruption: Interruption,
    connections: Connections,
    *,
    begun: bool,
    alone: bool,
) -> SiteReport:
    place = SiteReport(name=destination.name, url=destination.url)
    if not destination.posts:
        return place.but(note=f"none of these files is for {destination.name}: their folders are for other sites")
    if interruption.requested:
        return place.but(error=Interrupted("not tried: the run was interrupted"))
    try:
        with connections.to(project, destination.name, asked, alone=alone) as site:
            plan = project.plan_posts(destination.posts, site, asked.choice, whole=is_whole_run(asked))
            return place.but(plan=plan, outcomes=tuple(work(project, plan, site, interruption)))
    except WppushError as error:
        return place.but(error=error)
    except KeyboardInterrupt:
        # What was done at the sites before is to be said, unless somebody wants the end twice.
        if not begun or interruption.again:
            raise
        return place.but(error=Interrupted("not tried: the run was interrupted"))


def is_whole_run(asked: Asked) -> bool:
    """Say whether the run is about all posts of the project, those without a file among them."""
    return asked.changed_since is None and is_whole(asked.paths)
