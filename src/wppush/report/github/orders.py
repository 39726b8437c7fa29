"""What GitHub's runner takes as orders: annotations on standard output, and outputs in its file.

A text of others must not begin an order, end one early, or name another output: see GitHub's own rules for both.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from wppush.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wppush.report.reading import Remark, RunReading


def annotation(remark: Remark) -> str:
    """Give the line that shows a remark in the file: `::error file=posts/a.md,line=3,title=WP133::…`."""
    places = {"file": remark.path, "line": remark.line, "col": remark.column, "title": remark.code or "wppush"}
    said = ",".join(f"{key}={_property(str(value))}" for key, value in places.items() if value is not None)
    text = one_line(remark.message) + (f"\n→ {one_line(remark.hint)}" if remark.hint else "")
    return f"::{'error' if remark.severity == 'error' else 'warning'} {said}::{_data(text)}"


def annotation_lines(run: RunReading) -> Iterator[str]:
    """Give the annotations of a run, errors first: GitHub shows ten of each sort, and all of them in the log."""
    return (annotation(remark) for remark in run.remarks)


def outputs(run: RunReading, report: str) -> dict[str, str]:
    """Give the outputs of the action, but for what the comment needs; `report` is the path of the JSON report."""
    counts: dict[str, int] = {}
    for row in run.rows:
        counts[row.action.value] = counts.get(row.action.value, 0) + 1
    links = dict.fromkeys(row.link for row in run.rows if row.is_post and row.writes and row.link)
    return {
        "command": run.command,
        "json": report,
        "counts": json.dumps(counts),
        "links": json.dumps(list(links)),
        "digest": " ".join(visit.digest for visit in run.visits if visit.digest),
        "changed": "true" if run.changed else "false",
    }


def output_lines(values: Mapping[str, str]) -> str:
    """Give outputs as they are written into the file of GITHUB_OUTPUT: no value can end before its time."""
    lines = ""
    for name, value in values.items():
        end = secrets.token_hex(16)
        lines += f"{name}<<{end}\n{value}\n{end}\n"
    return lines


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
