"""`wppush doctor` as a whole: what it prints, how it ends, what it sends, and that it writes nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from attacker import Asked, attacker, reply
from wppush.config import Secret
from wppush.config.logins import Logins
from wppush.doctor import examine
from wppush.doctor.table import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog, Run
    from local_site import Site

NAMES = [check.name for check in CHECKS]


def statuses(run: Run) -> dict[str, str]:
    return {entry["name"]: entry["status"] for entry in run.report()["findings"]}


def test_a_site_that_is_ready_is_said_to_be_and_nothing_is_written_to_it(blog: Blog, site: Site) -> None:
    before = site.rest("GET", "/wp/v2/settings"), site.posts()
    site.forget_requests()
    run = blog.run("doctor", environ=site.environ())
    assert (run.status, run.stderr) == (0, "")
    assert re.findall(r"^\S (\S+) ", run.stdout, re.MULTILINE).count("ok") >= 18
    assert run.stdout.splitlines()[-1] == "ready to publish"
    assert [line for line in site.requests() if not line.startswith("GET ")] == []
    assert (site.rest("GET", "/wp/v2/settings"), site.posts()) == before
    assert site.users["admin"].app_password not in run.stdout


def test_the_report_in_json_has_each_check_once_and_in_order(blog: Blog, site: Site) -> None:
    run = blog.run("doctor", site.url, "--json", environ={**site.environ(), "WPPUSH_APP_PASSWORD": "w" * 24})
    report = run.report()
    assert (run.status, report["command"], report["healthy"]) == (1, "doctor", False)
    assert [entry["name"] for entry in report["findings"]] == NAMES
    assert all(set(entry) == {"name", "status", "found", "meaning", "todo"} for entry in report["findings"])
    found = statuses(run)
    assert found["login"] == "problem"
    assert [name for name, status in found.items() if status == "not checked"] == ["role", "HTML", "uploads"]


def test_without_credentials_it_looks_at_what_anybody_may_see(blog: Blog, site: Site) -> None:
    run = blog.run("doctor", site.url, "--json")
    found = statuses(run)
    assert run.status == 1
    assert found["credentials"] == "problem"
    assert found["REST API"] == found["version"] == found["batches"] == "ok"
    assert found["Authorization header"] == found["login"] == found["role"] == "not checked"
    run = blog.run("doctor", site.url)
    assert re.search(r"^✗ problem +credentials .*\n( {4}.*\n)* {4}→ ", run.stdout, re.MULTILINE)
    assert "– not checked  login                 waits for: credentials" in run.stdout


def test_without_a_site_it_says_what_to_type(blog: Blog) -> None:
    run = blog.run("doctor", "--json")
    report = run.report()
    assert (run.status, report["findings"][0]["status"]) == (1, "problem")
    assert "WPPUSH_URL=" in report["findings"][0]["todo"]
    assert {entry["status"] for entry in report["findings"][1:]} == {"not checked"}
    assert "https://example" in blog.run("doctor", "blog example").stdout
    assert blog.run("doctor", "https://a.example", "--site", "b").status == 2
    assert "There is no site 'b'" in blog.run("doctor", "--site", "b").stdout


def test_a_wppush_toml_that_can_not_be_read_is_a_finding_and_no_obstacle_to_an_address(blog: Blog) -> None:
    blog.configure("nonsense")
    run = blog.run("doctor")
    assert (run.status, "not valid TOML" in run.stdout) == (1, True)
    with attacker(lambda _: reply(b"<p>Hello</p>", kind="text/html")) as server:
        assert "nothing of WordPress" in blog.run("doctor", server.url).stdout


@pytest.mark.parametrize(
    ("settings", "environ", "sent"),
    [
        ("", {"WPPUSH_URL": "https://other.example"}, False),
        ('[sites.live]\nurl = "https://other.example"\n', {}, False),
        ('[sites.a]\nurl = "https://a.example"\n[sites.b]\nurl = "https://b.example"\n', {}, False),
        ('[sites.live]\nurl = "{url}"\n', {"WPPUSH_URL": "https://other.example"}, True),
        ("", {}, True),
    ],
)
def test_a_password_for_one_site_is_not_told_to_another(
    blog: Blog, settings: str, environ: dict[str, str], *, sent: bool
) -> None:
    def answer(asked: object) -> list[bytes]:
        link = '</wp-json/>; rel="https://api.w.org/"'
        said = {"namespaces": [], "authentication": {"application-passwords": {}}}
        return reply(b"", kind="text/html", Link=link) if getattr(asked, "path", "") == "/" else reply(said)

    with attacker(answer) as server:
        blog.configure(settings.format(url=server.url))
        own = {"WPPUSH_USERNAME": "me", "WPPUSH_APP_PASSWORD": "s" * 24}
        found = statuses(blog.run("doctor", server.url, "--json", environ={**own, **environ}))
        assert (found["credentials"] == "ok") is sent
        assert any("Authorization" in asked.headers for asked in server.asked) is sent


def test_a_kept_login_is_taken_and_a_spoilt_file_of_them_is_a_finding(
    blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with attacker(lambda _: reply({"namespaces": [], "authentication": {"application-passwords": {}}})) as server:
        login = Logins().keep(server.url, "anna", Secret("k" * 24), uuid=None)
        report = blog.run("doctor", server.url, "--json").report()
        said = {entry["name"]: entry["found"] for entry in report["findings"]}
        assert said["credentials"] == f"anna, with the password from {Logins().where(login)}"
        assert any("Authorization" in asked.headers for asked in server.asked)
        Logins().file.write_text("{")
        run = blog.run("doctor", server.url, "--json")
    assert statuses(run)["credentials"] == "problem" or statuses(run)["site"] == "problem"
    assert str(Logins().file) in run.stdout


def test_plain_http_to_another_machine_is_refused_unless_it_is_allowed(blog: Blog) -> None:
    words = ("doctor", "http://blog.invalid", "--json")
    own = {"WPPUSH_USERNAME": "me", "WPPUSH_APP_PASSWORD": "s" * 24}
    refused = blog.run(*words, environ=own)
    assert statuses(refused)["credentials"] == "problem"
    assert "--insecure" in json.dumps(refused.report())
    assert statuses(blog.run(*words, "--insecure", environ=own))["credentials"] == "ok"


def test_a_check_waits_for_the_first_one_that_failed(blog: Blog) -> None:
    report = blog.run("doctor", "https://no-such-host.invalid", "--json").report()
    found = {entry["name"]: entry for entry in report["findings"]}
    assert found["host name"]["status"] == "problem"
    assert {found[name]["found"] for name in NAMES[NAMES.index("connection") :]} >= {"waits for: host name"}
    assert found["login"]["status"] == "not checked"


def test_each_check_needs_only_those_before_it() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for place, check in enumerate(CHECKS):
        assert set(check.needs) <= set(NAMES[:place])
        assert check.look.__doc__


def test_findings_come_one_by_one() -> None:
    findings = examine("https://no-such-host.invalid", environ={})
    assert next(findings).name == NAMES[0]


ESCAPE = "\x1b]0;x\x07"
NASTY: list[object] = [
    None, -1, 1e300, "http://[", "http://127.0.0.1:99999", [[]], {"": None}, ESCAPE,
]  # fmt: skip


def nasty(value: object) -> dict[str, object]:
    said = ("url", "home", "gmt_offset", "timezone_string", "authentication", "routes", "roles", "name", "capabilities")
    return {"namespaces": [value], "id": 1, **dict.fromkeys(said, value)}


@pytest.mark.parametrize("value", NASTY, ids=lambda value: repr(value)[:20])
def test_no_answer_ends_the_examination(blog: Blog, value: object) -> None:
    header = value if isinstance(value, str) and value.isprintable() else "\x80\xff"
    page = b"<meta name='generator' " * 9000 + b"<link rel='https://api.w.org/' href='http://['>"

    def answer(asked: Asked) -> list[bytes]:
        own = {"Link": header, "Date": header, "Age": header, "Server": header, "Retry_After": header}
        if asked.path == "/":
            return reply(page, kind="text/html; charset=no-such", **own)
        if "users/me" in asked.path and "http" in str(value):
            return reply({"code": value, "message": value}, status="401 No", **own)
        return reply(nasty(value), **own)

    with attacker(answer) as server:
        own = {"WPPUSH_USERNAME": "me", "WPPUSH_APP_PASSWORD": "s" * 24}
        report = blog.run("doctor", server.url, "--json", environ=own).report()
        assert [entry["name"] for entry in report["findings"]] == NAMES
        if value == ESCAPE:
            assert "\x1b" not in blog.run("doctor", server.url, environ=own).stdout


@pytest.mark.parametrize("where", ["http://[", "http://127.0.0.1:99999/", "file:///etc/passwd", "//", "x\x80"])
def test_a_redirect_to_nowhere_does_not_end_it(blog: Blog, where: str) -> None:
    with attacker(lambda _: reply(b"", status="302 Found", kind="text/html", Location=where)) as server:
        report = blog.run("doctor", server.url, "--json").report()
    assert [entry["name"] for entry in report["findings"]] == NAMES
    assert {entry["name"]: entry["status"] for entry in report["findings"]}["front page"] == "problem"
