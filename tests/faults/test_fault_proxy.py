"""The proxy does what the weather says: else the episodes would prove nothing."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
import requests

from faults.fault_proxy import faults_before
from faults.weather import KINDS, Fault, Kind, Passing, Seen, Weather

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = json.dumps({"words": "x" * 200}).encode()


class Counting:
    """A server that counts what it gets."""

    def __init__(self) -> None:
        self.got = 0
        counting = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                counting.got += 1
                self.send_response(201)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(ANSWER)))
                self.end_headers()
                self.wfile.write(ANSWER)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def running(self) -> Iterator[Counting]:
        thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            thread.join()
            self.server.server_close()


class Once(Weather):
    """One fault that is known, and fair weather after it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__("once")
        self._left = [fault]

    def over(self, seen: Seen) -> Fault | None:  # noqa: ARG002 (it is the same for all)
        return self._left.pop() if self._left else None


def _post(url: str) -> str:
    try:
        answer = requests.post(f"{url}/wp-json/wp/v2/posts", json={"title": "A"}, timeout=0.4)
    except requests.ConnectionError:
        return "no answer"
    except requests.Timeout:
        return "time-out"
    except requests.exceptions.ChunkedEncodingError:
        return "cut"
    try:
        answer.json()
    except ValueError:
        return f"{answer.status_code} {answer.headers['Content-Type'].partition(';')[0]}"
    return f"{answer.status_code} json"


EXPECTED: dict[tuple[Kind, Passing], tuple[str, int]] = {
    ("refuse", "never"): ("no answer", 0),
    ("reset", "never"): ("no answer", 0),
    ("reset", "before"): ("no answer", 1),
    ("swallow", "never"): ("no answer", 0),
    ("swallow", "afterwards"): ("no answer", 1),
    ("cut", "before"): ("cut", 1),
    ("cut headers", "before"): ("201 applica", 1),
    ("late", "never"): ("time-out", 0),
    ("late", "meanwhile"): ("time-out", 1),
    ("status", "never"): ("502 text/html", 0),
    ("status", "before"): ("502 text/html", 1),
    ("page", "before"): ("200 text/html", 1),
    ("half json", "before"): ("201 application/json", 1),
    ("twice", "before"): ("201 json", 2),
    ("twice", "meanwhile"): ("201 json", 2),
    ("twice", "afterwards"): ("201 json", 2),
    ("maintenance", "never"): ("503 json", 0),
    ("trickle", "before"): ("201 json", 1),
}


@pytest.mark.parametrize(("kind", "passing"), EXPECTED)
def test_a_fault_is_what_its_name_says(kind: Kind, passing: Passing) -> None:
    fault = Fault(kind=kind, passing=passing, seconds=0.1, status=502 if kind == "status" else 200)
    with Counting().running() as site:
        with faults_before(site.url, Once(fault)) as proxy:
            said = _post(proxy.url)
            if kind == "refuse":
                time.sleep(0.05)
                assert _post(proxy.url) == "no answer"
                time.sleep(0.2)
            after = _post(proxy.url)
        # Closed, it has passed on what it had to.
        assert (said, site.got - 1) == EXPECTED[kind, passing]
        assert after == "201 json"


def test_a_seed_makes_the_same_weather_whichever_request_comes_first() -> None:
    posts = [Seen(method="POST", path=f"/wp-json/wp/v2/posts/{number}?a=b") for number in range(30)]
    reads = [Seen(method="GET", path="/wp-json/wp/v2/media?slug=x") for _ in range(30)]
    one, other = (Weather("7", pattern="storm") for _ in range(2))
    first = {seen: [one.over(seen) for seen in some] for seen, some in ((posts[0], posts), (reads[0], reads))}
    second = {seen: [other.over(seen) for seen in some] for seen, some in ((reads[0], reads), (posts[0], posts))}
    assert first[posts[0]] == second[posts[0]]
    assert any(first[posts[0]])


def test_everything_that_can_go_wrong_does_in_some_weather() -> None:
    happened: Counter[object] = Counter()
    for seed in range(300):
        weather = Weather(str(seed))
        for number in range(20):
            seen = Seen(method="POST" if number % 3 else "GET", path=f"/wp-json/wp/v2/posts/{number}")
            if (fault := weather.over(seen)) is not None:
                happened.update([fault.kind, (fault.kind, fault.passing), fault.status])
    assert set(KINDS) <= happened.keys()
    assert EXPECTED.keys() <= happened.keys()
    assert {429, 500, 502, 503, 504} <= happened.keys()
