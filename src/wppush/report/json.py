"""The machine's report: one JSON object, whatever happened.

Its keys are documented in docs/json.md; `format_version` changes when one of them changes its meaning or goes away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wppush.diagnostics import Location
from wppush.errors import SourceError
from wppush.report.summary import count, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.diagnostics import Diagnostic
    from wppush.errors import Fault, WppushError
    from wppush.plan import CreateTerm, DesiredPost
    from wppush.sync.outcome import Outcome

FORMAT_VERSION = 1


def outcomes_json(command: str, outcomes: Sequence[Outcome], *, site: str, terms: Iterable[CreateTerm] = ()) -> str:
    """Give the report of `plan` or `publish`."""
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": command,
            "site": site,
            "summary": {action.value: number for action, number in count(outcomes).items()},
            "new_terms": [{"taxonomy": term.taxonomy, "path": list(term.path)} for term in terms],
            "files": [_file(outcome) for outcome in in_order(outcomes, kind="post")],
            "media": [_file(outcome) for outcome in in_order(outcomes, kind="media")],
        }
    )


def check_json(posts: Iterable[DesiredPost]) -> str:
    """Give the report of `check` where no file has a fault."""
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": "check",
            "files": [
                {"source": post.name, "diagnostics": [_diagnostic(entry) for entry in post.diagnostics]}
                for post in posts
            ],
        }
    )


def error_json(command: str, error: WppushError) -> str:
    """Give the report of a run that an error ended before the first write, or between writes."""
    by_file: dict[str, list[object]] = {}
    if isinstance(error, SourceError):
        for fault in error.diagnostics:
            location = fault.location
            path = location.path if isinstance(location, Location) else ""
            by_file.setdefault(path, []).append(_diagnostic(fault))
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": command,
            "error": {"kind": type(error).__name__, "message": error.message, "hint": error.hint},
            "files": [{"source": path, "diagnostics": found} for path, found in sorted(by_file.items())],
        }
    )


def _file(outcome: Outcome) -> dict[str, object]:
    return {
        "source": outcome.source,
        "title": outcome.title,
        "action": outcome.action.value,
        "id": outcome.id,
        "link": outcome.link,
        "status": outcome.status,
        "changed_fields": list(outcome.changed_fields),
        "drifted_fields": list(outcome.drifted_fields),
        "diagnostics": [_diagnostic(entry) for entry in outcome.diagnostics],
    }


def _diagnostic(entry: Diagnostic | Fault) -> dict[str, object]:
    place = entry.location if isinstance(entry.location, Location) else None
    return {
        "code": str(entry.code),
        "severity": str(getattr(entry, "severity", "error")),
        "message": entry.message,
        "hint": entry.hint,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def _dump(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
