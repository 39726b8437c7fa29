"""WordPress Playground's command: PHP compiled for Node, for a machine that has no PHP.

It is given the same folder as PHP is, with nothing set up by itself. Everything takes several times as long.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview import npm
from wppush.preview.archives import Unavailable
from wppush.preview.engine import output
from wppush.preview.folder import alone, cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wppush.preview.folder import Folder

OLDEST_NODE = 20
WORKERS = 6
"""Fewer may wait for each other's locks on files for ever, as Playground says itself."""

_QUIET = ["--verbosity", "quiet", "--php", npm.PHP_OF_PLAYGROUND]
# Its own way of setting up a site would fetch WordPress from wordpress.org and keep the database in memory.
_AS_IT_IS = ["--wordpress-install-mode", "do-not-attempt-installing", "--skip-sqlite-setup"]


def find(on_step: Callable[[str], None]) -> Playground:
    """Give Playground's command, fetched from npm the first time.

    :raises PreviewError: there is no Node, it is too old, or npm could not fetch the command.
    """
    node = shutil.which("node")
    if node is None:
        raise PreviewError("Node.js is not installed", ref=MachineCode.NO_ENGINE)
    version = output([node, "--version"], doing="Asking Node.js").strip()
    found = re.match(r"v(\d+)\.", version)
    if found is None or int(found[1]) < OLDEST_NODE:
        raise PreviewError(f"Node.js {version} is too old for WordPress Playground", ref=MachineCode.NO_ENGINE)
    try:
        with alone(cache_folder() / "downloads.lock"):
            command = npm.playground(cache_folder(), on_step)
    except Unavailable as reason:
        raise PreviewError(
            f"WordPress Playground could not be fetched: {reason}", ref=MachineCode.NO_ENGINE
        ) from reason
    return Playground(node=node, command=command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """The engine `playground`."""

    node: str
    command: Path
    name: Literal["playground"] = "playground"

    def run(self, script: Path, folder: Folder, *arguments: Path) -> str:
        inside = [str("/preview" / path.relative_to(folder.path)) for path in (script, *arguments)]
        command = [self.node, str(self.command), "php", *_QUIET, *_AS_IT_IS, *_mount(folder.path, "/preview")]
        return output([*command, "--", *inside], doing=f"Playground's {script.name}")

    def serve(self, folder: Folder, port: int, prefix: str) -> tuple[Sequence[str], Mapping[str, str]]:
        # Its document root is /wordpress, and wp-config.php looks for the rest beside it. Playground routes by itself,
        # so our router is of no use here; wp-config.php notes the requests that reach WordPress instead.
        log = folder.path / "debug.log"
        log.touch()
        mounts = [
            *_mount(folder.wordpress, "/wordpress"),
            *_mount(folder.database, "/database"),
            *_mount(folder.requests_log, "/requests.log"),
            *_mount(log, "/debug.log"),
        ]
        address = ["--port", str(port), "--site-url", f"http://127.0.0.1:{port}{prefix}"]
        script = [self.node, "--require", str(folder.loopback), str(self.command)]
        command = [*script, "server", *_QUIET, *_AS_IT_IS, *address, "--workers", str(WORKERS)]
        return [*command, *mounts], {}


def _mount(path: Path, inside: str) -> list[str]:
    return ["--mount-dir-before-install", str(path), inside]
