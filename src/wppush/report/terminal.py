"""The person's report: a table on standard output, everything else on standard error.

Colours only on a terminal (and never with NO_COLOR, which rich honours); elsewhere the same lines, plain.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from wppush.errors import SourceError
from wppush.media.files import in_words
from wppush.report.summary import in_order, summary
from wppush.report.text import clean, clean_line
from wppush.sync.outcome import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.diagnostics import Diagnostic
    from wppush.errors import Fault, WppushError
    from wppush.plan import CreateTerm
    from wppush.sync.outcome import Outcome

_STYLES = {
    Action.UPLOAD: "green",
    Action.UPLOADED: "green",
    Action.CREATE: "green",
    Action.CREATED: "green",
    Action.UPDATE: "cyan",
    Action.UPDATED: "cyan",
    Action.ADOPT: "cyan",
    Action.ADOPTED: "cyan",
    Action.TRASH: "yellow",
    Action.TRASHED: "yellow",
    Action.DELETE: "yellow",
    Action.DELETED: "yellow",
    Action.UNCHANGED: "dim",
    Action.SKIPPED: "yellow",
    Action.GONE: "yellow",
    Action.DRIFT: "yellow",
    Action.CONFLICT: "bold red",
    Action.REFUSED: "bold red",
    Action.FAILED: "bold red",
}
_KINDS = {"categories": "category", "tags": "tag"}


def print_outcomes(outcomes: Sequence[Outcome], *, terms: Iterable[CreateTerm] = ()) -> None:
    """Print a line for each file, what there is to say about them, and the sum."""
    console = _console(sys.stdout)
    rows = [
        (Text("create", "green"), Text(f"{_kind(term.taxonomy)} {clean_line(' > '.join(term.path))}"), Text(), Text())
        for term in terms
    ]
    for outcome in [*in_order(outcomes, kind="media"), *in_order(outcomes, kind="post")]:
        fields = ", ".join(outcome.changed_fields or outcome.drifted_fields)
        shown = "" if outcome.action in (Action.CREATE, Action.CREATED) else fields
        if outcome.size is not None:
            shown = in_words(outcome.size)
        action = Text(outcome.action.value, _STYLES[outcome.action])
        rows.append(
            (
                action,
                Text(clean_line(outcome.source or f"(no file) {outcome.title}")),
                Text(clean_line(shown)),
                Text(clean_line(outcome.link or "")),
            )
        )
    _print_rows(console, rows)
    print_diagnostics(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    _print(console, Text(summary(outcomes)))


def _print_rows(console: Console, rows: Sequence[tuple[Text, ...]]) -> None:
    """Print a table without lines; a column with nothing in it takes no room."""
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        line = Text()
        for cell, width in zip(row, widths, strict=True):
            if width:
                line.append_text(cell).append(" " * (width - cell.cell_len + 2))
        line.rstrip()
        _print(console, line)


def _kind(taxonomy: str) -> str:
    return _KINDS.get(taxonomy, taxonomy.removeprefix("taxonomies."))


def print_diff(lines: Iterable[str]) -> None:
    """Print a unified diff on standard output."""
    console = _console(sys.stdout)
    for line in lines:
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        _print(console, Text(clean_line(line), "bold" if line.startswith(("+++", "---")) else style))


def print_diagnostics(diagnostics: Iterable[Diagnostic | Fault]) -> None:
    """Print diagnostics on standard error, sorted by place: `posts/a.md:3:1: error WP133: … (hint)`."""
    console = _console(sys.stderr)
    for entry in sorted(diagnostics, key=lambda entry: (str(getattr(entry.location, "path", "")), _line(entry))):
        severity = str(getattr(entry, "severity", "error"))
        line = Text()
        if entry.location is not None:
            line.append(clean_line(f"{entry.location}: "))
        line.append(f"{severity} {entry.code}", "red" if severity == "error" else "yellow")
        line.append(clean_line(f": {entry.message}"))
        _print(console, line)
        if entry.hint:
            _print(console, Text(clean_line(f"  → {entry.hint}"), "dim"))


def print_error(message: str, hint: str | None, ref: str) -> None:
    """Print what ended the run, on standard error: `error WP511: …`."""
    console = _console(sys.stderr)
    _print(console, Text.assemble((f"error {ref}".rstrip(), "bold red"), clean(f": {message}")))
    if hint:
        _print(console, Text(clean(f"  → {hint}")))


def print_error_of(error: WppushError) -> None:
    """Print an error, and the faults in files where it has any, on standard error."""
    if isinstance(error, SourceError):
        print_diagnostics(error.diagnostics)
    print_error(error.message, error.hint, error.ref)


def print_heading(words: str, *, first: bool) -> None:
    """Print what the lines below are about; with an empty line before it, unless it is the first."""
    if not first:
        _print(_console(sys.stdout), Text())
    _print(_console(sys.stdout), Text(clean(words), "bold"))


def print_note(message: str) -> None:
    """Print a line of progress on standard error."""
    _print(_console(sys.stderr), Text(clean(message), "dim"))


def _line(entry: Diagnostic | Fault) -> tuple[int, int]:
    return getattr(entry.location, "line", None) or 0, getattr(entry.location, "column", None) or 0


def _console(file: TextIO) -> Console:
    # highlight: rich would colour numbers and paths of its own accord. markup: a title may have square brackets.
    return Console(file=file, highlight=False, markup=False, emoji=False)


def _print(console: Console, what: Text) -> None:
    # A line is never broken by us: a link that is cut in two can't be clicked, and a log can't be searched.
    console.print(what, soft_wrap=True)
