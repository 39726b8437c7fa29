"""A proxy on this machine that stands between wppush and WordPress and spoils what it is told to spoil."""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """WordPress gets nothing; this is the answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swallow:
    """WordPress gets the request; its answer goes nowhere, and another one comes, or none."""

    instead: Answer | None = None


Script = "Callable[[Seen], Swallow | Answer | None]"


@dataclass(slots=True)
class Proxy:
    """A running proxy: `script` says what becomes of each request; None passes it on."""

    url: str
    script: Callable[[Seen], Swallow | Answer | None]
    seen: list[Seen] = field(default_factory=list)
    drops: tuple[str, ...] = ()
    """Headers of requests that are not passed on, in small letters."""
    adds: dict[str, str] = field(default_factory=dict)
    """Headers that WordPress's answers get, in the place of its own."""


@contextmanager
def proxy_to(upstream: str) -> Iterator[Proxy]:
    """Run a proxy to `upstream` on a free port of the loopback address."""
    target = urlsplit(upstream)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen = Seen(method=self.command, path=self.path, body=body)
            proxy.seen.append(seen)
            verdict = proxy.script(seen)
            if isinstance(verdict, Answer):
                self._reply(verdict.status, list(verdict.headers.items()), verdict.body)
                return
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=60)
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in {*_HOP_BY_HOP, *proxy.drops}
            }
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            if isinstance(verdict, Swallow) and verdict.instead is not None:
                self._reply(verdict.instead.status, list(verdict.instead.headers.items()), verdict.instead.body)
                return
            if isinstance(verdict, Swallow):
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            left_out = _HOP_BY_HOP | {name.lower() for name in proxy.adds}
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in left_out]
            self._reply(answer.status, [*kept, *proxy.adds.items()], content)

        do_GET = do_POST = do_DELETE = do_HEAD = do  # noqa: N815 (the names that http.server calls)

        def _reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    proxy = Proxy(url=f"http://127.0.0.1:{server.server_port}{target.path}", script=lambda _: None)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
