"""Who else on the machine, or in its network, can get at a preview: nobody."""

from __future__ import annotations

import os
import socket
import stat
import sys
import time
from typing import TYPE_CHECKING

import pytest
import requests

from wppush import preview
from wppush.errors import ConfigError, PreviewError
from wppush.preview import background
from wppush.preview.engine import output
from wppush.preview.folder import Folder, write_private
from wppush.source.history import changed_since

if TYPE_CHECKING:
    from pathlib import Path

    from local_site import Site


def test_a_preview_is_reached_from_this_machine_alone(site: Site) -> None:
    assert_loopback_alone(site.url)


def assert_loopback_alone(url: str) -> None:
    """Fail where a server can be reached by another of the machine's addresses than 127.0.0.1."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    others = [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM)]
    # All of 127.0.0.0/8 is Linux's own; elsewhere it has to be set up first.
    for address in {*others, *(["127.0.0.2"] if sys.platform == "linux" else [])} - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError, match=r"refused|unreachable"):
            socket.create_connection((address, port), timeout=5)


def test_what_is_in_a_preview_is_for_its_owner_alone(site: Site) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (site.folder, *site.folder.glob("*"))}
    assert modes[site.folder] == 0o700
    assert modes[site.folder / "database"] == 0o700
    assert modes[site.folder / "state.json"] == 0o600
    settings = site.folder / "wordpress/wp-preview-settings.php"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600


def test_the_folder_of_a_preview_may_not_be_somebody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(PreviewError, match="somebody else"):
        preview.start(folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_passwords_is_written_in_one_step_and_through_no_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs")
    file = tmp_path / "state.json"
    file.symlink_to(elsewhere)
    (tmp_path / f".state.json.{os.getpid()}").symlink_to(elsewhere)
    write_private(file, "ours")
    assert elsewhere.read_text() == "theirs"
    assert not file.is_symlink()
    assert file.read_text() == "ours"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_preview_has_passwords_of_its_own(site: Site) -> None:
    state = Folder.at(site.folder).read()
    assert state is not None
    secrets = [state.site.login_token, *state.site.salts.values()]
    secrets += [word for user in state.site.users.values() for word in (user.password, user.app_password)]
    assert len(set(secrets)) == len(secrets)
    assert all(len(secret) >= 16 for secret in secrets)


def test_a_link_for_the_command_line_opens_once(site: Site) -> None:
    wordpress = preview.start(folder=site.folder)
    link = wordpress.login_link_for_once()
    assert wordpress.login_token not in link
    assert "Dashboard" in requests.get(link, timeout=60).text
    assert "Dashboard" not in requests.get(link, timeout=60).text
    old, new = wordpress.login_link_for_once(), wordpress.login_link_for_once()
    assert "Dashboard" not in requests.get(old, timeout=60).text
    assert "Dashboard" in requests.get(new, timeout=60).text


def test_a_link_that_nobody_opened_is_too_old_after_a_minute(site: Site) -> None:
    wordpress = preview.start(folder=site.folder)
    link = wordpress.login_link_for_once()
    [file] = (site.folder / "wordpress").glob("wp-preview-once-*.php")
    os.utime(file, (file.stat().st_mtime - 61,) * 2)
    assert "Dashboard" not in requests.get(link, timeout=60).text


def test_folders_are_not_listed_and_files_outside_are_not_sent(site: Site) -> None:
    (site.folder / "wordpress/wp-content/uploads/2026").mkdir(parents=True, exist_ok=True)
    for path in ("/wp-content/uploads/2026/", "/wp-includes/js/"):
        assert "Index of" not in requests.get(site.url + path, timeout=60).text
    for path in (
        "/../state.json",
        "/%2e%2e/state.json",
        "/wp-content/../../state.json",
        "/..%2fdatabase/wordpress.sqlite",
    ):
        # Not by requests, which would take the dots away itself.
        with socket.create_connection(("127.0.0.1", int(site.url.rpartition(":")[2])), timeout=30) as line:
            line.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
        assert b"app_password" not in answer
        assert b"SQLite format" not in answer


@pytest.mark.parametrize("who", ["a server", "a program", "git"])
def test_other_programs_do_not_get_the_passwords_of_sites(
    who: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WPPUSH_APP_PASSWORD", "of a site")
    monkeypatch.setenv("WPPUSH_APP_PASSWORD_BLOG", "of another")
    monkeypatch.setenv("WPPUSH_TOKEN", "of a third one")
    monkeypatch.setenv("WPPUSH_TOKEN_BLOG", "of a fourth one")
    log = tmp_path / "log"
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\nenv > '{log}.part'\nmv '{log}.part' '{log}'\nexit 1\n")
    program.chmod(0o700)
    if who == "a server":
        background.launch([str(program)], log=tmp_path / "said", folder=tmp_path, environ={})
    elif who == "a program":
        with pytest.raises(PreviewError):
            output([str(program)], doing="Asking")
    else:
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(ConfigError):
            changed_since("HEAD", project_root=tmp_path)
    deadline = time.monotonic() + 10
    while not log.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    seen = log.read_text()
    assert "PATH=" in seen
    assert "of a" not in seen
