"""Whole runs at a hostile site: they end with an error, tell it nothing, and let it say nothing to the terminal."""

from __future__ import annotations

import base64
import itertools
import json
import re
import traceback
from typing import TYPE_CHECKING

import pytest

from attacker import ME, Asked, attacker, head, reply
from media.pictures import encoded, picture
from wppush.config import Secret, Site
from wppush.errors import AmbiguousWrite, CredentialsError, SiteError, TransportError
from wppush.report.text import clean, clean_line
from wppush.wordpress import open_site
from wppush.wordpress.discovery import discover
from wppush.wordpress.listing import MOST_PAGES, pages
from wppush.wordpress.sessions import BasicAuth
from wppush.wordpress.transport import ApiRoot, HttpTransport, Request, Response
from wppush.wordpress.upload import FileBody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from blog import Blog

PASSWORD = "abcd EFGH ijkl MNOP"
BASIC = base64.b64encode(f"hyeon:{PASSWORD}".encode()).decode()
ESCAPES = "\x1b[31m\x1b]0;title\x07\x1b]8;;http://evil.example\x1b\\\x9b2J\x85\u202egnp.\u2028\u2066\x7f\r\n::error::x"
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def transport_to(url: str) -> HttpTransport:
    return HttpTransport(ApiRoot(url=f"{url}/wp-json"), auth=BasicAuth("hyeon", PASSWORD))


def is_me(asked: Asked) -> bool:
    return "/users/me" in asked.path


# Credentials


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("write", ["read", "post", "upload"])
def test_no_redirect_takes_the_password_or_a_text_to_another_server(status: int, write: str, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"picture")
    requests = {
        "read": Request(method="GET", route="/wp/v2/posts"),
        "post": Request(method="POST", route="/wp/v2/posts", json={"title": "x"}),
        "upload": Request(method="POST", route="/wp/v2/media", file=FileBody(path=file)),
    }
    with attacker(lambda _: reply([])) as elsewhere:
        sent = reply(status=f"{status} Elsewhere", Location=f"{elsewhere.url}/wp-json/wp/v2/posts")
        with attacker(lambda _: sent) as site:
            with pytest.raises(TransportError, match="redirects"):
                transport_to(site.url).send(requests[write])
            assert len(site.asked) == 1
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    "named",
    [
        "https://elsewhere.example/wp-json/",
        "http://blog.example/wp-json/",
        "https://blog.example:8443/wp-json/",
        "https://blog.example@elsewhere.example/wp-json/",
        "//elsewhere.example/wp-json/",
        "javascript:alert(1)",
        "ftp://blog.example/",
    ],
)
def test_a_home_page_can_not_send_the_password_elsewhere_or_in_clear(named: str) -> None:
    """As `connect` asks it, of what the page of https://blog.example names."""
    from wppush.wordpress.discovery import raise_unless_ours

    with attacker(lambda _: reply(b"<p>", kind="text/html", Link=f'<{named}>; rel="https://api.w.org/"')) as site:
        root = discover(site.url)
    if root is not None:
        with pytest.raises(CredentialsError) as caught:
            raise_unless_ours("https://blog.example", root, insecure=False)
        assert "@" not in caught.value.message


def test_the_home_page_is_asked_without_credentials(blog: Blog) -> None:
    with attacker(lambda _: reply(b"<p>", kind="text/html")) as site:
        blog.write()
        run = blog.run("publish", "posts", environ={"WPPUSH_URL": site.url})
        assert run.status == 1
        assert [asked.path for asked in site.asked if asked.headers["Authorization"]] == [site.asked[0].path]
        assert [asked.path for asked in site.asked if not asked.headers["Authorization"]] == ["/"]


@pytest.mark.parametrize(
    "page",
    [
        b"<![<![",
        b"<link rel='https://api.w.org/' href='http://[::'>",
        b"<link rel='https://api.w.org/' href='http://:0/'>",
        b"<a " * 100_000,
        b"\xff" * 1000,
    ],
)
def test_no_home_page_is_a_crash(page: bytes) -> None:
    with attacker(lambda _: reply(page, kind="text/html")) as site:
        assert discover(site.url) is None


@pytest.mark.parametrize("link", ["<", "<>; rel", '<http://[>; rel="https://api.w.org/"', ",,,;;;", "x" * 60_000])
def test_no_link_header_is_a_crash(link: str) -> None:
    with attacker(lambda _: reply(b"", kind="text/html", Link=link)) as site:
        assert discover(site.url) is None


def test_a_home_page_that_redirects_for_ever_is_left() -> None:
    with attacker(lambda _: reply(status="302 Again", Location="/again")) as site:
        assert discover(site.url) is None
        assert len(site.asked) < 10


