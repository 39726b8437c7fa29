"""What a site that does not answer, or answers something else, is called: each cause has its code."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from attacker import ME, Asked, attacker, head, reply
from blog import Blog
from faults import haste

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PAGE = b"<html><body>Just a moment</body></html>"


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog with a post, whose site is still to be named; waits are short."""
    haste.make_haste(monkeypatch)
    blog = Blog(tmp_path / "blog", {"WPPUSH_USERNAME": "hyeon", "WPPUSH_APP_PASSWORD": "abcd"}, monkeypatch)
    blog.write("---\ntitle: Night\n---\nWarm.\n")
    return blog


def error_at(blog: Blog, url: str) -> dict[str, Any]:
    """Give the error of a run at a site."""
    run = blog.run("plan", "posts", "--json", environ={"WPPUSH_URL": url})
    assert run.status == 1
    error = run.report()["error"]
    assert isinstance(error, dict)
    return error


def error_of(kind: str, status: str, **data: object) -> list[bytes]:
    """Give an error in WordPress's form."""
    return reply({"code": kind, "message": "No.", "data": {"status": int(status[:3]), **data}}, status=status)


def logged_in(then: Iterable[bytes]) -> Callable[[Asked], Iterable[bytes]]:
    """Answer as WordPress does who is asking, and then with something else."""
    return lambda asked: reply(ME) if "/users/me" in asked.path else then


def without_login(asked: Asked) -> Iterable[bytes]:
    """Answer as WordPress does where application passwords are off."""
    if "/users/me" in asked.path:
        return error_of("rest_not_logged_in", "401 Unauthorized")
    return reply({"authentication": []})


@contextmanager
def speaking_in_clear() -> Iterator[str]:
    """Run a server that answers at once and knows nothing of TLS; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    with line:
                        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


ANSWERS: dict[str, Callable[[Asked], Iterable[bytes]]] = {
    "WP354": lambda _: [],
    "WP355": lambda _: [head(Content_Length=str(10**12))],
    "WP356": logged_in(reply(PAGE, kind="text/html")),
    "WP357": logged_in(reply(status="301 Moved", Location="https://example.com/")),
    "WP358": logged_in(reply({"an": "object"})),
    "WP359": lambda _: reply(PAGE, kind="text/html"),
    "WP360": lambda asked: (
        error_of("rest_not_logged_in", "401 Unauthorized")
        if "/users/me" in asked.path
        else reply({"authentication": {"application-passwords": {}}})
    ),
    "WP361": without_login,
    "WP362": logged_in(error_of("rest_forbidden", "403 Forbidden")),
    "WP363": lambda _: reply(PAGE, kind="text/html", status="403 Forbidden"),
    "WP364": logged_in(error_of("rest_no_route", "404 Not Found")),
    "WP365": logged_in(error_of("rest_post_invalid_id", "404 Not Found")),
    "WP366": logged_in(error_of("too_many", "429 Too Many Requests")),
    "WP367": logged_in(reply(PAGE, kind="text/html", status="413 Too Large")),
    "WP368": logged_in(error_of("internal_server_error", "500 Internal Server Error")),
    "WP369": logged_in(error_of("rest_invalid_param", "400 Bad Request")),
    "WP371": lambda _: reply(b"<link rel='https://api.w.org/' href='https://example.com/wp-json/'>", kind="text/html"),
    "WP375": lambda _: reply({**ME, "roles": ["subscriber"], "capabilities": {"read": True}}),
}


@pytest.mark.parametrize("code", ANSWERS)
def test_each_cause_has_its_code(code: str, author: Blog) -> None:
    with attacker(ANSWERS[code]) as site:
        assert error_at(author, site.url)["code"] == code


def test_a_site_that_can_not_be_reached_has_another_code_for_each_reason(author: Blog) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert error_at(author, nobody)["code"] == "WP351"
    assert error_at(author, f"https://{'a' * 300}.example")["code"] == "WP350"
    with speaking_in_clear() as address:
        assert error_at(author, f"https://{address}")["code"] == "WP352"


def test_a_site_that_begins_an_answer_and_does_not_end_it_was_too_slow(
    author: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(haste, "ANSWER", 0.2)
    haste.make_haste(monkeypatch)

    def slow(asked: Asked) -> Iterable[bytes]:
        if "wp-json" not in asked.path:
            yield from reply(PAGE, kind="text/html")
            return
        yield head(Content_Length="100") + b"{"
        site.over.wait(5)

    with attacker(slow) as site:
        assert error_at(author, site.url)["code"] == "WP353"


def test_the_code_stands_in_front_of_the_message(author: Blog) -> None:
    with attacker(ANSWERS["WP363"]) as site:
        run = author.run("plan", "posts", environ={"WPPUSH_URL": site.url})
    assert run.stderr.startswith("error WP363: ")
