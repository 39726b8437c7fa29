"""The server that WordPress sends the answer to: on this machine alone, for one answer, for a few minutes.

The answer has the application password in its address, so nothing of an address is ever printed, and the browser is
sent on at once to one that has nothing: that is what stays in its history. The address of the answer has a secret
(`state`) that only the browser knows which was sent from here; who does not know it gets nothing but a 404.
"""

from __future__ import annotations

import hmac
import queue
import secrets
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from wppush.config import Secret
from wppush.login.pages import DECLINED, DONE, NOT_HERE, ONCE

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_LONGEST = 8192
_SECONDS_TO_SAY_SO = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who logs in, and the application password."""

    username: str
    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Nobody logs in: somebody has said no, or WordPress has."""

    unavailable: bool = False
    """Whether it was WordPress, which offers this user no application passwords."""


class Callback:
    """Waits for the one answer of a browser. Used in `with`; raises OSError where no port is free."""

    def __init__(self) -> None:
        self._answers: queue.SimpleQueue[Credentials | Declined] = queue.SimpleQueue()
        self._state = secrets.token_urlsafe(32)
        self._ticket = secrets.token_urlsafe(32)
        self._lock = threading.Lock()
        self._answered = False
        self._opened = False
        self._told = threading.Event()
        self._goal = ""
        self._server = _Server(self)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The browser is still on its way from the address of the answer to the page that says so.
        if self._answered and (kind is None or issubclass(kind, Exception)):
            self._told.wait(_SECONDS_TO_SAY_SO)
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://{self.host}"

    @property
    def host(self) -> str:
        """Its host and port, the only ones under which it answers: a name of somebody else's may lead here, too."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def success_url(self) -> str:
        """Where WordPress sends who has said yes."""
        return f"{self.url}/answer/{self._state}"

    @property
    def reject_url(self) -> str:
        """Where WordPress sends who has said no."""
        return f"{self.success_url}?success=false"

    def entrance(self, goal: str) -> str:
        """Give an address that leads to `goal` once: it may be read in the list of processes, and the goal may not."""
        self._goal = goal
        return f"{self.url}/open/{self._ticket}"

    def wait(self, seconds: float) -> Credentials | Declined | None:
        """Give the answer, None where none came in time."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def reply(self, path: str, query: str) -> tuple[HTTPStatus, str, str]:
        """Give what a request is answered with: a status, where it leads to, and a page."""
        head, _, token = path.rpartition("/")
        if head == "/open" and self._goal and _same(token, self._ticket):
            with self._lock:
                first, self._opened = not self._opened, True
            return (HTTPStatus.FOUND, self._goal, "") if first else (HTTPStatus.GONE, "", ONCE)
        if head == "/answer" and _same(token, self._state):
            return self._take(query)
        if path in ("/done", "/declined") and self._answered:
            return HTTPStatus.OK, "", DONE if path == "/done" else DECLINED
        return HTTPStatus.NOT_FOUND, "", NOT_HERE

    def told(self) -> None:
        """Note that the browser has got its page."""
        self._told.set()

    def _take(self, query: str) -> tuple[HTTPStatus, str, str]:
        said = {name: values[0] for name, values in parse_qs(query).items() if len(values) == 1}
        answer: Credentials | Declined
        if said.get("success") == "false":
            answer, next_page = Declined(unavailable=said.get("error") == "disabled"), "/declined"
        elif said.get("user_login") and said.get("password"):
            answer = Credentials(username=said["user_login"], password=Secret(said["password"]))
            next_page = "/done"
        else:
            return HTTPStatus.BAD_REQUEST, "", NOT_HERE
        with self._lock:
            if self._answered:
                return HTTPStatus.GONE, "", ONCE
            self._answered = True
        self._answers.put(answer)
        return HTTPStatus.SEE_OTHER, f"{self.url}{next_page}", ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, callback: Callback) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.callback = callback

    def server_bind(self) -> None:
        # Not HTTPServer's, which looks up the name of this machine and may wait for it.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that has gone: what it asked for would stand in the traceback."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10
    """Seconds: browsers open connections that they may want later."""
    server_version = "wppush"
    sys_version = ""

    def do_GET(self) -> None:
        callback = self.server.callback
        parts = urlsplit(self.path)
        if self.headers.get("Host", "").lower() != callback.host or len(self.path) > _LONGEST:
            self._send(HTTPStatus.NOT_FOUND, "", NOT_HERE)
            return
        status, where_to, page = callback.reply(parts.path, parts.query)
        self._send(status, where_to, page)
        if status == HTTPStatus.OK:
            callback.told()

    def _send(self, status: HTTPStatus, where_to: str, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        if where_to:
            self.send_header("Location", where_to)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
        """Log nothing: the address of the answer has the password."""


def _same(given: str, secret: str) -> bool:
    """Compare in a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())
