"""A plan, in the shape that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.plan.diff import diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import Plan
    from wppush.sync import Outcome


def print_plan(plan: Plan, outcomes: Sequence[Outcome], *, site: str, show_diff: bool, as_json: bool) -> None:
    """Print what a plan would do, on standard output; `outcomes` are its posts, foreseen."""
    if as_json:
        from wppush.report.json import outcomes_json

        print(outcomes_json("plan", outcomes, site=site, terms=plan.terms))  # noqa: T201 (a report is output)
        return
    from wppush.report.terminal import print_diff, print_outcomes

    if show_diff:
        for change in plan.posts:
            print_diff(diff(change, plan.directory))
    print_outcomes(outcomes, terms=plan.terms)
