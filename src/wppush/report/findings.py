"""What `wppush doctor` has found, for a person: a line for each thing, and what to do below those that need it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text

from wppush.diagnostics import Standing
from wppush.report.terminal import _console, _print
from wppush.report.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.diagnostics import Finding

_SIGNS = {
    Standing.OK: ("✓", "green"),
    Standing.INFO: ("·", "cyan"),
    Standing.WARNING: ("!", "yellow"),
    Standing.PROBLEM: ("✗", "bold red"),
    Standing.NOT_CHECKED: ("–", "dim"),
}
_STANDING = max(len(standing) for standing in Standing)
_NAME = 21
"""The longest name of a check, and a blank."""
_INDENT = " " * 4


def print_findings(findings: Iterable[Finding]) -> bool:
    """Print findings as they come, and their sum; say whether there was no problem."""
    console = _console(sys.stdout)
    counts = dict.fromkeys(Standing, 0)
    for finding in findings:
        counts[finding.status] += 1
        sign, style = _SIGNS[finding.status]
        line = Text.assemble(
            (f"{sign} {finding.status.value:<{_STANDING}}", style),
            f"  {finding.name:<{_NAME}} ",
            (clean_line(finding.found), "dim" if finding.status is Standing.NOT_CHECKED else ""),
        )
        _print(console, line)
        if finding.meaning and finding.status is not Standing.OK:
            _print(console, Text(clean_line(f"{_INDENT}{finding.meaning}"), "dim"))
        for index, words in enumerate(clean(finding.todo).splitlines()):
            _print(console, Text(f"{_INDENT}{'→' if index == 0 else ' '} {words}"))
    _print(console, Text(_sum(counts), "bold"))
    return not counts[Standing.PROBLEM]


def _sum(counts: dict[Standing, int]) -> str:
    problems, warnings = counts[Standing.PROBLEM], counts[Standing.WARNING]
    said = [_number(problems, "problem")] if problems else ["ready to publish"]
    said += [_number(warnings, "warning")] if warnings else []
    said += [f"{counts[Standing.NOT_CHECKED]} not checked"] if counts[Standing.NOT_CHECKED] else []
    return ", ".join(said)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
