"""A stand-in for the API of WordPress.com, with a real WordPress behind it.

It is no WordPress.com: it holds requests to the shape that WordPress.com's documentation gives, and passes those that
have it on to a WordPress of the tests. What that one answers is WordPress's own.

- The address is https://public-api.wordpress.com, reached through a proxy of the environment, as from a company's
  network; so nothing in wppush knows of the tests.
- A route has the site behind its namespace: /wp/v2/sites/example.wordpress.com/posts.
- The index is at /wp-json/?rest_route=/sites/example.wordpress.com/.
- A user is known by the header `Authorization: Bearer TOKEN`.
"""

from __future__ import annotations

import base64
import http.client
import json
import re
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from certificates import certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from local_site import Site

HOST = "public-api.wordpress.com"
NAME = "my-blog.wordpress.com"
TOKEN = "aT0ken-of(tests)!"
_ROUTE = re.compile(r"/(?P<namespace>[a-z-]+/v\d+)/sites/(?P<site>[^/]+)(?P<rest>/.*)?")
_HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "authorization", "host"}


@dataclass(kw_only=True)
class WordPressCom:
    """The stand-in, as long as it runs."""

    environ: dict[str, str]
    """With which wppush gets there."""
    site: str = NAME
    """The one site that it knows."""
    seen: list[str] = field(default_factory=list)
    """The method and the path of each request that had the right shape, as it came."""
    refused: list[str] = field(default_factory=list)
    """And of those that had not."""
    tunnels: set[str] = field(default_factory=set)
    """The hosts that wppush wanted to talk to."""


@contextmanager
def wordpress_com(site: Site, folder: Path, *, user: str = "admin") -> Iterator[WordPressCom]:
    """Run the stand-in for one site, with a token that is this user's."""
    now = datetime.now(UTC)
    shown = certificate(folder / "certificate", f"DNS:{HOST}", now - timedelta(days=1), now + timedelta(days=60))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown)
    account = site.users[user]
    basic = base64.b64encode(f"{account.username}:{account.app_password}".encode()).decode()
    far = urlsplit(site.url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            there.tunnels.add(self.path)
            if self.path != f"{HOST}:443":
                self.send_error(502)
                return
            self.send_response_only(200)
            self.end_headers()
            self.connection = self.request = context.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb", -1)
            self.wfile = self.connection.makefile("wb", 0)
            self.close_connection = False

        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            route = _ROUTE.fullmatch(parts.path)
            index = parts.path == "/wp-json/" and parse_qs(parts.query)["rest_route"] == [f"/sites/{there.site}/"]
            said = f"{self.command} {self.path}"
            if not (route and route["site"] == there.site) and not index:
                there.refused.append(said)
                self._reply(404, [], json.dumps({"code": "rest_no_route", "message": "No such site or route."}))
                return
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                there.refused.append(said)
                words = {"code": "rest_unauthorized", "message": f"Not {self.headers.get('Authorization')}."}
                self._reply(401, [], json.dumps(words))
                return
            there.seen.append(said)
            below = f"/{route['namespace']}{route['rest'] or ''}?{parts.query}" if route else "/"
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
            line = http.client.HTTPConnection(far.hostname or "", far.port, timeout=60)
            line.request(self.command, f"/wp-json{below}", body or None, {**headers, "Authorization": f"Basic {basic}"})
            answer = line.getresponse()
            content = answer.read()
            line.close()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP]
            self._reply(answer.status, kept, content)

        do_GET = do_POST = do_DELETE = do  # noqa: N815 - the names that http.server calls

        def _reply(self, status: int, headers: list[tuple[str, str]], body: bytes | str) -> None:
            content = body.encode() if isinstance(body, str) else body
            self.send_response_only(status)
            for name, value in headers or [("Content-Type", "application/json")]:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    there = WordPressCom(
        environ={
            "WPPUSH_URL": f"https://{NAME}",
            "WPPUSH_TOKEN": TOKEN,
            "HTTPS_PROXY": f"http://127.0.0.1:{server.server_port}",
            "REQUESTS_CA_BUNDLE": str(shown),
            "no_proxy": "",
            "NO_PROXY": "",
        }
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
