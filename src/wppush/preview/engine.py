"""What runs PHP on this machine, behind one small interface: PHP itself, or WordPress Playground on Node.

Both serve the same folder (WordPress's files, an SQLite database, one configuration), so a site that one of them set up
can be served by the other one later.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Protocol

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview.background import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wppush.preview.folder import Folder
    from wppush.preview.model import EngineName


class Engine(Protocol):
    """Runs one PHP script, or says how to serve a folder."""

    @property
    def name(self) -> EngineName: ...

    def run(self, script: Path, folder: Folder, *arguments: Path) -> str:
        """Run a script that lies in the folder, with paths in the folder as arguments; give what it printed."""
        ...

    def serve(self, folder: Folder, port: int, prefix: str) -> tuple[Sequence[str], Mapping[str, str]]:
        """Give the command that serves the folder, and what it needs in its environment."""
        ...


INSTALL_ONE = (
    "Install PHP 7.4 or newer with SQLite (Debian, Ubuntu: apt install php-cli php-sqlite3 php-gd php-curl php-xml "
    "php-mbstring php-zip php-intl; macOS: brew install php), or Node.js 20 or newer with npm."
)


def find(wanted: EngineName | str, on_step: Callable[[str], None]) -> Engine:
    """Give the engine that was asked for; with `auto` PHP where there is one, as it is faster by far."""
    from wppush.preview import php, playground

    reasons = []
    if wanted in ("auto", "php"):
        try:
            return php.find()
        except PreviewError as error:
            reasons.append(error.message)
    if wanted in ("auto", "playground"):
        try:
            return playground.find(on_step)
        except PreviewError as error:
            reasons.append(error.message)
    if not reasons:
        raise PreviewError(
            f"there is no engine named {wanted!r}",
            hint="auto, php and playground are known.",
            ref=MachineCode.UNKNOWN_ENGINE,
        )
    raise PreviewError(
        f"nothing here can run WordPress: {'; '.join(reasons)}", hint=INSTALL_ONE, ref=MachineCode.NO_ENGINE
    )


def output(
    command: Sequence[str], *, doing: str, cwd: Path | None = None, environ: Mapping[str, str] | None = None
) -> str:
    """Run a command to its end and give what it printed.

    :raises PreviewError: it is not there or failed; the message ends with the last lines of what it said.
    """
    try:
        done = subprocess.run(  # noqa: S603, lists of our own making, without a shell
            command,
            cwd=cwd,
            env=environment(environ or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise PreviewError(f"{doing} failed: {command[0]}: {error.strerror}", ref=MachineCode.COMMAND_FAILED) from error
    if done.returncode:
        said = tail(done.stderr + "\n" + done.stdout)
        raise PreviewError(f"{doing} failed (exit status {done.returncode}):\n{said}", ref=MachineCode.COMMAND_FAILED)
    return done.stdout


def tail(text: str, lines: int = 12) -> str:
    """Give the last lines that say something."""
    return "\n".join([line for line in text.splitlines() if line.strip()][-lines:])