# What is not there, wrong, or has no end


JUNK: list[object] = [
    None, 1, "x", [], {}, [None], [[]], [{}], {"a": 1}, [{"id": "x"}], [{"id": 1, "slug": "s", "name": None}],
    {"post": 5}, {"id": 1}, {"routes": 5}, [{"id": 2**70, "slug": "first-light", "status": "publish", "link": "x"}],
    {"code": 5}, {"code": ["x"], "data": 5}, "\ud800",
]  # fmt: skip
TYPES = {
    name: {"rest_base": f"{name}s", "supports": {"title": True, "editor": True, "author": True, "thumbnail": True}}
    for name in ("post", "page")
}
SLOW = ("/categories", "/tags", "/media")
"""Where a write comes back as junk, what it made is looked for, with seconds between the looks."""
ROUTES = ("users/me", "/posts", "/categories", "/tags", "/media", "/types", "/taxonomies", "/batch", "block-types", "")


@pytest.mark.parametrize("route", ROUTES)
def test_json_of_any_shape_is_an_error_and_not_a_crash(blog: Blog, route: str) -> None:
    (blog.folder / "posts").mkdir(exist_ok=True)
    blog.write("---\ntitle: A\ncategories: [A > B]\ntags: [c]\nfeatured_image: a.png\n---\nText $x$ [b](b.md)\n")
    blog.write("---\ntype: page\nstatus: draft\n---\nText\n", "b.md")
    (blog.folder / "posts/a.png").write_bytes(encoded(picture(), "PNG"))
    junk: object = None

    def answer(asked: Asked) -> Iterable[bytes]:
        path = asked.path.partition("?")[0]
        if path.endswith(route) or (route and route in path):
            return reply(junk)
        return reply(ME if is_me(asked) else TYPES if path.endswith("/types") else [])

    with attacker(answer) as site:
        for given in JUNK[4::6] if route in SLOW else JUNK:
            junk = given
            run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": site.url})
            assert run.status in (1, 4)
            assert isinstance(run.report(), dict)
        assert route in ("/types", "/taxonomies", "/batch") or [asked for asked in site.asked if route in asked.path]


@pytest.mark.parametrize("said", ["1000000000", "9" * 5000, "-1", "1e9", "", "²"])
def test_a_list_that_never_ends_is_left(said: str) -> None:
    class Endless:
        asked = 0
        jobs = 1

        def send(self, _: Request) -> Response:
            self.asked += 1
            return Response(status=200, headers={"X-WP-TotalPages": said}, json=[{"id": self.asked}] * 100)

    endless = Endless()
    with pytest.raises(TransportError, match=f"more than {MOST_PAGES:,} pages"):
        for _ in pages(endless, "/wp/v2/posts", {}):  # type: ignore[arg-type] # no more is asked of it
            pass
    assert endless.asked <= MOST_PAGES + 1


@pytest.mark.parametrize("said", ["1e400", "-5", "nan", "inf", "9" * 5000, "tomorrow", "1_0", "\x1b[2J"])
def test_an_absurd_time_to_wait_is_not_slept_through(said: str) -> None:
    from wppush.wordpress.retry import LONGEST_WAIT, seconds, wait_before

    wait = wait_before(1, seconds(said))
    assert wait is None or 0 <= wait <= LONGEST_WAIT


def test_a_write_without_an_end_of_its_answer_is_one_that_may_have_been_carried_out() -> None:
    def endless(_: Asked) -> Iterator[bytes]:
        yield head(Content_Length=str(10**12))
        yield from itertools.repeat(b" " * 1000)

    request = Request(method="POST", route="/wp/v2/posts", json={})
    with attacker(endless) as site, pytest.raises(AmbiguousWrite, match="more than 256 MB"):
        transport_to(site.url).send(request)


def test_a_read_without_an_end_is_not_tried_again() -> None:
    with attacker(lambda _: [head(Content_Length=str(10**12))]) as site:
        with pytest.raises(TransportError, match="more than 256 MB"):
            transport_to(site.url).send(Request(method="GET", route="/wp/v2/posts"))
        assert len(site.asked) == 1


# What it says


