"""`wppush login` at a real WordPress: from its question in the browser to a login that runs take, and back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import chdir, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from click.testing import CliRunner

from blog import Run
from person import Person
from wppush.cli.commands import cli
from wppush.config import Logins, Secret
from wppush.login import is_far_away
from wppush.wordpress.answer import Answer
from wppush.wordpress.front_door import FrontDoor, look_at, major_version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blog import Blog
    from local_site import Site


APP_ID = "cdbd22e9-3f48-5605-b49c-fd2b10573252"


class Login:
    """`wppush login` while it waits for the browser."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self.running = running
        self.said = ""
        assert running.stderr is not None
        for line in running.stderr:
            self.said += line
            if line.startswith("http"):
                break
        self.page = self.said.splitlines()[-1]

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page).query).items()}

    @property
    def here(self) -> str:
        """The server that waits."""
        return "http://{}".format(urlsplit(self.query["success_url"]).netloc)

    def end(self) -> Run:
        out, err = self.running.communicate(timeout=30)
        return Run(status=self.running.returncode, stdout=out, stderr=self.said + err)


@contextmanager
def login(blog: Blog, *words: str) -> Iterator[Login]:
    running = blog.start("login", "--no-browser", *words)
    try:
        yield Login(running)
    finally:
        running.kill()
        running.communicate()


def app_passwords(site: Site, user: str = "admin") -> list[dict[str, Any]]:
    """Give those that wppush has asked for."""
    found = site.rest("GET", "/wp/v2/users/me/application-passwords", user)
    return [entry for entry in found if entry["app_id"] == APP_ID]


def logged_in(blog: Blog, site: Site, user: str = "admin") -> str:
    """Log in as a user does, and give the password that is kept."""
    with login(blog, site.url) as waiting:
        Person(site, user).answer(waiting.page)
        assert waiting.end().status == 0
    return kept(site)


def kept(site: Site) -> str:
    logins = Logins()
    return logins.password(logins.at(site.url)[-1]).reveal()


def test_one_click_in_the_browser_and_publish_just_works(blog: Blog, site: Site, home: Path) -> None:
    blog.write()
    blog.configure(f'[sites.blog]\nurl = "{site.url}"\n')
    refused = blog.publish().report()["error"]
    assert f"wppush login {site.url}" in refused["hint"]
    with login(blog) as waiting:
        person = Person(site)
        shown = person.answer(waiting.page)
        done = waiting.end()
    [password] = app_passwords(site)
    assert password["name"].startswith("wppush on ")
    assert (done.status, shown.status_code) == (0, 200)
    assert "Logged in as admin (administrator)" in done.stdout
    assert str(home / "logins.json") in done.stdout
    assert "Next: wppush publish" in done.stdout
    [entry] = json.loads((home / "logins.json").read_text())["logins"]
    assert entry["uuid"] == password["uuid"]
    # Nothing that anybody sees afterwards has the password: the terminal, the browser's last address and page.
    assert entry["password"] in person.visited[-2]
    assert entry["password"] not in done.stdout + done.stderr + person.visited[-1] + shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    published = blog.publish()
    assert published.file()["action"] == "created"
    assert entry["password"] not in published.stdout + published.stderr


def test_the_answer_is_taken_once_and_from_who_knows_the_address_alone(blog: Blog, site: Site) -> None:
    with login(blog, site.url) as waiting:
        wrong = {"user_login": "mallory", "password": "m" * 24}
        path = urlsplit(waiting.query["success_url"]).path
        state = path.rpartition("/")[2]
        for place, headers, status in (
            (f"/answer/{state[:-1]}", {}, 404),
            (f"/answer/{state}ä", {}, 404),
            ("/answer/", {}, 404),
            ("/", {}, 404),
            ("/done", {}, 404),
            ("/open/", {}, 404),
            (path, {"Host": "blog.attacker.example"}, 404),
            (path, {"Host": "localhost:{}".format(waiting.here.rpartition(":")[2])}, 404),
        ):
            answer = requests.get(waiting.here + place, params=wrong, headers=headers, timeout=10)
            assert (place, answer.status_code) == (place, status)
            assert "mallory" not in answer.text
        assert requests.post(waiting.here + path, params=wrong, timeout=10).status_code == 501
        assert requests.get(waiting.here + path, params={"user_login": "x"}, timeout=10).status_code == 400
        assert (
            requests.get(
                waiting.here + path + f"?user_login=a&user_login=b&password={'m' * 24}", timeout=10
            ).status_code
            == 400
        )
        Person(site).answer(waiting.page)
        done = waiting.end()
    assert done.status == 0
    assert [login.username for login in Logins().all()] == ["admin"]
    assert kept(site) not in done.stdout + done.stderr


