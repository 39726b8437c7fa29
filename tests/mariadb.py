"""A MariaDB of one's own: in a private folder, on a private socket, for as long as a `with` lasts.

It listens on no port, knows nothing of the machine's configuration, and is ended by its process id.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALL = "apt-get install --no-install-recommends mariadb-server php-mysql"
PATIENCE = 60.0
"""Seconds that the server gets to answer, and to end."""

_FOLDERS = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))


class NoMariaDb(Exception):
    """MariaDB is not on this machine, or does not start; says what to do about it."""


def missing() -> str | None:
    """Say what would have to be installed for WordPress to run on MariaDB; None where all of it is there."""
    lacking = [name for name in ("mariadbd", "mariadb-install-db", "mariadb") if _found(name) is None]
    php = shutil.which("php")
    if php is not None:
        modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout.split()
        lacking += ["PHP's mysqli"] if "mysqli" not in modules else []
    else:
        lacking += ["php"]
    return f"{', '.join(lacking)}: not on this machine; on Debian: {INSTALL}" if lacking else None


class MariaDb:
    """A server and its data; `start` and `kill` it as often as wanted."""

    def __init__(self, folder: Path, socket: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = socket

    def start(self) -> None:
        """Start the server on the data that are there, and wait until it answers.

        :raises NoMariaDb: it ended, or does not answer.
        """
        with (self._folder / "mariadb.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *_command("mariadbd", self._folder),
                    f"--socket={self.socket}",
                    f"--pid-file={self._folder / 'mariadb.pid'}",
                    "--skip-networking",
                    "--character-set-server=utf8mb4",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # An interrupt at the terminal is for whoever started this; the server is ended afterwards.
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while self._ask("SELECT 1").returncode:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoMariaDb(f"the server did not start; see {self._folder / 'mariadb.log'}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server in good order."""
        self._end(kill=False)

    def kill(self) -> None:
        """End the server as a crash would."""
        self._end(kill=True)

    def sql(self, statements: str) -> str:
        """Run statements; give what they answer, a row a line, with tabs between.

        :raises NoMariaDb: the server is not there, or does not take them.
        """
        done = self._ask(statements)
        if done.returncode:
            raise NoMariaDb(done.stderr.strip())
        return done.stdout

    def _ask(self, statements: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [_found("mariadb") or "mariadb", "--no-defaults", f"--socket={self.socket}", "--user=root", "-N", "-B"],
            input=statements,
            capture_output=True,
            text=True,
            check=False,
        )

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        else:
            process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[MariaDb]:
    """Run a MariaDB whose data lie in a folder, made where there are none.

    :raises NoMariaDb: it is not installed, or does not start.
    """
    if (lacking := missing()) is not None:
        raise NoMariaDb(lacking)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / "data/mysql").is_dir():
        made = subprocess.run(
            [
                *_command("mariadb-install-db", folder),
                "--auth-root-authentication-method=normal",
                # Two that make theirs in one folder for everybody take each other's files away.
                f"--tmpdir={folder.absolute()}",
                "--skip-test-db",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoMariaDb(f"mariadb-install-db failed:\n{made.stdout}{made.stderr}")
    # The path of a socket has room for 107 characters, which the folder of a test may be longer than.
    with tempfile.TemporaryDirectory(prefix="mariadb-") as private:
        server = MariaDb(folder, Path(private) / "s")
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _command(program: str, folder: Path) -> list[str]:
    # Named, as the server refuses to run as root by accident. Its folder and its socket are the caller's alone.
    return [
        _found(program) or program,
        "--no-defaults",
        f"--datadir={(folder / 'data').absolute()}",
        f"--user={getpass.getuser()}",
    ]


def _found(program: str) -> str | None:
    return shutil.which(program, path=_FOLDERS)
