"""The JSON report, taken apart: what there is to say of a run, whichever command it was, at one site or at several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from wppush.report.text import clean_line
from wppush.sync.outcome import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WRITES = frozenset(
    {
        Action.CREATE, Action.UPDATE, Action.ADOPT, Action.UPLOAD, Action.TRASH, Action.DELETE,
        Action.CREATED, Action.UPDATED, Action.ADOPTED, Action.UPLOADED, Action.TRASHED, Action.DELETED,
    }
)  # fmt: skip
_FAULTS = frozenset({Action.CONFLICT, Action.REFUSED, Action.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to say about a file, or about the run."""

    severity: str
    """`error` or `warning`."""
    code: str
    message: str
    hint: str | None = None
    path: str | None = None
    """Below the top of the repository."""
    line: int | None = None
    column: int | None = None

    @property
    def place(self) -> str:
        """`posts/a.md:3:7`, or nothing."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of a post or of a file, or would."""

    action: Action
    name: str
    """The file, as the report has it, or the title of a post without one."""
    fields: tuple[str, ...]
    link: str | None
    is_post: bool
    """Else it is a file of the media library."""

    @property
    def writes(self) -> bool:
        """Whether something was written, or would be."""
        return self.action in _WRITES

    @property
    def line(self) -> str:
        """The row as a line of a log."""
        return clean_line(
            " ".join([f"{self.action.value:<9}", self.name, ", ".join(self.fields), self.link or ""]).rstrip()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was done at one site; of `check`, at none."""

    site: str
    name: str
    digest: str | None
    note: str | None
    terms: tuple[str, ...]
    """New ones: `categories Reviews > K-Drama`."""
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]

    @property
    def counts(self) -> dict[Action, int]:
        """How many of each action, in the order of `Action`."""
        counter = Counter(row.action for row in self.rows)
        return {action: counter[action] for action in Action if counter[action]}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReading:
    """What there is to say of a run."""

    command: str
    visits: tuple[Visit, ...]
    files: int
    """How many `check` has looked at."""

    @property
    def rows(self) -> Iterator[Row]:
        """What became of everything, at all sites."""
        return (row for visit in self.visits for row in visit.rows)

    @property
    def remarks(self) -> list[Remark]:
        """All that there is to say, once, errors first."""
        unique = dict.fromkeys(remark for visit in self.visits for remark in visit.remarks)
        return sorted(unique, key=lambda remark: remark.severity != "error")

    @property
    def changed(self) -> bool:
        """Whether something was written, or would be."""
        return any(row.writes for row in self.rows)


def read_report(report: Mapping[str, Any], *, root: str = "") -> RunReading:
    """Take a report apart; `root` is where the project lies in the repository, as its files are named from there."""
    sites = report.get("sites", [report])
    files = report.get("files", [])
    return RunReading(
        command=report["command"],
        visits=tuple(_visit(site, root, check=report["command"] == "check") for site in sites),
        files=len(files),
    )


def read_nothing(command: str, status: int) -> RunReading:
    """Give what there is to say of a run that has printed no report: wrong use, or an end that nobody foresaw."""
    message = f"wppush {command} has ended with {status}, and without a report."
    remark = Remark(severity="error", code="", message=message, hint="the lines above in the log say why")
    nothing = Visit(site="", name="", digest=None, note=None, terms=(), rows=(), remarks=(remark,))
    return RunReading(command=command, visits=(nothing,), files=0)


def _visit(site: Mapping[str, Any], root: str, *, check: bool) -> Visit:
    media, posts = site.get("media", []), site.get("files", [])
    files = [*media, *posts]
    remarks = [remark for entry in files for remark in _remarks(entry, root)]
    error = site.get("error")
    rows: list[Row] = []
    if not check and not error:
        rows = [_row(entry, is_post=False) for entry in media] + [_row(entry, is_post=True) for entry in posts]
    if error and error["kind"] != "SourceError":
        # Faults in files are said one by one.
        remarks.append(_remark({"severity": "error", **error}, root, None))
    terms = tuple(f"{term['taxonomy']} {' > '.join(term['path'])}" for term in site.get("new_terms", []))
    return Visit(
        site=site.get("site") or "",
        name=site.get("name") or "",
        digest=site.get("digest"),
        note=site.get("note"),
        terms=terms,
        rows=tuple(rows),
        remarks=tuple(remarks),
    )


def _row(entry: Mapping[str, Any], *, is_post: bool) -> Row:
    action = Action(entry["action"])
    is_new = action in (Action.CREATE, Action.CREATED)
    return Row(
        action=action,
        name=entry["source"] or f"(no file) {entry['title']}",
        fields=() if is_new else tuple(entry["changed_fields"] or entry["drifted_fields"]),
        link=entry["link"],
        is_post=is_post,
    )


def _remarks(entry: Mapping[str, Any], root: str) -> Iterator[Remark]:
    found = [_remark(diagnostic, root, entry["source"]) for diagnostic in entry["diagnostics"]]
    yield from found
    action = entry.get("action")
    if action in _FAULTS and not found:
        yield _remark({"severity": "error", "code": "", "message": f"{action}: see the log"}, root, entry["source"])


def _remark(said: Mapping[str, Any], root: str, source: str | None) -> Remark:
    path = said.get("path") or source
    return Remark(
        severity=said["severity"],
        code=said["code"],
        message=said["message"],
        hint=said.get("hint"),
        path=str(PurePosixPath(root, path)) if path else None,
        line=said.get("line"),
        column=said.get("column"),
    )