def test_a_site_says_nothing_to_the_terminal(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an error of WordPress's form, an HTML page, a redirect, a header; in the table and in JSON."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    error = {"code": f"no{ESCAPES}", "message": f"No.{ESCAPES}", "data": {"params": {"x": ESCAPES}}}
    answers = [
        reply(error, status="400 No"),
        reply(error, status="403 No"),
        reply(f"<p>{ESCAPES}".encode(), kind="text/html"),
        reply(b"", status="302 No", Location="http://x/\x1b]0;x\x07"),
        reply({**ME, "name": f"N{ESCAPES}", "capabilities": {}, "roles": [ESCAPES]}),
    ]
    blog.write()
    for sent in answers:
        with attacker(lambda _, sent=sent: sent) as site:  # type: ignore[misc] # mypy can not tell what a default makes of it
            for words in (["publish", "posts"], ["plan", "posts", "--json"]):
                run = blog.run(*words, environ={"WPPUSH_URL": site.url})
                assert run.status == 1
                assert not UNSEEN.search(run.stdout + run.stderr)
                lines = (run.stdout + run.stderr).splitlines()
                assert not [line for line in lines if line.lstrip().startswith("::")]


@pytest.mark.parametrize("text", [ESCAPES, "a\tb\nc", "::warning::x", "  ::stop-commands::x", "##[error]x"])
def test_what_others_wrote_is_shown_with_its_control_characters_spelled_out(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert not UNSEEN.search(clean(text).replace("\t", ""))
    assert clean_line(text).isprintable()
    for shown in (clean(text), clean_line(text)):
        assert not re.search(r"^\s*::|##\[", shown, re.MULTILINE)


def test_letters_of_every_script_are_shown_as_they_are() -> None:
    for text in ("가나다 – “quoted”", "שלום \u200f", "नमस्ते \u200d", "👩\u200d💻", "a: b :: c #[x]"):
        assert clean(text) == clean_line(text) == text


# Secrets


def test_no_error_and_nothing_that_it_came_from_tells_the_password() -> None:
    """A page may repeat the header, and what requests raises leads to the request."""
    echo = f"<p>Authorization: Basic {BASIC} for {PASSWORD}, {PASSWORD.replace(' ', '')}".encode()
    answers: list[Iterable[bytes]] = [
        [],
        reply(echo, kind="text/html"),
        reply(echo, status="500 No", kind="text/html"),
        reply({"code": "x", "message": echo.decode()}, status="400 No"),
        reply(b"", status="302 No", Location=f"/?{BASIC}"),
        [head(Content_Length=str(10**12))],
    ]
    for sent in answers:
        with attacker(lambda _, sent=sent: sent) as site:  # type: ignore[misc] # mypy can not tell what a default makes of it
            with pytest.raises(SiteError) as caught:
                transport_to(site.url).send(Request(method="POST", route="/wp/v2/posts", json={}))
            assert site.asked[0].headers["Authorization"] == f"Basic {BASIC}"
        error: BaseException | None = caught.value
        said = "".join(traceback.format_exception(caught.value))
        while error is not None:
            said += repr(error) + repr(error.args) + repr(vars(error))
            assert getattr(error, "request", None) is None
            error = error.__cause__ or error.__context__
        for secret in (BASIC, PASSWORD, PASSWORD.replace(" ", "")):
            assert secret not in said


def test_neither_a_site_nor_its_transport_shows_the_password() -> None:
    with attacker(lambda _: reply(ME)) as site:
        opened = open_site(Site(url=site.url, username="hyeon", password=Secret(PASSWORD)))
        for value in (opened, vars(opened), vars(transport_to(site.url)).get("_auth"), transport_to(site.url)):
            assert PASSWORD not in repr(value)
            assert BASIC not in repr(value)


def test_no_log_of_the_libraries_has_the_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with attacker(lambda _: reply([])) as site:
        transport_to(site.url).send(Request(method="GET", route="/wp/v2/posts"))
    assert "GET /wp-json/wp/v2/posts" in caplog.text
    assert BASIC not in caplog.text
    assert PASSWORD not in caplog.text


def test_no_option_of_any_command_takes_a_password() -> None:
    """It would stand in the list of processes, and in the shell's history."""
    import click

    from wppush.cli.commands import cli

    def named(command: click.Command) -> Iterator[str]:
        yield from (option for parameter in command.params for option in parameter.opts)
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                found = command.get_command(click.Context(command), name)
                assert found is not None
                yield from named(found)

    options = set(named(cli))
    assert "--site" in options
    asks = {"--password-stdin", "--username"}  # a switch that reads standard input, and a name alone
    assert not [name for name in options - asks if re.search("pass|secret|token|user", name)]
    [switch] = [param for param in cli.commands["login"].params if param.name == "password_stdin"]
    assert isinstance(switch, click.Option)
    assert switch.is_flag


def test_json_reports_have_escapes_for_what_a_terminal_would_act_on() -> None:
    from wppush.errors import ConfigError
    from wppush.report.json import error_json

    report = error_json("publish", ConfigError(ESCAPES))
    assert not UNSEEN.search(report)
    assert json.loads(report)["error"]["message"] == ESCAPES
