"""One run: the files are read once, then each site is visited, one after the other, and all is reported.

What fails at one site is reported with that site, and the next one is visited all the same.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from wppush.cli.failure import Exit, fail, status_after, worst
from wppush.cli.interrupt import interruptible
from wppush.errors import Interrupted, WppushError
from wppush.project import Project
from wppush.project.selection import is_whole
from wppush.report.run import RunReport, SiteReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from wppush.cli.interrupt import Interruption
    from wppush.cli.options import Asked
    from wppush.plan import Plan
    from wppush.project.sites import Destination
    from wppush.sync import Outcome
    from wppush.wordpress.routes import WordPress

    Work = Callable[[Project, Plan, WordPress, Interruption], list[Outcome]]


def visit_sites(asked: Asked, report: RunReport, work: Work) -> Exit:
    """Plan for each site that the files go to, do `work` there, report, and give the exit status."""
    with interruptible() as interruption:
        try:
            project = Project.load(asked.paths[0] if asked.paths else ".")
            # Before the files: what they lack may hang on there being no wppush.toml.
            project.named_or_raise()
            posts = project.check(asked.paths, changed_since=asked.changed_since)
            destinations = project.destinations(posts, asked.sites) if posts else []
        except WppushError as error:
            fail(error, command=report.command, as_json=report.as_json)
        if not posts:
            report.nothing(f"nothing changed since {asked.changed_since}")
            return Exit.DONE
        report.several = len(destinations) > 1
        visited: list[SiteReport] = []
        for destination in destinations:
            visited.append(
                _visit(project, destination, asked, work, interruption, begun=bool(visited), alone=not report.several)
            )
            if visited[-1].error and not report.several:
                fail(visited[-1].error, command=report.command, as_json=report.as_json)
            report.add(visited[-1])
    report.end(interrupted=interruption.requested)
    return Exit.INTERRUPTED if interruption.requested else worst(map(status_after, visited))


def _visit(
    project: Project,
    destination: Destination,
    asked: Asked,
    work: Work,
    interruption: Interruption,
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
        site = project.open_site(
            destination.name, insecure=asked.insecure, alone=alone, jobs=asked.jobs, max_rate=asked.max_rate
        )
        with closing(site):
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
