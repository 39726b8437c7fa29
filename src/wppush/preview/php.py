"""PHP's own web server: ready in a moment, wherever PHP with SQLite is installed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview.engine import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wppush.preview.folder import Folder

WORKERS = 4

_SETTINGS = {
    "memory_limit": "512M",
    # There is no mail on a preview. Found along PATH by the shell that PHP asks: it is in /bin on Linux, not on macOS.
    "sendmail_path": "true",
    # `php -S` counts as the command line, where the cache of compiled code is off: 20 ms a request with it, 80 without.
    "opcache.enable_cli": "1",
    "opcache.max_accelerated_files": "20000",
    "opcache.revalidate_freq": "0",
    "upload_max_filesize": "64M",
    "post_max_size": "64M",
    "expose_php": "0",
    "display_errors": "0",
}


def find() -> Php:
    """Give the PHP of this machine.

    :raises PreviewError: there is none, or it is too old or without SQLite.
    """
    path = shutil.which("php")
    if path is None:
        raise PreviewError("PHP is not installed", ref=MachineCode.NO_ENGINE)
    probe = "echo PHP_VERSION_ID, ' ', PHP_VERSION, ' ', (int) extension_loaded('pdo_sqlite');"
    number, version, sqlite = output([path, "-d", "display_errors=stderr", "-r", probe], doing="Asking PHP").split()
    if int(number) < 70400:
        raise PreviewError(f"PHP {version} is too old", ref=MachineCode.NO_ENGINE)
    if sqlite != "1":
        raise PreviewError(
            f"PHP {version} has no SQLite (its extension pdo_sqlite is missing)", ref=MachineCode.NO_ENGINE
        )
    return Php(path)


@dataclass(frozen=True, slots=True)
class Php:
    """The engine `php`."""

    path: str
    name: Literal["php"] = "php"

    def run(self, script: Path, folder: Folder, *arguments: Path) -> str:  # noqa: ARG002, it is where the script lies
        # Notices belong to the errors: what is printed is read by a program.
        return output(
            [*self._php(), "-d", "display_errors=stderr", str(script), *map(str, arguments)],
            doing=f"PHP's {script.name}",
        )

    def serve(self, folder: Folder, port: int, prefix: str) -> tuple[Sequence[str], Mapping[str, str]]:
        # The document root must be WordPress's folder: what the router leaves to the server is sent from there.
        # There is no keep-alive in it: each request is a connection of its own.
        command = [*self._php(), "-S", f"127.0.0.1:{port}", "-t", str(folder.wordpress), str(folder.router)]
        return command, {"PHP_CLI_SERVER_WORKERS": str(WORKERS), "WPPUSH_PREVIEW_PREFIX": prefix}

    def _php(self) -> list[str]:
        return [self.path, *(part for name, value in _SETTINGS.items() for part in ("-d", f"{name}={value}"))]
