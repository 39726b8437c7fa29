"""The transport under several threads: connections that stay alive, one for each request at once, and one pace."""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import closing, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from wppush.errors import RateLimited
from wppush.wordpress.pace import Counts, Pace
from wppush.wordpress.sessions import BasicAuth
from wppush.wordpress.threads import side_by_side
from wppush.wordpress.transport import ApiRoot, HttpTransport, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Server:
    """Answers every request with JSON, and notes on which connection it came, when, and with which headers."""

    def __init__(self) -> None:
        self.url = ""
        self.connections: list[int] = []
        self.times: list[float] = []
        self.headers: list[Mapping[str, str]] = []
        self.status: Callable[[int], tuple[int, dict[str, str]]] = lambda _: (200, {})
        self.at_once: threading.Barrier | None = None


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.times.append(time.monotonic())
            server.connections.append(self.client_address[1])
            server.headers.append(dict(self.headers))
            if server.at_once is not None:
                server.at_once.wait(timeout=10)
            status, headers = server.status(len(server.times))
            body = json.dumps({"ok": True}).encode()
            self.send_response(status)
            cookie = {"Set-Cookie": f"session={self.client_address[1]}"}
            for name, value in {**headers, **cookie, "Content-Type": "application/json"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield server
    httpd.shutdown()
    thread.join()
    httpd.server_close()


GET = Request(method="GET", route="/wp/v2/posts")


@contextmanager
def transport_to(server: Server, pace: Pace) -> Iterator[HttpTransport]:
    with closing(HttpTransport(ApiRoot(url=server.url), auth=BasicAuth("anna", "secret"), pace=pace)) as transport:
        yield transport


def test_as_many_connections_as_jobs_are_kept_alive_and_share_no_cookies(server: Server) -> None:
    server.at_once = threading.Barrier(3)
    with transport_to(server, Pace(3)) as transport:
        for _ in range(4):
            assert len(list(side_by_side([partial(transport.send, GET)] * 3, 3))) == 3
        server.at_once = None
        transport.send(GET)
        counts = transport.pace.counts
    assert len(set(server.connections)) == 3
    assert {server.connections.count(connection) for connection in set(server.connections)} <= {4, 5}
    basic = base64.b64encode(b"anna:secret").decode()
    for connection, headers in zip(server.connections, server.headers, strict=True):
        assert headers["Authorization"] == f"Basic {basic}"
        assert "gzip" in headers["Accept-Encoding"]
        assert headers.get("Cookie", f"session={connection}") == f"session={connection}"
    assert counts == Counts(requests=13, refused=0, sent=0, received=13 * len('{"ok": true}'))


@pytest.mark.parametrize("status", [429, 503])
def test_one_connection_that_is_told_to_wait_has_all_of_them_wait(server: Server, status: int) -> None:
    server.status = lambda number: (status, {"Retry-After": "0.3"}) if number == 1 else (200, {})
    pace = Pace(4)
    with transport_to(server, pace) as transport:
        list(side_by_side([partial(transport.send, GET)] * 6, 1))
        assert (pace.connections, pace.counts.refused) == (2, 1)
    assert server.times[1] - server.times[0] >= 0.3
    server.times.clear()

    def after_the_first() -> object:
        while not transport.pace.counts.refused:
            time.sleep(0.01)
        time.sleep(0.1)
        return transport.send(GET)

    with transport_to(server, Pace(4)) as transport:
        calls: list[Callable[[], object]] = [partial(transport.send, GET), after_the_first]
        list(side_by_side(calls, 2))
    assert min(server.times[1:]) - server.times[0] >= 0.3


def test_a_wait_that_nobody_would_sleep_through_is_an_error_at_once(server: Server) -> None:
    server.status = lambda _: (503, {"Retry-After": "600"})
    with transport_to(server, Pace(2)) as transport, pytest.raises(RateLimited, match="503"):
        transport.send(GET)
    assert len(server.times) == 1