def test_only_this_machine_is_listened_to(blog: Blog, site: Site) -> None:
    with login(blog, site.url) as waiting:
        port = int(waiting.here.rpartition(":")[2])
        listening = [
            line.split()[1]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
        ]
    assert listening == [f"0100007F:{port:04X}"]


def test_no_means_no(blog: Blog, site: Site) -> None:
    with login(blog, site.url) as waiting:
        shown = Person(site).answer(waiting.page, "reject")
        done = waiting.end()
    assert "nothing was kept" in shown.text
    assert done.status == 1
    assert "error WP528: The login" in done.stderr
    assert "was not approved" in done.stderr
    assert (Logins().all(), app_passwords(site)) == ([], [])


def test_a_user_without_application_passwords_is_told(blog: Blog, site: Site, plugin: Callable[[str], None]) -> None:
    with login(blog, site.url) as waiting:
        # As WordPress's page links back, where the user has none.
        plugin("add_filter('wp_is_application_passwords_available_for_user', '__return_false');")
        page = Person(site).session.get(waiting.page, timeout=60)
        assert page.status_code == 501
        assert "error=disabled" in page.text
        requests.get(f"{waiting.query['reject_url']}&error=disabled", timeout=10)
        done = waiting.end()
    assert (done.status, "does not offer application passwords to this user" in done.stderr) == (1, True)


def test_nobody_answers_in_time(blog: Blog, site: Site) -> None:
    with login(blog, site.url, "--timeout", "1") as waiting:
        done = waiting.end()
    assert done.status == 1
    assert "error WP528: Nobody has answered" in done.stderr
    assert "--paste" in done.stderr


def test_ctrl_c_ends_the_wait(blog: Blog, site: Site) -> None:
    import signal

    with login(blog, site.url) as waiting:
        waiting.running.send_signal(signal.SIGINT)
        assert waiting.end().status == 130
    assert Logins().all() == []


