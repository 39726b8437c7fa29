"""The two steps of the action that need Python: `run`, which has the password, and `comment`, which has the token.

Everything comes in by the environment, so that no value is ever pasted into a script.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wppush.report.checkout import project_below
from wppush.report.github.event import Decision, Misuse, decide, marker
from wppush.report.github.orders import annotation, annotation_lines, output_lines, outputs
from wppush.report.github.page import COMMENT_LIMIT, has_news, page
from wppush.report.reading import Remark, RunReading, read_nothing, read_report
from wppush.report.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def main(words: list[str], environ: Mapping[str, str]) -> int:
    """Carry out one step and give its exit status: that of wppush; 2 where the workflow asks for what there is not."""
    try:
        return comment(environ) if words == ["comment"] else run(environ)
    except Misuse as error:
        _say(annotation(Remark(severity="error", code="", message=str(error))))
        return 2


def run(environ: Mapping[str, str]) -> int:
    """Run wppush as the event asks for, and tell what it has done."""
    payload = _payload(environ)
    decision = decide(environ.get("INPUT_COMMAND", "auto"), environ, payload)
    paths = _words(environ, "INPUT_PATHS")
    folder = Path(tempfile.mkdtemp(prefix="wppush-", dir=environ.get("RUNNER_TEMP")))
    report = folder / "report.json"
    status = _wppush([decision.command, "--json", *_arguments(environ, decision), "--", *paths], report)
    reading = _read(report, decision.command, status, project_below(environ.get("GITHUB_WORKSPACE", "."), *paths[:1]))
    for row in reading.rows:
        _say(row.line)
    for line in annotation_lines(reading):
        _say(line)
    _append(environ, "GITHUB_STEP_SUMMARY", page(reading, reason=decision.reason))
    values = outputs(reading, str(report))
    if decision.pull_request is not None and environ.get("INPUT_COMMENT", "true") == "true":
        values["comment"] = str(_keep_comment(folder, reading, decision, environ, payload))
    _append(environ, "GITHUB_OUTPUT", output_lines(values))
    return status


def comment(environ: Mapping[str, str]) -> int:
    """Put what `run` has kept below the pull request; that GitHub does not take it is a warning."""
    from wppush.report.github.comments import Comment, NotTaken, put

    kept = Comment(**json.loads(Path(environ["COMMENT"]).read_text(encoding="utf-8")))
    try:
        address = put(
            kept,
            api=environ["GITHUB_API_URL"],
            repository=environ["GITHUB_REPOSITORY"],
            token=environ["GITHUB_TOKEN"],
        )
    except NotTaken as error:
        said = f"The plan is in the summary of the job, and not below the pull request: {error}"
        _say(annotation(Remark(severity="warning", code="", message=said)))
    else:
        _say(clean_line(address or "nothing to say below the pull request"))
    return 0


def _arguments(environ: Mapping[str, str], decision: Decision) -> list[str]:
    asked = environ.get("INPUT_COMMAND", "auto")
    if decision.command == "check":
        # `check` has no options of its own; those of the run that it stands in for are not its.
        return _words(environ, "INPUT_ARGS") if asked == "check" else []
    sites = [word for name in _words(environ, "INPUT_SITE") for word in ("--site", name)]
    return [*sites, *_words(environ, "INPUT_ARGS")]


def _words(environ: Mapping[str, str], name: str) -> list[str]:
    try:
        return shlex.split(environ.get(name, ""))
    except ValueError as error:
        raise Misuse(f"{name.removeprefix('INPUT_').lower()} is not written as in a shell: {error}") from None


def _wppush(words: list[str], report: Path) -> int:
    """Run wppush with its report in a file. What ends this program ends it as well: it finishes the write in flight."""
    # Isolated: a checkout that has a folder named as a library does not take its place.
    command = [sys.executable, "-I", "-m", "wppush", *words]
    with report.open("wb") as file, subprocess.Popen(command, stdout=file) as child:  # noqa: S603 - our own program
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _frame: child.send_signal(number))
        return child.wait()


def _read(report: Path, command: str, status: int, root: str) -> RunReading:
    try:
        return read_report(json.loads(report.read_text(encoding="utf-8")), root=root)
    except ValueError:
        return read_nothing(command, status)


def _keep_comment(
    folder: Path, reading: RunReading, decision: Decision, environ: Mapping[str, str], payload: Mapping[str, Any]
) -> Path:
    from wppush.report.github.comments import Comment

    asked = [environ.get(f"INPUT_{name}", "") for name in ("PATHS", "SITE", "WORKING_DIRECTORY")]
    kept = Comment(
        pull_request=decision.pull_request or 0,
        marker=marker(environ, *asked),
        body=page(reading, foot=_foot(environ, payload), limit=COMMENT_LIMIT),
        is_news=has_news(reading),
    )
    file = folder / "comment.json"
    file.write_text(json.dumps(asdict(kept)), encoding="utf-8")
    return file


def _foot(environ: Mapping[str, str], payload: Mapping[str, Any]) -> str:
    """Say for which commit that is, and where its log is."""
    commit = str(payload.get("pull_request", {}).get("head", {}).get("sha", ""))[:7]
    address = "/".join(environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY"))
    return f"For {commit}: [log]({address}/actions/runs/{environ.get('GITHUB_RUN_ID', '')})."


def _payload(environ: Mapping[str, str]) -> dict[str, Any]:
    path = environ.get("GITHUB_EVENT_PATH")
    payload = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    return payload if isinstance(payload, dict) else {}


def _append(environ: Mapping[str, str], name: str, text: str) -> None:
    if path := environ.get(name):
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - what the runner reads


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:], os.environ))
