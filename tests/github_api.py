"""GitHub's API for comments, in so far as the action uses it: a server on this machine that keeps them.

It is GitHub that is played here, because there is no other way to see what becomes of a comment; the WordPress of these
tests is a real one.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "ghs_a-token-of-the-run"
BOT = "github-actions[bot]"


class Comments:
    """The comments of pull requests in one repository, and who wrote them."""

    def __init__(self, repository: str) -> None:
        self.repository = repository
        self.kept: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.url = ""
        self.refuses = False
        """Whether the token may read only, as that of a job without the permission to write."""

    def add(self, pull_request: int, body: str, login: str) -> dict[str, Any]:
        """Keep a comment that somebody writes."""
        number = len(self.kept) + 1
        address = f"https://github.example/{self.repository}/pull/{pull_request}#issuecomment-{number}"
        comment = {"id": number, "issue": pull_request, "body": body, "user": {"login": login}, "html_url": address}
        self.kept.append(comment)
        return comment

    def of_bot(self) -> list[str]:
        """Give the bodies of what the token of the run has written."""
        return [comment["body"] for comment in self.kept if comment["user"]["login"] == BOT]

    def answer(self, method: str, path: str, token: str, sent: Any) -> tuple[int, Any]:
        """Give a status and what GitHub would say."""
        address = urlsplit(path)
        self.asked.append(f"{method} {address.path}")
        if token != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}
        if self.refuses and method != "GET":
            return 403, {"message": "Resource not accessible by integration"}
        base = re.escape(f"/repos/{self.repository}/issues")
        if found := re.fullmatch(rf"{base}/(\d+)/comments", address.path):
            if method == "POST":
                return 201, self.add(int(found[1]), sent["body"], BOT)
            query = parse_qs(address.query)
            size, page = (int(query[name][0]) for name in ("per_page", "page"))
            here = [comment for comment in self.kept if comment["issue"] == int(found[1])]
            return 200, here[(page - 1) * size : page * size]
        if (found := re.fullmatch(rf"{base}/comments/(\d+)", address.path)) and method == "PATCH":
            comment = self.kept[int(found[1]) - 1]
            comment["body"] = sent["body"]
            return 200, comment
        return 404, {"message": "Not Found"}


@contextmanager
def comments_of(repository: str) -> Iterator[Comments]:
    """Serve the comments of a repository at `url` until the end."""
    comments = Comments(repository)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        do_POST = do_PATCH = do_GET  # noqa: N815 - the names that http.server looks for

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            sent = json.loads(self.rfile.read(length)) if length else None
            status, said = comments.answer(self.command, self.path, self.headers.get("Authorization", ""), sent)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    comments.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield comments
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
