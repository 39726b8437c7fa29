"""A hostile server on this machine: it sends what bytes it is told to, as slowly and for as long as it is told to.

No imitation of WordPress; for what WordPress answers, the tests have one.
"""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import parse_headers
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedIOBase

MAY = (
    *("edit_posts", "edit_others_posts", "edit_published_posts", "publish_posts", "upload_files", "unfiltered_html"),
    *("manage_categories", "edit_pages", "publish_pages", "delete_posts", "delete_others_posts"),
)
ME = {"id": 1, "name": "N", "slug": "n", "roles": ["administrator"], "capabilities": dict.fromkeys(MAY, True)}
"""What such a server answers to `/users/me`, for a run to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: Message = field(default_factory=Message)
    body: bytes = b""


@dataclass(slots=True)
class Attacker:
    """A running server: `answer` gives the bytes that are sent; then the line is closed."""

    url: str
    answer: Callable[[Asked], Iterable[bytes]]
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    """Bytes that went out."""
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test ends; whoever sends for ever looks at it."""


def reply(
    body: bytes | object = b"", *, status: str = "200 OK", kind: str = "application/json", **headers: str
) -> list[bytes]:
    """Give the bytes of an answer with a body; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return [head(status=status, kind=kind, **{"Content_Length": str(len(content)), **headers}) + content]


def head(*, status: str = "200 OK", kind: str = "application/json", **headers: str) -> bytes:
    """Give the status line and the headers of an answer; `_` stands for `-` in their names."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@contextmanager
def attacker(answer: Callable[[Asked], Iterable[bytes]]) -> Iterator[Attacker]:
    """Run a hostile server on a free port of the loopback address."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                asked = _read(self.rfile)
                running.asked.append(asked)
                for piece in running.answer(asked):
                    self.wfile.write(piece)
                    running.sent += len(piece)
                    if running.over.is_set():
                        return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    running = Attacker(url=f"http://127.0.0.1:{server.server_address[1]}", answer=answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _read(stream: BufferedIOBase) -> Asked:
    method, path, *_ = stream.readline().decode("latin-1").split() or ["", ""]
    headers = parse_headers(stream)
    body = stream.read(int(headers.get("Content-Length") or 0))
    return Asked(method=method, path=path, headers=headers, body=body)
