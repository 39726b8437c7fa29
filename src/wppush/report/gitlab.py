"""What GitLab shows beside the lines of a merge request: a report of code quality, made of the JSON report.

    wppush plan --json > report.json
    python -I -m wppush.report.gitlab report.json gl-code-quality-report.json

The log gets a line for each post and each remark.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wppush.report.checkout import project_below
from wppush.report.reading import read_report
from wppush.report.text import clean_line, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wppush.report.reading import Remark, RunReading

_SEVERITY = {"error": "major", "warning": "minor"}


def code_quality(remarks: Iterable[Remark]) -> list[dict[str, Any]]:
    """Give the remarks about files as GitLab takes them; it knows one again by its fingerprint, wherever it moved."""
    found: dict[str, dict[str, Any]] = {}
    for remark in remarks:
        if remark.path is None:
            continue
        said = one_line(f"{remark.message} → {remark.hint}" if remark.hint else remark.message)
        words = [remark.code, remark.path, remark.message]
        # The same may be said of several lines.
        number = 0
        while (print_ := hashlib.sha256(repr([*words, number]).encode()).hexdigest()) in found:
            number += 1
        found[print_] = {
            "description": said,
            "check_name": remark.code or "wppush",
            "fingerprint": print_,
            "severity": _SEVERITY.get(remark.severity, "major"),
            "location": {"path": remark.path, "lines": {"begin": remark.line or 1}},
        }
    return list(found.values())


def log_lines(run: RunReading) -> list[str]:
    """Give a line for each post and each remark."""
    remarks = [
        f"{remark.severity} {remark.code} {remark.place} {remark.message}"
        + (f" → {remark.hint}" if remark.hint else "")
        for remark in run.remarks
    ]
    return [*(row.line for row in run.rows), *map(clean_line, remarks)]


def main(report: str, quality: str) -> None:
    """Write the report of code quality, and say the rest."""
    try:
        said = json.loads(Path(report).read_text(encoding="utf-8"))
    except ValueError:
        sys.exit(f"{report} has no report: wppush said above why")
    run = read_report(said, root=project_below(os.environ.get("CI_PROJECT_DIR", ".")))
    Path(quality).write_text(json.dumps(code_quality(run.remarks), indent=2), encoding="utf-8")
    for line in log_lines(run):
        print(line)  # noqa: T201 - the log


if __name__ == "__main__":
    main(*sys.argv[1:])
