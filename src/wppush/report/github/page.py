"""A run as Markdown: the summary of the job, and the comment below a pull request.

Titles, names and messages are other people's words. They stand in `<code>`, each sign that Markdown, a table or HTML
could take for its own as a number (`&#124;`): so nobody is called by `@name`, and no table ends early.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.report.summary import in_words
from wppush.report.text import one_line
from wppush.sync.outcome import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wppush.report.reading import Remark, Row, RunReading, Visit

SUMMARY_LIMIT = 1_000_000
COMMENT_LIMIT = 60_000
"""Bytes: GitHub takes 1 MiB, and 65,536 characters."""
_SIGN = re.compile(r"[^A-Za-z0-9 ,./()\-\u0080-\U0010ffff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LONGEST = 500


def page(run: RunReading, *, reason: str | None = None, foot: str = "", limit: int = SUMMARY_LIMIT) -> str:
    """Give a run as Markdown of no more than `limit` bytes; `reason` says why it is not what was asked for.

    What does not fit is left out from the end, and counted.
    """
    head = f"### wppush {run.command}\n\n" + (f"> {reason}\n\n" if reason else "")
    end = f"\n{foot}\n" if foot else ""
    room = limit - len((head + end).encode()) - 100
    text, left_out = "", 0
    for part in _parts(run):
        if left_out or len(part.encode()) > room:
            left_out += part.count("\n") if part.startswith(("|", "- ")) else 0
            continue
        text += part
        room -= len(part.encode())
    more = f"\n… and {left_out} more lines: the log has them.\n" if left_out else ""
    return head + text + more + end


def has_news(run: RunReading) -> bool:
    """Say whether there is anything that a reviewer would want to know."""
    return run.changed or bool(run.remarks)


def shown(text: str) -> str:
    """Give words of others as Markdown and HTML show them, whatever is in them; an address as a link."""
    line = one_line(text)
    if len(line) > _LONGEST:
        line = line[:_LONGEST] + "…"
    told = _SIGN.sub(lambda found: f"&#{ord(found[0])};", line)
    if line == text and _ADDRESS.fullmatch(text):
        return f'<a href="{told}">{told}</a>'
    return f"<code>{told}</code>"


def _parts(run: RunReading) -> Iterator[str]:
    for visit in run.visits:
        if len(run.visits) > 1:
            yield f"#### {shown(visit.name or visit.site)}\n\n"
        yield from _visit(run, visit)


def _visit(run: RunReading, visit: Visit) -> Iterator[str]:
    faults = sum(remark.severity == "error" for remark in visit.remarks)
    if visit.note:
        yield f"{shown(visit.note)}\n\n"
    elif visit.rows:
        yield f"**{in_words(visit.counts)}** at {shown(visit.site)}\n\n"
    elif faults:
        yield f"**{faults} {'error' if faults == 1 else 'errors'}**\n\n"
    elif run.command == "check":
        yield f"**{run.files} {'file' if run.files == 1 else 'files'}, no errors**\n\n"
    else:
        yield "**no posts**\n\n"
    yield from _table(visit)
    yield from _remarks(visit.remarks)
    if visit.digest and run.command == "plan":
        yield f"\nplan <code>{visit.digest}</code>\n"


def _table(visit: Visit) -> Iterator[str]:
    rows = [row for row in visit.rows if row.action is not Action.UNCHANGED]
    if not rows and not visit.terms:
        return
    yield "| | File | Fields | Address |\n|---|---|---|---|\n"
    for term in visit.terms:
        yield f"| create | {shown(term)} | | |\n"
    for row in rows:
        yield _row(row)
    yield "\n"


def _row(row: Row) -> str:
    fields = shown(", ".join(row.fields)) if row.fields else ""
    return f"| {row.action.value} | {shown(row.name)} | {fields} | {shown(row.link) if row.link else ''} |\n"


def _remarks(remarks: Iterable[Remark]) -> Iterator[str]:
    for remark in sorted(dict.fromkeys(remarks), key=lambda remark: remark.severity != "error"):
        where = f" {shown(remark.place)}" if remark.path else ""
        hint = f" → {shown(remark.hint)}" if remark.hint else ""
        yield f"- **{remark.severity}{' ' if remark.code else ''}{remark.code}**{where} {shown(remark.message)}{hint}\n"
