"""A process that outlives the command that started it, and that can be told from every other one later.

A process id is only a number: after a crash or a restart of the machine it belongs to someone else. So a server is
recognised by two things at once, its process group (which we made for it) and our folder in its command line. Nothing
that lacks either of them is ever signalled.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.environment import without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 5.0
"""Seconds that a server gets to end by itself before it is killed."""

# The shell leads the new session, puts the server in the background and ends. So the server is nobody's child: no
# zombie is left when it ends, a closed terminal does not reach it, and its group is never the caller's own.
# What it writes is for its owner only.
_LAUNCH = 'umask 077; log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $$ $!'


@dataclass(frozen=True, slots=True)
class Process:
    """A line of the process table."""

    pid: int
    group: int
    command: str


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Give what a program finds in its environment: what is in ours, but for the passwords of real sites, and `more`.

    A preview runs themes and plugins that one only tries out, and it goes on for days.
    """
    return {**without_secrets(), **more}


def launch(command: Sequence[str], *, log: Path, folder: Path, environ: Mapping[str, str]) -> tuple[int, int]:
    """Start a command in the background, in a session of its own; give its process id and its group."""
    done = subprocess.run(  # noqa: S603, a list of our own making, and no part of it is read by the shell
        ["/bin/sh", "-c", _LAUNCH, "sh", str(log), *command],
        cwd=folder,
        env=environment(environ),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    group, pid = done.stdout.split()
    return int(pid), int(group)


def ours(group: int, folder: Path) -> list[Process]:
    """Give the processes of a group that work for a folder.

    All of them, not just the first one: when the server is killed the hard way, PHP's workers may live on and keep the
    port, as only Linux tells a child of its parent's death.
    """
    place = str(folder)
    return [process for process in _table() if process.group == group and place in process.command]


def end(group: int, folder: Path) -> bool:
    """End the processes of a group that work for a folder; say whether there were any."""
    found = ours(group, folder)
    if not found:
        return False
    _signal(found, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while left := ours(group, folder):
        if time.monotonic() > deadline:
            _signal(left, signal.SIGKILL)
        time.sleep(0.02)
    return True


def _signal(processes: Sequence[Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            continue


def _table() -> list[Process]:
    """Read the process table, without the processes that have ended and wait for their parent to notice."""
    # Where there is a /proc there may be no ps (a slim container), and the other way round (macOS).
    return from_proc(Path("/proc")) if Path("/proc/self/stat").exists() else from_ps()


def from_proc(proc: Path) -> list[Process]:
    """Read the process table as Linux shows it."""
    found = []
    for entry in proc.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name in brackets may itself hold blanks and brackets; what follows the last one is regular.
            status, _parent, group = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[:3]
            command = (entry / "cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has ended meanwhile
        if status != "Z":
            found.append(Process(int(entry.name), int(group), command))
    return found


def from_ps() -> list[Process]:
    """Read the process table as every POSIX system shows it."""
    listing = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "pid=,pgid=,stat=,command="],
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    ).stdout
    rows = (line.split(maxsplit=3) for line in listing.splitlines())
    return [Process(int(row[0]), int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")]
