"""The one place that turns errors into words and an exit status."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.errors import WppushError
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


def fail(error: WppushError, *, command: str, as_json: bool) -> NoReturn:
    """Say what went wrong and end with its status."""
    from wppush.errors import SourceError

    if as_json:
        import click

        from wppush.report.json import error_json

        click.echo(error_json(command, error))
    else:
        from wppush.report.terminal import print_diagnostics, print_error

        if isinstance(error, SourceError):
            print_diagnostics(error.diagnostics)
        print_error(error.message, error.hint)
    sys.exit(Exit.ERROR)
