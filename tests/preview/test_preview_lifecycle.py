"""A preview is started once, found again, and stopped without touching anything that is not its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from preview.test_preview_secrets import assert_loopback_alone
from wppush import preview
from wppush.errors import PreviewError
from wppush.preview import background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for a preview, with nothing left running in it."""
    place = tmp_path / "preview"
    yield place
    preview.stop(place)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a preview was set up, for tests that only start and stop it: half a second each, not three."""
    place = tmp_path_factory.mktemp("set-up")
    preview.start(folder=place)
    preview.stop(place)
    return place


@pytest.fixture
def ready(set_up: Path) -> Iterator[Path]:
    """The folder that is set up already, with nothing running in it, before and after."""
    yield set_up
    preview.stop(set_up)


@pytest.fixture
def bystander() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts processes that are none of the preview's business."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _create(wordpress: preview.LocalWordPress, title: str, status: str = "publish") -> int:
    admin = wordpress.users["admin"]
    answer = requests.post(
        f"{wordpress.url}/?rest_route=/wp/v2/posts",
        json={"title": title, "status": status},
        auth=(admin.username, admin.app_password),
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def _titles(wordpress: preview.LocalWordPress) -> list[str]:
    answer = requests.get(f"{wordpress.url}/?rest_route=/wp/v2/posts", timeout=60)
    return [post["title"]["rendered"] for post in answer.json()]


def test_a_preview_lives_from_start_to_reset(folder: Path) -> None:
    assert preview.status(folder) is None
    first = preview.start(folder=folder)
    assert preview.status(folder) == first
    assert preview.start(folder=folder) == first
    _create(first, "Kept")

    assert preview.stop(folder)
    assert not preview.stop(folder)
    assert preview.status(folder) is None
    with pytest.raises(requests.ConnectionError):
        requests.get(first.url, timeout=5)

    again = preview.start(folder=folder)
    assert again.pid != first.pid
    assert again.users == first.users
    assert _titles(again) == ["Kept"]

    preview.reset(folder)
    assert preview.status(folder) is None
    assert not (folder / "wordpress").exists()
    assert not (folder / "state.json").exists()
    assert _titles(preview.start(folder=folder)) == []


def test_a_server_that_was_killed_is_noticed_and_replaced(folder: Path) -> None:
    first = preview.start(folder=folder)
    group = json.loads((folder / "state.json").read_text())["server"]["group"]
    os.kill(first.pid, signal.SIGKILL)
    while any(process.pid == first.pid for process in background.ours(group, first.folder)):
        time.sleep(0.01)
    assert preview.status(folder) is None

    second = preview.start(folder=folder)
    assert second.pid != first.pid
    assert second.url == first.url  # links in posts hold the port
    assert background.ours(group, first.folder) == []
    assert _titles(second) == []


def test_a_process_that_was_given_the_old_number_is_not_touched(
    ready: Path, bystander: Callable[..., subprocess.Popen[bytes]]
) -> None:
    sleep = bystander("sleep", "600")
    file = ready / "state.json"
    state = json.loads(file.read_text())
    state["server"] |= {"pid": sleep.pid, "group": os.getpgid(sleep.pid)}
    file.write_text(json.dumps(state))

    assert preview.status(ready) is None
    assert not preview.stop(ready)
    preview.start(folder=ready)
    assert sleep.poll() is None


def test_a_process_that_reads_the_log_is_not_touched(
    ready: Path, bystander: Callable[..., subprocess.Popen[bytes]]
) -> None:
    wordpress = preview.start(folder=ready)
    tail = bystander("tail", "-f", str(wordpress.folder / "server.log"))
    assert preview.stop(ready)
    assert tail.poll() is None


@pytest.mark.skipif(not Path("/proc/self/stat").exists() or not Path("/bin/ps").exists(), reason="needs /proc and ps")
def test_both_ways_to_read_the_process_table_agree(bystander: Callable[..., subprocess.Popen[bytes]]) -> None:
    sleep = bystander("sleep", "600")
    expected = background.Process(sleep.pid, os.getpgid(sleep.pid), "sleep 600")
    while expected not in background.from_ps():
        time.sleep(0.01)  # between fork and exec it still bears our own name
    assert expected in background.from_proc(Path("/proc"))


def test_two_starts_at_once_make_one_server(folder: Path) -> None:
    program = (
        "import sys, pathlib; from wppush import preview; print(preview.start(folder=pathlib.Path(sys.argv[1])).pid)"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    pids = {process.communicate(timeout=120)[0].strip() for process in both}
    running = preview.status(folder)
    assert running is not None
    assert pids == {str(running.pid)}


def test_a_site_is_not_taken_for_one_with_other_options(ready: Path) -> None:
    preview.start(folder=ready)
    with pytest.raises(PreviewError, match=r"set up with permalinks '/%postname%/'") as caught:
        preview.start(folder=ready, permalinks="")
    assert caught.value.hint is not None
    with pytest.raises(PreviewError, match=r"not 4\.2") as caught:
        preview.start(folder=ready, wordpress="4.2")
    assert caught.value.ref == "WP621"


def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(folder: Path) -> None:
    theirs = folder / "wordpress/index.php"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    with pytest.raises(PreviewError, match="in use for something else") as caught:
        preview.start(folder=folder)
    assert caught.value.ref == "WP620"
    preview.reset(folder)
    assert theirs.read_text() == "theirs"


def test_the_login_link_shows_a_draft(ready: Path) -> None:
    wordpress = preview.start(folder=ready)
    page = f"{wordpress.url}/?p={_create(wordpress, 'Not yet for everybody', 'draft')}"
    assert "Not yet for everybody" not in requests.get(page, timeout=60).text
    assert "Not yet for everybody" in requests.get(wordpress.login_link(page), timeout=60).text
    assert "Dashboard" in requests.get(wordpress.login_link(), timeout=60).text
    wrong = wordpress.login_link(page).replace(wordpress.login_token, "0" * len(wordpress.login_token))
    assert "Not yet for everybody" not in requests.get(wrong, timeout=60).text
    away = requests.get(wordpress.login_link("https://example.org/"), timeout=60, allow_redirects=False)
    assert away.headers["Location"].startswith(wordpress.url)
    assert wordpress.login_token not in repr(wordpress)


def test_without_php_and_node_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PreviewError, match=r"PHP is not installed; Node\.js is not installed") as caught:
        preview.start(folder=folder)
    assert "php-sqlite3" in str(caught.value.hint)
    assert caught.value.ref == "WP601"
    with pytest.raises(PreviewError, match=r"PHP is not installed$") as caught:
        preview.start(folder=folder, engine="php")
    assert caught.value.ref == "WP601"


@pytest.mark.parametrize(
    ("answer", "message"),
    [("70200 7.2.0 1", r"PHP 7\.2\.0 is too old"), ("80200 8.2.0 0", "pdo_sqlite is missing")],
)
def test_a_php_that_will_not_do_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, message: str
) -> None:
    _fake_php(tmp_path, f"echo '{answer}'", monkeypatch)
    with pytest.raises(PreviewError, match=message):
        preview.start(folder=folder, engine="php")


def test_what_php_said_is_part_of_the_error(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say = (
        "case \"$*\" in *PHP_VERSION*) echo '80200 8.2.0 1';; *) echo 'Fatal error: no luck today' >&2; exit 255;; esac"
    )
    _fake_php(tmp_path, say, monkeypatch)
    with pytest.raises(PreviewError, match=r"exit status 255.*\n.*no luck today") as caught:
        preview.start(folder=folder, engine="php")
    assert caught.value.ref == "WP604"
    assert preview.status(folder) is None
    assert not (folder / "install.json").exists()  # it holds passwords
    (tmp_path / "bin/php").write_text(
        "#!/bin/sh\ncase \"$*\" in *PHP_VERSION*) echo '80200 8.2.0 1';; *) echo 'Welcome';; esac\n"
    )
    with pytest.raises(PreviewError, match="something else than its result:\nWelcome") as caught:
        preview.start(folder=folder, engine="php")
    assert caught.value.ref == "WP632"


def test_what_the_server_said_is_part_of_the_error(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = (
        "case \"$*\" in *PHP_VERSION*) echo '80200 8.2.0 1';; *) echo 'Fatal error: no luck today' >&2; exit 255;; esac"
    )
    _fake_php(tmp_path, say, monkeypatch)
    with pytest.raises(PreviewError, match=r"ended at once\n.*no luck today") as caught:
        preview.start(folder=ready, engine="php")
    assert caught.value.ref == "WP631"
    assert preview.status(ready) is None


def test_a_subdirectory_is_checked_before_anything_is_made(folder: Path) -> None:
    with pytest.raises(PreviewError, match="is no subdirectory") as caught:
        preview.start(folder=folder, prefix="blog/")
    assert caught.value.ref == "WP622"
    assert not folder.exists()


def test_importing_it_is_cheap() -> None:
    program = "import sys, wppush.preview; print('requests' in sys.modules, 'subprocess' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


@pytest.mark.playground
@pytest.mark.skipif(not os.environ.get("CI"), reason="takes half a minute: with CI=true it is run")
def test_playground_serves_the_same_site_as_php(folder: Path) -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("needs Node.js with npm")
    wordpress = preview.start(folder=folder, engine="playground")
    assert wordpress.engine == "playground"
    assert_loopback_alone(wordpress.url)
    for user in wordpress.users.values():
        me = requests.get(
            f"{wordpress.url}/wp-json/wp/v2/users/me?context=edit",
            auth=(user.username, user.app_password),
            timeout=60,
        )
        assert me.json()["roles"] == [user.role]
    _create(wordpress, "Written with Node")
    log = (folder / "requests.log").read_text().splitlines()
    assert log == ["GET /wp-json/wp/v2/users/me?context=edit"] * 4 + ["POST /?rest_route=/wp/v2/posts"]
    assert preview.stop(folder)
    if shutil.which("php") is not None:
        assert _titles(preview.start(folder=folder, engine="php")) == ["Written with Node"]


def _fake_php(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    php = tmp_path / "bin/php"
    php.parent.mkdir()
    php.write_text(f"#!/bin/sh\n{script}\n")
    php.chmod(0o755)
    monkeypatch.setenv("PATH", f"{php.parent}:{os.environ['PATH']}")
