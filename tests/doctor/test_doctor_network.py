"""From this machine to the server, with servers of this machine."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from certificates import certificate, needs_openssl, tls_server
from visits import INFO, NOT_CHECKED, OK, PROBLEM, WARNING, look, visit_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC)
NAME = "127.1"
"""A name of this machine that does not look like one, so that proxies and authorities of the environment count."""


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nobody listens, and nobody else will."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def test_a_host_that_nobody_knows_is_named_with_what_to_check() -> None:
    found = look(visit_to("https://no-such-host.invalid"), "host name")
    assert (found.standing, "no-such-host.invalid" in found.found) == (PROBLEM, True)
    assert "how the address is written" in found.todo
    assert look(visit_to(f"https://{'a' * 64}.example"), "host name").standing is PROBLEM


def test_the_addresses_of_a_host_are_shown() -> None:
    assert look(visit_to("http://127.0.0.1:1"), "host name").found == "127.0.0.1 is an address, not a name"
    assert look(visit_to(f"http://{NAME}:1"), "host name").found == f"{NAME} is 127.0.0.1"


def test_a_port_that_nobody_listens_at_is_a_problem(closed_port: int) -> None:
    found = look(visit_to(f"http://127.0.0.1:{closed_port}"), "connection")
    assert (found.standing, f"no connection to port {closed_port}" in found.found) == (PROBLEM, True)
    assert "refused" in found.found


def test_one_dead_address_of_two_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = socket.getaddrinfo

    def say(host: str, *args: Any, **how: Any) -> Any:
        # What a name server may say, and ours can't be made to.
        numbers = ("127.0.0.3", "127.0.0.1") if host == "blog.example" else (host,)
        return [answer for number in numbers for answer in ask(number, *args, **how)]

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert look(visit_to(f"http://127.0.0.1:{port}"), "connection").standing is OK
        monkeypatch.setattr(socket, "getaddrinfo", say)
        found = look(visit_to(f"http://blog.example:{port}"), "connection")
    assert found.standing is WARNING
    assert "127.0.0.1 in" in found.found
    assert "but IPv4 127.0.0.3" in found.found


def test_a_proxy_of_the_environment_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hidden@proxy.example:3128")
    visit = visit_to("https://blog.example")
    found = [look(visit, name) for name in ("host name", "connection", "certificate")]
    assert [each.standing for each in found] == [INFO] * 3
    assert all("proxy.example:3128" in each.found and "hidden" not in each.found for each in found)


def test_plain_http_is_a_warning_but_on_this_machine() -> None:
    found = look(visit_to("http://blog.example", insecure=True), "certificate")
    assert (found.standing, "application password" in found.meaning) == (WARNING, True)
    assert look(visit_to("http://127.0.0.1:1"), "certificate").standing is INFO


@needs_openssl
@pytest.mark.parametrize(
    ("days", "names", "standing", "words"),
    [
        pytest.param((-1, 60), f"DNS:{NAME}", OK, "59 days", id="valid"),
        pytest.param((-1, 3), f"DNS:{NAME}", WARNING, "2 days", id="ends soon"),
        pytest.param((-9, -1), f"DNS:{NAME}", PROBLEM, "has expired", id="expired"),
        pytest.param((1, 9), f"DNS:{NAME}", PROBLEM, "is not valid yet", id="not yet"),
        pytest.param((-1, 60), "DNS:other.example", PROBLEM, "is for another name", id="other name"),
    ],
)
def test_a_certificate_is_judged_by_its_dates_and_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: tuple[int, int], names: str, standing: str, words: str
) -> None:
    begin, end = (NOW + timedelta(days=day) for day in days)
    shown = certificate(tmp_path / "made", names, begin, end)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(shown))
    with tls_server(shown) as port:
        found = look(visit_to(f"https://{NAME}:{port}"), "certificate")
    assert (found.standing, words in found.found) == (standing, True), found
    assert bool(found.todo) is (standing is not OK)


@needs_openssl
def test_a_certificate_that_nobody_known_has_signed_is_a_problem(tmp_path: Path) -> None:
    shown = certificate(tmp_path / "made", f"DNS:{NAME}", NOW - timedelta(days=1), NOW + timedelta(days=60))
    with tls_server(shown) as port:
        found = look(visit_to(f"https://{NAME}:{port}"), "certificate")
    assert (found.standing, "signed by nobody but itself" in found.found) == (PROBLEM, True), found
    assert "    export REQUESTS_CA_BUNDLE=" in found.todo


def test_a_server_without_tls_is_a_problem_and_one_that_hangs_up_proves_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answers = [b"HTTP/1.1 400 Bad Request\r\n\r\n", b""]

        def serve() -> None:
            for answer in answers:
                line, _ = listening.accept()
                with line:
                    line.recv(4096)
                    line.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        visit = visit_to(f"https://{NAME}:{listening.getsockname()[1]}")
        plain, silent = look(visit, "certificate"), look(visit, "certificate")
        thread.join(10)
    assert (plain.standing, "no encrypted connection" in plain.found) == (PROBLEM, True), plain
    assert f"is it http://{NAME}" in plain.todo
    assert silent.standing in (PROBLEM, NOT_CHECKED), silent
