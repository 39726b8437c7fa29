"""A proxy on the loopback address that does to requests what the weather says.

It knows HTTP, so that a fault strikes one request and not whatever happens to be on a line; and it keeps at the lines
themselves, so that it can cut them, or have nobody listen. What it has to pass on later it passes on, also when the
client is long gone: `settle` waits for that.
"""

from __future__ import annotations

import http.client
import select
import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, assert_never
from urllib.parse import urlsplit

from faults.weather import Fault, Seen, Weather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}
_PATIENCE = 3.0
"""Seconds that a client is left without an answer; its time-out is shorter."""
_LONGEST = 60.0
_PAGE = b"<!DOCTYPE html><html><head><title>Oh no</title></head><body><h1>Something went wrong</h1></body></html>"
_MAINTENANCE = b'{"code":"wp_die","message":"Briefly unavailable for scheduled maintenance.","data":{"status":503}}'
_RST = struct.pack("ii", 1, 0)


class Reply:
    """An answer of WordPress's."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


_UNREACHED = Reply(502, [("Content-Type", "text/html")], _PAGE)
"""When WordPress itself is not there."""


class FaultProxy:
    """A proxy to one site, for any number of connections at once."""

    def __init__(self, upstream: str, weather: Weather) -> None:
        target = urlsplit(upstream)
        self._host, self._to = str(target.hostname), int(target.port or 80)
        self.weather = weather
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        self._open: set[socket.socket] = set()
        self._closed = False
        self._back = 0.0
        self._listener = _listen(0)
        self._port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}{target.path}"
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    # Lines

    def _accept(self) -> None:
        while not self._closed:
            if (wait := self._back - time.monotonic()) > 0:
                self._listener.close()
                time.sleep(wait)
                self._listener = _listen(self._port)
            if select.select([self._listener], [], [], 0.02)[0]:
                with suppress(OSError):
                    line, _ = self._listener.accept()
                    self.begin(partial(self._serve, line))

    def begin(self, do: Callable[[], object]) -> threading.Thread:
        """Do something in a thread that `settle` waits for."""

        def work() -> None:
            try:
                do()
            finally:
                with self._lock:
                    self._threads.discard(thread)

        thread = threading.Thread(target=work, daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()
        return thread

    def _serve(self, line: socket.socket) -> None:
        with self._lock:
            self._open.add(line)
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                seen = Seen(method=self.command, path=self.path, body=body)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
                Exchange(proxy, self, seen, headers).carry_out()

            do_GET = do_POST = do_DELETE = do_HEAD = do  # noqa: N815 (the names that http.server calls)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        try:
            with suppress(OSError):
                Handler(line, ("127.0.0.1", 0), None)  # type: ignore[arg-type]  # there is no server behind it
        finally:
            with self._lock:
                self._open.discard(line)
            line.close()

    def refuse_for(self, seconds: float) -> None:
        """Have nobody listen for some moments, and cut the lines that there are."""
        self._back = time.monotonic() + seconds
        self._cut_all()

    def _cut_all(self) -> None:
        with self._lock:
            lines = list(self._open)
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    # Requests

    def judge(self, seen: Seen) -> Fault | None:
        with self._lock:
            return self.weather.over(seen)

    def ask(self, seen: Seen, headers: dict[str, str]) -> Reply:
        """Give WordPress a request, and wait for its answer."""
        connection = http.client.HTTPConnection(self._host, self._to, timeout=_LONGEST)
        try:
            connection.request(seen.method, seen.path, seen.body or None, headers)
            answer = connection.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP]
            return Reply(answer.status, kept, answer.read())
        except (OSError, http.client.HTTPException):
            return _UNREACHED
        finally:
            connection.close()

    def settle(self) -> None:
        """Wait until everything was passed on that is to be passed on, and WordPress has answered it."""
        self._cut_all()
        while True:
            with self._lock:
                left = list(self._threads)
            if not left:
                return
            for thread in left:
                thread.join(_LONGEST)

    def close(self) -> None:
        self._closed = True
        self._acceptor.join()
        self._listener.close()
        self.settle()


class Exchange:
    """One request and what comes of it."""

    def __init__(self, proxy: FaultProxy, handler: BaseHTTPRequestHandler, seen: Seen, headers: dict[str, str]) -> None:
        self._proxy = proxy
        self._handler = handler
        self._seen = seen
        self._headers = headers
        self._line = handler.connection

    def carry_out(self) -> None:
        fault = self._proxy.judge(self._seen)
        if fault is None:
            self._give(self._pass_on())
            return
        reply = self._passed_on(fault)
        match fault.kind:
            case "refuse":
                self._proxy.refuse_for(fault.seconds)
            case "reset":
                # Takes effect when the line is closed; a shutdown would end it politely before.
                self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
                self._handler.close_connection = True
            case "swallow":
                self._leave()
            case "cut":
                self._give(reply, most=max(1, len(reply.body) // 2))
            case "cut headers":
                self._line.sendall(f"HTTP/1.1 {reply.status} OK\r\nContent-Type: applica".encode())
                self._leave()
            case "late":
                self._wait_until_it_leaves()
            case "status":
                self._give(_error(fault))
            case "page":
                self._give(Reply(200, [("Content-Type", "text/html; charset=UTF-8")], _PAGE))
            case "half json":
                self._give(Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2]))
            case "twice":
                self._give(reply)
            case "maintenance":
                headers = [("Content-Type", "application/json"), ("Retry-After", "600")]
                self._give(Reply(503, headers, _MAINTENANCE))
            case "trickle":
                self._give(reply, drops=20)
            case _:
                assert_never(fault.kind)

    def _passed_on(self, fault: Fault) -> Reply:
        """Pass the request on as the fault says; give what WordPress answered, where that is known by now."""
        if fault.kind == "twice":
            return self._passed_on_twice(fault)
        match fault.passing:
            case "never":
                return _UNREACHED
            case "before":
                return self._pass_on()
            case "meanwhile":
                self._proxy.begin(self._pass_on)
            case "afterwards":
                self._proxy.begin(partial(self._pass_on, after=fault.seconds))
            case _:
                assert_never(fault.passing)
        return _UNREACHED

    def _passed_on_twice(self, fault: Fault) -> Reply:
        match fault.passing:
            case "never" | "before":
                replies = [self._pass_on(), self._pass_on()]
                return replies[fault.second]
            case "meanwhile":
                replies = []
                other = self._proxy.begin(lambda: replies.append(self._pass_on()))
                reply = self._pass_on()
                other.join(_LONGEST)
                return replies[0] if fault.second else reply
            case "afterwards":
                reply = self._pass_on()
                self._proxy.begin(partial(self._pass_on, after=fault.seconds))
                return reply
            case _:
                assert_never(fault.passing)

    def _pass_on(self, *, after: float = 0.0) -> Reply:
        time.sleep(after)
        return self._proxy.ask(self._seen, self._headers)

    def _give(self, reply: Reply, *, most: int | None = None, drops: int = 1) -> None:
        """Send an answer; of its body `most` bytes, in so many pieces."""
        handler = self._handler
        handler.send_response_only(reply.status)
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        body = reply.body[:most]
        size = max(1, -(-len(body) // drops))
        for start in range(0, len(body), size):
            if start:
                time.sleep(0.01)
            handler.wfile.write(body[start : start + size])
        if most is not None:
            self._leave()

    def _leave(self) -> None:
        self._handler.close_connection = True
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)

    def _wait_until_it_leaves(self) -> None:
        # Nothing comes from a client that waits: what can be read is the end of the line.
        select.select([self._line], [], [], _PATIENCE)
        self._leave()


def _error(fault: Fault) -> Reply:
    headers = [("Retry-After", fault.retry_after)] if fault.retry_after is not None else []
    if fault.json:
        body = b'{"code":"internal_server_error","message":"There has been a critical error.","data":null}'
        return Reply(fault.status, [("Content-Type", "application/json; charset=UTF-8"), *headers], body)
    return Reply(fault.status, [("Content-Type", "text/html"), *headers], _PAGE)


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(32)
    return listener


@contextmanager
def faults_before(upstream: str, weather: Weather) -> Iterator[FaultProxy]:
    """Run a proxy to `upstream`; at the end, everything was passed on that is to be passed on."""
    proxy = FaultProxy(upstream, weather)
    try:
        yield proxy
    finally:
        proxy.close()
