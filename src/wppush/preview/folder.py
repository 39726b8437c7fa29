"""The folder of a preview: what lies where, and the one JSON file that says what was set up and what runs.

The file holds application passwords, so it is for its owner only. It is replaced in one step, never written in place:
a reader without the lock sees the old state or the new one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview.model import LocalUser, LocalWordPress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.preview.model import EngineName

STATE_FORMAT = 1


def cache_folder() -> Path:
    """Give the user's folder for what can be had again; WPPUSH_CACHE names another one."""
    chosen = os.environ.get("WPPUSH_CACHE")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_cache_path("wppush")


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a lock on a file, which is made; other processes that want it wait."""
    try:
        import fcntl
    except ImportError as error:
        raise PreviewError(
            "a local WordPress needs a POSIX system", hint="On Windows run wppush inside WSL.", ref=MachineCode.SYSTEM
        ) from error
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a site is set up with, and keeps until it is reset."""

    permalinks: str
    prefix: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A WordPress that is installed in a folder, whether it runs or not."""

    version: str
    source: str
    """What was asked for: a version, `latest`, or the path of a tree or an archive."""
    options: Options
    users: dict[str, LocalUser]
    salts: dict[str, str]
    login_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A process that serves a site, or did."""

    engine: EngineName
    port: int
    pid: int
    group: int
    """The process group that holds the server and its workers, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in the JSON file."""

    site: Site
    server: Server | None


@dataclass(frozen=True, slots=True)
class Folder:
    """The places in a preview's folder."""

    path: Path

    @classmethod
    def at(cls, path: Path | None) -> Folder:
        # Resolved, as PHP compares it with what realpath() says; on macOS a temporary folder is behind a link.
        return cls((path if path is not None else cache_folder() / "preview").expanduser().resolve())

    @property
    def wordpress(self) -> Path:
        return self.path / "wordpress"

    @property
    def database(self) -> Path:
        return self.path / "database"

    @property
    def router(self) -> Path:
        return self.path / "router.php"

    @property
    def loopback(self) -> Path:
        """What keeps Node's server to this machine."""
        return self.path / "loopback.cjs"

    @property
    def requests_log(self) -> Path:
        return self.path / "requests.log"

    @property
    def server_log(self) -> Path:
        return self.path / "server.log"

    @property
    def state_file(self) -> Path:
        return self.path / "state.json"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time change what is here; the others wait for it.

        :raises PreviewError: the folder is somebody else's, who could read the passwords in it.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.stat().st_uid != os.geteuid():
            raise PreviewError(
                f"{self.path} belongs to somebody else", hint="Choose a folder of your own.", ref=MachineCode.FOLDER
            )
        with alone(self.path / "lock"):
            yield

    def read(self) -> State | None:
        """Give the state, or None where there is none or none of ours: then nothing is known to run."""
        try:
            data = json.loads(self.state_file.read_text(encoding="utf-8"))
            if data["format"] != STATE_FORMAT:
                return None
            site, server = data["site"], data["server"]
            site["options"] = Options(**site["options"])
            site["users"] = {name: LocalUser(**user) for name, user in site["users"].items()}
            return State(site=Site(**site), server=server and Server(**server))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, state: State) -> None:
        write_private(self.state_file, json.dumps({"format": STATE_FORMAT, **asdict(state)}, indent=2) + "\n")

    def claim(self) -> None:
        """Mark the folder as one that holds a preview, so that `wipe` may remove what lies there under our names.

        :raises PreviewError: something lies there that we did not make.
        """
        mark = self._mark
        if mark.exists():
            # The logs hold what logs the administrator in, and drafts are nobody else's business either.
            self.path.chmod(0o700)
            return
        if foreign := [path.name for path in self._made() if path.exists()]:
            raise PreviewError(
                f"{self.path} is in use for something else: it holds {foreign[0]}",
                hint="Choose an empty folder.",
                ref=MachineCode.FOLDER,
            )
        mark.touch()
        self.path.chmod(0o700)

    def wipe(self) -> None:
        """Remove the site. Only what we made is removed: the folder may be one that its owner uses for more."""
        if not self._mark.exists():
            return
        for path in self._made():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    @property
    def _mark(self) -> Path:
        return self.path / ".wppush-preview"

    def _made(self) -> list[Path]:
        """Give everything that a preview keeps, the state first: without it the rest is known to be incomplete."""
        logs = (self.requests_log, self.server_log, self.path / "debug.log")
        return [self.state_file, self.wordpress, self.database, self.router, self.loopback, *logs]


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, in one step."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    draft.replace(file)


def running(folder: Folder, site: Site, server: Server) -> LocalWordPress:
    """Say what the state says, in the words of the public interface."""
    return LocalWordPress(
        url=address(server.port, site.options),
        version=site.version,
        engine=server.engine,
        folder=folder.path,
        pid=server.pid,
        users=site.users,
        login_token=site.login_token,
    )


def address(port: int, options: Options) -> str:
    return f"http://127.0.0.1:{port}{options.prefix}"
