"""Files from elsewhere: what is fetched, and what is never asked."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest

from media.pictures import encoded, picture
from wppush.errors import SourceError
from wppush.media import Code
from wppush.media.addresses import is_public
from wppush.media.remote import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wppush.media.addresses import Address
    from wppush.media.remote import Allow

PNG = encoded(picture(), "PNG")


class Server:
    """A server on this machine, and the requests that it got."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = sends(PNG)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                server.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that http.server gives it)
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.block_on_close = False
        self.port = self.http.server_port

    def url(self, path: str = "/pictures/a.png", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.http.shutdown()
            self.http.server_close()


def sends(
    content: bytes, kind: str = "image/png", status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        given = {"Content-Type": kind, "Content-Length": str(len(content))}
        for name, value in {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(content)

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as server:
        yield server


def anybody(address: Address) -> bool:
    return address.is_loopback


def fault_of(url: str, into: Path, *, limit: int = 10**6, total: float = 10, allow: Allow = anybody) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        fetch(url, into=into, limit=limit, total=total, allow=allow)
    [diagnostic] = caught.value.diagnostics
    assert [file for file in into.rglob("*") if file.is_file()] == []
    return diagnostic.code, diagnostic.message


def test_an_image_is_fetched_and_named_after_its_address(server: Server, tmp_path: Path) -> None:
    path = fetch(server.url("/pictures/A%20view.png?width=800"), into=tmp_path, limit=len(PNG), allow=anybody)
    assert (path.name, path.read_bytes()) == ("A-view.png", PNG)
    assert path.is_relative_to(tmp_path)
    [(asked, headers)] = server.asked
    assert asked == "/pictures/A%20view.png?width=800"
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert not {"authorization", "cookie", "referer"} & set(headers)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/photo?id=7", "image/jpeg", "photo.jpg"),
        ("/", "image/webp", "file.webp"),
        ("/..%2F..%2Fetc%2Fpasswd", "image/png", "etc-passwd.png"),
        ("/a/b%00c.png", "image/png", "b-c.png"),
        ("/.htaccess", "audio/mpeg", "htaccess.mp3"),
    ],
)
def test_whatever_the_address_the_name_is_a_plain_one(
    server: Server, tmp_path: Path, path: str, kind: str, name: str
) -> None:
    server.answer = sends(PNG, kind)
    made = fetch(server.url(path), into=tmp_path, limit=10**6, allow=anybody)
    assert made.name == name
    assert made.parent.parent == tmp_path


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b:1::1", "100::1",
    ],
)  # fmt: skip
def test_no_address_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_is_never_asked_however_it_is_written(server: Server, tmp_path: Path, host: str) -> None:
    code, message = fault_of(server.url(host=host), tmp_path, allow=is_public)
    assert code in (Code.NOT_PUBLIC, Code.UNREACHABLE)
    assert server.asked == []
    assert message.startswith("http://")


def test_a_redirect_into_a_private_network_is_not_followed(server: Server, tmp_path: Path) -> None:
    server.answer = sends(b"", status=302, Location=server.url(host="127.0.0.2"))
    code, _ = fault_of(server.url(), tmp_path, allow=lambda address: str(address) == "127.0.0.1")
    assert code == Code.NOT_PUBLIC
    assert len(server.asked) == 1


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "127.0.0.9"])
    looked_up: list[str] = []
    really = socket.getaddrinfo

    def changing(host: str, port: int, *more: Any, **named: Any) -> object:
        if host != "changing.example":
            return really(host, port, *more, **named)
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    url = server.url(host="changing.example")
    fetch(url, into=tmp_path, limit=10**6, allow=lambda address: str(address) == "127.0.0.1")
    assert looked_up == ["changing.example"]
    assert server.asked[0][1]["host"] == f"changing.example:{server.port}"