def test_the_browser_is_started_without_passwords_and_with_an_address_that_opens_once(
    blog: Blog, site: Site, tmp_path: Path
) -> None:
    """What stands in the list of processes is the browser's command: nobody can do anything with it afterwards."""
    (blog.folder / "webbrowser.py").write_text("raise SystemExit('a file of the folder was run')")
    seen = tmp_path / "seen"
    script = tmp_path / "browser"
    script.write_text(
        f"#!{sys.executable}\nimport json, os, pathlib, sys\n"
        f"place = pathlib.Path({str(seen)!r})\n"
        "place.with_suffix('.new').write_text(json.dumps([sys.argv[1], dict(os.environ)]))\n"
        "place.with_suffix('.new').rename(place)\n"
    )
    script.chmod(0o755)
    environ = {"BROWSER": f"{script} %s", "WPPUSH_APP_PASSWORD": "of another site", "WPPUSH_URL": site.url}
    environ["WPPUSH_TOKEN"] = "of a third one"
    running = subprocess.Popen(
        [sys.executable, "-m", "wppush", "login"],
        cwd=blog.folder,
        env={**os.environ, **environ, "PYTHONSAFEPATH": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        waiting = Login(running)
        while not seen.exists():
            assert running.poll() is None
        address, found = json.loads(seen.read_text())
        assert [name for name in found if name.startswith(("WPPUSH_APP", "WPPUSH_TOKEN"))] == []
        assert urlsplit(waiting.query["success_url"]).path.rpartition("/")[2] not in address
        person = Person(site)
        first = person.session.get(address, allow_redirects=False, timeout=10)
        assert (first.status_code, first.headers["Location"]) == (302, waiting.page)
        assert requests.get(address, allow_redirects=False, timeout=10).status_code == 410
        person.answer(first.headers["Location"])
        done = waiting.end()
    finally:
        running.kill()
        running.communicate()
    assert done.status == 0
    assert kept(site) not in done.stdout + done.stderr


def at_a_terminal(blog: Blog, words: list[str], answers: list[tuple[str, str]]) -> Run:
    """Run wppush at a terminal, and type an answer when its words have come."""
    code = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    running = subprocess.Popen(
        [sys.executable, "-c", code, sys.executable, "-m", "wppush", *words],
        cwd=blog.folder,
        env={**os.environ, **blog.environ, "TERM": "dumb"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    said = b""
    try:
        seen = 0
        for prompt, answer in answers:
            while (at := said.find(prompt.encode(), seen)) < 0:
                piece = os.read(running.stdout.fileno(), 4096)
                assert piece, said
                said += piece
            seen = at + len(prompt)
            running.stdin.write(answer.encode() + b"\n")
            running.stdin.flush()
        rest, _ = running.communicate(timeout=60)
    finally:
        running.kill()
        running.communicate()
    return Run(status=running.returncode, stdout=(said + rest).decode(), stderr="")


def test_where_the_answer_can_not_come_here_the_password_is_pasted_and_not_shown(blog: Blog, site: Site) -> None:
    password = site.users["editor"].app_password
    done = at_a_terminal(
        blog,
        ["login", site.url, "--no-browser"],
        [
            ("press Enter here", ""),
            ("User name: ", "editor"),
            ("it is not shown): ", "my-login-password"),
            ("it is not shown): ", password),
        ],
    )
    assert done.status == 0
    assert "success_url" not in done.stdout.rpartition("copy the password")[2]
    assert "Logged in as editor (editor)" in done.stdout
    assert "my-login-password" not in done.stdout
    assert password not in done.stdout
    assert password.replace(" ", "") not in done.stdout
    assert kept(site) == password.replace(" ", "")


@pytest.mark.parametrize(
    ("version", "environ", "by_hand"),
    [("6.8.7", {}, True), ("7.0", {}, False), ("", {}, False), ("7.0", {"SSH_CONNECTION": "a b c d"}, True)],
)
def test_an_https_site_is_waited_for_from_wordpress_7_on_unless_the_browser_is_far_away(
    version: str, environ: dict[str, str], by_hand: bool
) -> None:
    page = f'<meta name="generator" content="WordPress {version}" />' if version else "<p>nothing</p>"
    major = major_version_of(Answer(status_code=200, headers={}, content=page.encode()))
    door = FrontDoor(url="https://a.example", name="", approval_page="https://a.example/x", major_version=major)
    assert (not door.may_answer_here or is_far_away(environ)) is by_hand


def test_without_a_terminal_the_password_comes_from_standard_input(blog: Blog, site: Site) -> None:
    password = site.users["author"].app_password
    done = fed(blog, password, "login", site.url, "--username", "author", "--password-stdin")
    assert (done.status, kept(site)) == (0, password.replace(" ", ""))
    assert password not in done.stdout + done.stderr
    for given, words, text in (
        (password, ["--password-stdin"], "needs --username"),
        ("hunter2 and more", ["--password-stdin", "--username", "author"], "24 letters and digits"),
        ("", ["--paste"], "there is no terminal to ask at"),
    ):
        wrong = fed(blog, given, "login", site.url, *words)
        assert wrong.status == 2
        assert text in " ".join(wrong.stderr.split())
        assert "hunter2" not in wrong.stderr


def fed(blog: Blog, given: str, *words: str) -> Run:
    """Run wppush with something on its standard input, and no terminal."""
    with chdir(blog.folder):
        done = CliRunner().invoke(cli, list(words), input=f"{given}\n", catch_exceptions=False)
    return Run(status=done.exit_code, stdout=done.stdout, stderr=done.stderr)


def test_a_password_that_the_site_does_not_take_is_not_kept(blog: Blog, site: Site) -> None:
    done = fed(blog, "a" * 24, "login", site.url, "--username", "admin", "--password-stdin")
    assert done.status == 1
    assert "error WP360" in done.stderr
    assert f"wppush doctor {site.url}" in " ".join(done.stderr.split())
    assert Logins().all() == []


def test_who_may_not_publish_is_told_so(blog: Blog, site: Site) -> None:
    password = site.users["contributor"].app_password
    done = fed(blog, password, "login", site.url, "--username", "contributor", "--password-stdin")
    assert done.status == 0
    assert "may write posts, but not publish them" in done.stderr


def test_a_second_login_revokes_the_password_of_the_first(blog: Blog, site: Site) -> None:
    first = logged_in(blog, site)
    second = logged_in(blog, site)
    assert first != second
    assert len(app_passwords(site)) == 1
    assert requests.get(f"{site.url}/?rest_route=/wp/v2/users/me", auth=("admin", first), timeout=60).status_code == 401


@pytest.mark.parametrize("address", ["http://blog.example", "http://192.0.2.1"])
def test_no_password_is_asked_for_where_it_would_travel_in_clear(blog: Blog, address: str) -> None:
    done = blog.run("login", address, "--paste")
    assert done.status == 1
    assert "error WP524" in done.stderr


def test_what_is_no_wordpress_is_said_before_anybody_is_asked(blog: Blog) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)  # of files that are no WordPress
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        done = blog.run("login", f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
    assert done.status == 1
    assert "error WP359" in done.stderr


def test_a_site_without_application_passwords_is_named(blog: Blog, site: Site, plugin: Callable[[str], None]) -> None:
    plugin("add_filter('wp_is_application_passwords_available', '__return_false');")
    done = blog.run("login", site.url)
    assert done.status == 1
    assert "error WP361" in done.stderr


def test_the_page_that_asks_is_where_wordpress_says_but_never_on_another_server(
    site: Site, plugin: Callable[[str], None]
) -> None:
    own = f"{site.url}/wp-admin/authorize-application.php"
    assert look_at(site.url).approval_page == own
    there = f"{site.url}/there/authorize-application.php?x=1"
    for said, asked in ((there, there), ("https://attacker.example/a.php", own), ("javascript:alert()", own)):
        plugin(
            "add_filter('rest_index', function ($answer) { $answer->data['authentication']['application-passwords']"
            f"['endpoints']['authorization'] = '{said}'; return $answer; }}, 99);"
        )
        assert look_at(site.url).approval_page == asked


def test_logout_revokes_and_forgets(blog: Blog, site: Site) -> None:
    password = logged_in(blog, site)
    done = blog.run("logout", site.url)
    assert (done.status, Logins().all(), app_passwords(site)) == (0, [], [])
    assert password not in done.stdout + done.stderr
    again = blog.run("logout", site.url)
    assert again.status == 1
    assert "error WP529" in again.stderr


def test_logout_offline_says_that_the_password_still_works(blog: Blog, site: Site) -> None:
    away = "http://127.0.0.1:1"
    Logins().keep(away, "anna", Secret("a" * 24), uuid=None)
    refused = blog.run("logout", away)
    assert (refused.status, [login.url for login in Logins().all()]) == (1, [away])
    done = blog.run("logout", away, "--local")
    assert (done.status, Logins().all()) == (0, [])
    assert "still works" in done.stdout
    assert f"{away}/wp-admin/profile.php" in done.stdout
    logged_in(blog, site)
    site.rest("DELETE", f"/wp/v2/users/me/application-passwords/{app_passwords(site)[0]['uuid']}")
    gone = blog.run("logout", site.url)
    assert (gone.status, Logins().all()) == (0, [])
    assert "did not take the password any more" in gone.stdout


def test_whoami_says_who_and_from_where_and_what_the_user_may_do(blog: Blog, site: Site, home: Path) -> None:
    password = site.users["author"].app_password
    Logins().keep(site.url, "author", Secret(password), uuid=None)
    said = blog.run("whoami", site.url)
    assert said.status == 0
    assert said.stdout.splitlines()[0] == f"author (author) at {site.url}"
    assert "upload files" in said.stdout.partition("may not")[0]
    assert "edit posts of others" in said.stdout.partition("may not")[2]
    report = blog.run("whoami", site.url, "--json").report()
    assert (report["site"], report["username"], report["roles"]) == (site.url, "author", ["author"])
    assert report["source"] == str(home / "logins.json")
    assert report["capabilities"]["publish_posts"] is True
    assert report["capabilities"]["unfiltered_html"] is False
    elsewhere = blog.run("whoami", "--json", environ=site.environ()).report()
    assert (elsewhere["username"], elsewhere["source"]) == ("admin", "WPPUSH_APP_PASSWORD")
    assert password not in said.stdout + json.dumps(report)


def test_an_address_on_the_command_line_never_gets_the_password_of_another_site(blog: Blog, site: Site) -> None:
    environ = {**site.environ(), "WPPUSH_URL": "https://blog.example"}
    refused = blog.run("whoami", site.url, "--json", environ=environ).report()
    assert refused["error"]["code"] == "WP520"


def test_a_ci_gets_a_password_of_its_own_that_nobody_sees(blog: Blog, site: Site) -> None:
    mine = logged_in(blog, site)
    piped = fed(blog, "", "login", site.url, "--ci")
    assert piped.status == 0
    assert len(piped.stdout) == 24
    assert piped.stdout not in (mine, piped.stderr)
    assert piped.stdout not in piped.stderr
    assert requests.get(f"{site.url}/?rest_route=/wp/v2/users/me", auth=("admin", piped.stdout), timeout=60).ok
    assert len(app_passwords(site)) == 2
    on_a_terminal = at_a_terminal(blog, ["login", site.url, "--ci"], [])
    assert on_a_terminal.status == 2
    assert f"wppush login {site.url} --ci | gh secret set WPPUSH_APP_PASSWORD" in on_a_terminal.stdout
    assert len(app_passwords(site)) == 2
    shown = at_a_terminal(blog, ["login", site.url, "--ci", "--show"], [])
    assert (shown.status, len(app_passwords(site))) == (0, 3)
    assert len(shown.stdout.splitlines()[0]) == 24
    assert mine not in on_a_terminal.stdout + shown.stdout
    nobody = fed(blog, "", "login", "https://elsewhere.example", "--ci")
    assert nobody.status == 1
    assert "wppush login https://elsewhere.example" in nobody.stderr
