"""A proxy on the loopback address that does to requests what the weather says.

It knows HTTP, so that a fault strikes one request and not whatever happens to be on a line; and it keeps at the lines
themselves, so that it can cut them, or have nobody listen. What it has to pass on later it passes on, also when the
client is long gone: `settle` waits for that.
"""

from __future__ import annotations

import http.client
import select
import socket
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from faults.exchange import LONGEST, UNREACHED, Exchange, Reply
from faults.weather import Fault, Seen, Weather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}


class FaultProxy:
    """A proxy to one site, for any number of connections at once."""

    def __init__(self, upstream: str, weather: Weather) -> None:
        target = urlsplit(upstream)
        self._host, self._to = str(target.hostname), int(target.port or 80)
        self.weather = weather
        self._lock = threading.Lock()
        self._one_by_one = threading.Lock()
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
        """Give WordPress a request, and wait for its answer.

        What makes terms goes one by one. Two creates of one name at the same moment can both succeed on WordPress, and
        nothing tells whoever sent one of them, and lost sight of it, of the other; one after the other, the second is
        refused. In the short time of these tests that moment would be met often.
        """
        if not seen.makes_terms:
            return self._answer_to(seen, headers)
        with self._one_by_one:
            return self._answer_to(seen, headers)

    def _answer_to(self, seen: Seen, headers: dict[str, str]) -> Reply:
        connection = http.client.HTTPConnection(self._host, self._to, timeout=LONGEST)
        try:
            connection.request(seen.method, seen.path, seen.body or None, headers)
            answer = connection.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP]
            return Reply(answer.status, kept, answer.read())
        except (OSError, http.client.HTTPException):
            return UNREACHED
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
                thread.join(LONGEST)

    def close(self) -> None:
        self._closed = True
        self._acceptor.join()
        self._listener.close()
        self.settle()


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
