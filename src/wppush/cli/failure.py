"""The one place that turns errors into words and an exit status."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.errors import WppushError
    from wppush.report.run import SiteReport
    from wppush.sync import Outcome


class Exit(IntEnum):
    """The exit statuses."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    """click's own."""
    PENDING = 3
    CONFLICT = 4
    INTERRUPTED = 130


def status_of(outcomes: Iterable[Outcome]) -> Exit:
    """Give the status of a run: an error outweighs a conflict."""
    from wppush.sync import Action

    actions = {outcome.action for outcome in outcomes}
    if Action.FAILED in actions:
        return Exit.ERROR
    return Exit.CONFLICT if actions & {Action.CONFLICT, Action.REFUSED} else Exit.DONE


def status_of_error(error: WppushError) -> Exit:
    """Give the status of a run that an error has ended: a plan that has changed waits for a decision, as posts do."""
    from wppush.errors import Interrupted, StalePlan

    if isinstance(error, Interrupted):
        return Exit.INTERRUPTED
    return Exit.CONFLICT if isinstance(error, StalePlan) else Exit.ERROR


def status_after(visit: SiteReport) -> Exit:
    """Give the status of what was done at one site."""
    return status_of_error(visit.error) if visit.error else status_of(visit.outcomes)


def worst(statuses: Iterable[Exit]) -> Exit:
    """Give the status of a run at several sites."""
    order = (Exit.DONE, Exit.PENDING, Exit.CONFLICT, Exit.ERROR, Exit.INTERRUPTED)
    return max(statuses, key=order.index, default=Exit.DONE)


def fail(error: WppushError, *, command: str, as_json: bool) -> NoReturn:
    """Say what went wrong and end with its status."""
    if as_json:
        import click

        from wppush.report.json import error_json

        click.echo(error_json(command, error))
    else:
        from wppush.report.terminal import print_error_of

        print_error_of(error)
    sys.exit(status_of_error(error))
