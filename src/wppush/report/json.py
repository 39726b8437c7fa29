"""The machine's report: one JSON object, whatever happened.

Its keys are documented in docs/json.md; `format_version` changes when one of them changes its meaning or goes away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wppush.diagnostics import Location, Standing
from wppush.errors import SourceError
from wppush.report.summary import count, in_order
from wppush.report.text import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.diagnostics import Diagnostic, Finding
    from wppush.errors import Fault, WppushError
    from wppush.plan import CreateTerm, DesiredPost
    from wppush.project.listing import ListedPost
    from wppush.report.run import SiteReport
    from wppush.sync.outcome import Outcome

FORMAT_VERSION = 1


def run_json(command: str, sites: Sequence[SiteReport], *, several: bool) -> str:
    """Give the report of `plan` or `publish`: that of the only site, or a list."""
    head: dict[str, object] = {"format_version": FORMAT_VERSION, "command": command}
    if not several:
        return _dump({**head, **_of_site(sites[0])})
    return _dump({**head, "sites": [{"name": site.name, **_of_site(site)} for site in sites]})


def nothing_json(command: str, note: str) -> str:
    """Give the report of a run that is about no file at all."""
    head = {"format_version": FORMAT_VERSION, "command": command, "note": note}
    return _dump({**head, "summary": {}, "new_terms": [], "files": [], "media": []})


def _of_site(site: SiteReport) -> dict[str, object]:
    head: dict[str, object] = {"site": site.url}
    if site.error is not None:
        return {**head, **_error(site.error)}
    terms = site.plan.terms if site.plan else ()
    return {
        **head,
        **({} if site.note is None else {"note": site.note}),
        "digest": site.plan.digest() if site.plan else None,
        **_of_outcomes(site.outcomes, terms),
    }


def _of_outcomes(outcomes: Sequence[Outcome], terms: Iterable[CreateTerm]) -> dict[str, object]:
    return {
        "summary": {action.value: number for action, number in count(outcomes).items()},
        "new_terms": [{"taxonomy": term.taxonomy, "path": list(term.path)} for term in terms],
        "files": [_file(outcome) for outcome in in_order(outcomes, kind="post")],
        "media": [_file(outcome) for outcome in in_order(outcomes, kind="media")],
    }


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


def findings_json(findings: Sequence[Finding]) -> str:
    """Give the report of `doctor`."""
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": "doctor",
            "healthy": healthy(findings),
            "findings": [
                {
                    "name": finding.name,
                    "status": finding.status.value,
                    "found": finding.found,
                    "meaning": finding.meaning or None,
                    "todo": finding.todo or None,
                }
                for finding in findings
            ],
        }
    )


def healthy(findings: Iterable[Finding]) -> bool:
    """Say whether nothing that was found keeps posts from being published."""
    return all(finding.status is not Standing.PROBLEM for finding in findings)


def listing_json(site: str, posts: Iterable[ListedPost]) -> str:
    """Give the report of `list`."""
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": "list",
            "site": site,
            "posts": [
                {
                    "source": post.source,
                    "title": post.title,
                    "state": post.state.value,
                    "type": post.type,
                    "id": post.id,
                    "link": post.link,
                    "status": post.status,
                    "date": post.date,
                    "fields": list(post.fields),
                }
                for post in posts
            ],
        }
    )


def error_json(command: str, error: WppushError) -> str:
    """Give the report of a run that an error ended before the first write, or between writes."""
    return _dump({"format_version": FORMAT_VERSION, "command": command, **_error(error)})


def _error(error: WppushError) -> dict[str, object]:
    by_file: dict[str, list[object]] = {}
    if isinstance(error, SourceError):
        for fault in error.diagnostics:
            location = fault.location
            path = location.path if isinstance(location, Location) else ""
            by_file.setdefault(path, []).append(_diagnostic(fault))
    return {
        "error": {"code": str(error.ref), "kind": type(error).__name__, "message": error.message, "hint": error.hint},
        "files": [{"source": path, "diagnostics": found} for path, found in sorted(by_file.items())],
    }


def _file(outcome: Outcome) -> dict[str, object]:
    return {
        **({} if outcome.size is None else {"size": outcome.size}),
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
    # Escapes that mean the same to a program, for the eyes of who reads it on a terminal.
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=2))
