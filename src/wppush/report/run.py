"""What a run did, or would do, at each site: for a person site by site, for a machine as one object at the end."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wppush.errors import WppushError
    from wppush.plan import Plan
    from wppush.sync import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """One site of a run."""

    name: str | None
    """As in wppush.toml; None for the site that the environment names."""
    url: str
    plan: Plan | None = None
    """None where there was none to make, or it could not be made."""
    outcomes: tuple[Outcome, ...] = ()
    error: WppushError | None = None
    """What has kept the run from this site."""
    note: str | None = None
    """Why there was nothing to do here."""

    def but(self, **changes: Any) -> SiteReport:
        """Give the report with some of its fields changed."""
        return replace(self, **changes)


@dataclass(slots=True, kw_only=True)
class RunReport:
    """Prints what a run has to say."""

    command: str
    as_json: bool
    quiet: bool = False
    """Only what is wrong is said; JSON is given all the same."""
    show_diff: bool = False
    show_plan: bool = False
    """Whether it is about plans alone: new terms have a line, and the last line is the plan's digest."""
    several: bool = False
    """Whether the run is about more than one site."""
    sites: list[SiteReport] = field(default_factory=list)
    links: set[str] | None = None
    """Links that were shown already, and are not shown again; None: each is shown."""

    @property
    def pending(self) -> bool:
        """Whether some site's plan would write something."""
        return any(site.plan is not None and site.plan.pending for site in self.sites)

    def nothing(self, note: str) -> None:
        """Say why there is nothing to do at any site."""
        if self.as_json:
            from wppush.report.json import nothing_json

            _print(nothing_json(self.command, note))
        elif not self.quiet:
            _print(note)

    def add(self, site: SiteReport) -> None:
        """Take what was done at a site; a person sees it at once."""
        self.sites.append(site)
        if self.as_json:
            return
        if self.quiet:
            self._show_faults(site)
        else:
            self._show(site)

    def end(self, *, interrupted: bool) -> None:
        """Say what is said at the end."""
        if self.as_json:
            from wppush.report.json import run_json

            _print(run_json(self.command, self.sites, several=self.several))
        if interrupted:
            from wppush.codes import SiteCode
            from wppush.report.terminal import print_error

            print_error(
                "interrupted", "run the same command again to finish: nothing is made twice", SiteCode.INTERRUPTED
            )

    def _show_faults(self, site: SiteReport) -> None:
        from wppush.report.terminal import print_diagnostics, print_error_of, print_note

        diagnostics = [diagnostic for outcome in site.outcomes for diagnostic in outcome.diagnostics]
        if self.several and (diagnostics or site.error):
            print_note(f"{site.name} ({site.url}):" if site.name else f"{site.url}:")
        print_diagnostics(diagnostics)
        if site.error is not None:
            print_error_of(site.error)

    def _show(self, site: SiteReport) -> None:
        from wppush.report.terminal import print_diff, print_error_of, print_heading, print_outcomes

        if self.several:
            print_heading(f"{site.name} ({site.url})" if site.name else site.url, first=len(self.sites) == 1)
        if site.error is not None:
            sys.stdout.flush()
            print_error_of(site.error)
        elif site.note is not None:
            _print(site.note)
        elif site.plan is not None:
            if self.show_diff:
                from wppush.report.differences import differences

                print_diff(differences(site.plan))
            print_outcomes(self._with_new_links(site.outcomes), terms=site.plan.terms if self.show_plan else ())
            if self.show_plan:
                _print(f"plan {site.plan.digest()}")

    def _with_new_links(self, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        if self.links is None:
            return outcomes
        shown = [replace(outcome, link=None) if outcome.link in self.links else outcome for outcome in outcomes]
        self.links.update(outcome.link for outcome in shown if outcome.link)
        return tuple(shown)


def _print(text: str) -> None:
    print(text)  # noqa: T201 (a report is output)
