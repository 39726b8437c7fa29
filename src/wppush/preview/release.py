"""What wordpress.org publishes: release archives with their checksums, and the SQLite plugin."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import requests

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview.archives import Unavailable, root_of, unzip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = "https://wordpress.org"
PLUGIN = "https://downloads.wordpress.org/plugin/sqlite-database-integration.zip"

# Where a firewall swallows packets, only the first number keeps the user from waiting; the second is between two bytes.
TIMEOUTS = (3.05, 20.0)


def wordpress(version: str, draft: Path, on_step: Callable[[str], None]) -> Path:
    """Download, check and unpack a release.

    :raises Unavailable: wordpress.org cannot be reached, or has no such release.
    :raises PreviewError: what came is not what its checksum says.
    """
    name = "latest.zip" if version == "latest" else f"wordpress-{version}.zip"
    # The checksum first: it is small, and tells at once whether there is such a release.
    with _get(f"{SITE}/{name}.sha1") as response:
        expected = _read(response).decode("ascii", errors="replace").strip()
    archive = _download(f"{SITE}/{name}", draft / name, on_step)
    found = hashlib.sha1(archive.read_bytes(), usedforsecurity=False).hexdigest()
    if found != expected:
        raise PreviewError(
            f"{name} is damaged: its SHA-1 is {found}, and should be {expected[:40]}", ref=MachineCode.ARCHIVE
        )
    unzip(archive, draft / "unpacked")
    return root_of(draft / "unpacked", "wp-load.php")


def sqlite_plugin(draft: Path, on_step: Callable[[str], None]) -> Path:
    """Download the plugin; there is no checksum beside it, but a cut zip is not a zip.

    :raises Unavailable: wordpress.org cannot be reached.
    """
    return _download(PLUGIN, draft / "plugin.zip", on_step)


def _download(url: str, file: Path, on_step: Callable[[str], None]) -> Path:
    with _get(url) as response, file.open("wb") as stream:
        on_step(f"Downloading {url}")
        try:
            for block in response.iter_content(1 << 18):
                stream.write(block)
        except requests.RequestException as error:
            raise Unavailable(f"{url}: the download was cut ({type(error).__name__})") from error
    return file


def _read(response: requests.Response) -> bytes:
    try:
        return response.content
    except requests.RequestException as error:
        raise Unavailable(f"{response.url}: the download was cut ({type(error).__name__})") from error


def _get(url: str) -> requests.Response:
    try:
        response = requests.get(url, timeout=TIMEOUTS, stream=True)
    except requests.RequestException as error:
        raise Unavailable(f"cannot be reached ({type(error).__name__})") from error
    if response.status_code != requests.codes.ok:
        response.close()
        raise Unavailable(f"{url} answered {response.status_code}")
    return response