def test_redirects_are_followed_but_not_for_ever(server: Server, tmp_path: Path) -> None:
    def turn(to: BaseHTTPRequestHandler) -> None:
        step = int(to.path.strip("/"))
        (sends(PNG) if step == 0 else sends(b"", status=301, Location=f"{step - 1}"))(to)

    server.answer = turn
    assert fetch(server.url("/5"), into=tmp_path / "five", limit=10**6, allow=anybody).read_bytes() == PNG
    (tmp_path / "six").mkdir()
    assert fault_of(server.url("/6"), tmp_path / "six")[0] == Code.UNREACHABLE


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/a.png", Code.BAD_ADDRESS),
        ("file:///etc/passwd", Code.BAD_ADDRESS),
        ("//example.com/a.png", Code.BAD_ADDRESS),
        ("a.png", Code.BAD_ADDRESS),
        ("http://", Code.BAD_ADDRESS),
        ("http://[::1/a.png", Code.BAD_ADDRESS),
        ("http://user:secret@127.0.0.1/a.png?key=secret", Code.BAD_ADDRESS),
    ],
)
def test_what_is_no_address_of_a_file_is_refused(tmp_path: Path, url: str, code: Code) -> None:
    said, message = fault_of(url, tmp_path)
    assert said == code
    assert "secret" not in message


def test_more_bytes_than_allowed_are_not_taken_whatever_is_said(server: Server, tmp_path: Path) -> None:
    def lies(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "image/png")
        to.end_headers()
        for _ in range(100):
            to.wfile.write(bytes(10_000))

    server.answer = lies
    assert fault_of(server.url(), tmp_path, limit=50_000)[0] == Code.REMOTE_TOO_LARGE


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/octet-stream", ""])
def test_what_is_no_image_sound_or_film_is_not_taken(server: Server, tmp_path: Path, kind: str) -> None:
    server.answer = sends(PNG, kind)
    assert fault_of(server.url(), tmp_path)[0] == Code.NOT_MEDIA


def test_an_error_a_cut_line_and_a_closed_door_are_said(server: Server, tmp_path: Path) -> None:
    server.answer = sends(b"", status=404)
    assert "404" in fault_of(server.url(), tmp_path)[1]
    server.answer = sends(PNG, Content_Length=str(len(PNG) + 10))
    assert fault_of(server.url(), tmp_path)[0] == Code.UNREACHABLE
    server.answer = sends(PNG, Content_Encoding="gzip")
    assert fault_of(server.url(), tmp_path)[0] == Code.NOT_MEDIA
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert fault_of(f"http://127.0.0.1:{port}/a.png", tmp_path)[0] == Code.UNREACHABLE
    assert fault_of("http://no-such-host.invalid/a.png", tmp_path)[0] == Code.UNREACHABLE


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_after_the_time_that_it_has(server: Server, tmp_path: Path, where: str) -> None:
    def drips(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: image/png\r\n" + (b"\r\n" if where == "body" else b"X: "))
        for _ in range(100):
            time.sleep(0.05)
            try:
                to.wfile.write(b"x")
                to.wfile.flush()
            except OSError:
                return

    server.answer = drips
    begun = time.monotonic()
    assert fault_of(server.url(), tmp_path, total=0.5)[0] == Code.TOO_SLOW
    assert time.monotonic() - begun < 3


def test_proxies_and_netrc_of_the_environment_take_no_part(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    fetch(server.url(), into=tmp_path, limit=10**6, allow=anybody)
    assert "authorization" not in server.asked[0][1]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate: install it")
def test_https_is_believed_only_with_a_certificate_for_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=pictures.example -addext subjectAltName=DNS:localhost"
    subprocess.run(["openssl", *words.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    into = tmp_path / "into"
    into.mkdir()
    with server.running():
        code, message = fault_of(server.url(host="localhost", scheme="https"), into)
        assert (code, "certificate" in message) == (Code.UNREACHABLE, True)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert fetch(server.url(host="localhost", scheme="https"), into=into, limit=10**6, allow=anybody).exists()
        shutil.rmtree(into)
        into.mkdir()
        assert "certificate" in fault_of(server.url(scheme="https"), into)[1]
        assert len(server.asked) == 1
