"""Ctrl-C and SIGTERM: what is being written is finished, the rest is said to be left, and the next run does it."""

from __future__ import annotations

import json
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from blog import Blog
    from local_site import Site
    from proxy import Proxy, Seen


class Gate:
    """Holds up the first request of a kind on its way to WordPress."""

    def __init__(self, proxy: Proxy, method: str, route: str) -> None:
        self._method, self._route = method, route
        self.arrived, self.opened = threading.Event(), threading.Event()
        proxy.script = self._hold

    def _hold(self, seen: Seen) -> None:
        if seen.method == self._method and seen.path.partition("?")[0].endswith(self._route):
            self.arrived.set()
            self.opened.wait(60)


@pytest.fixture
def slow(blog: Blog, proxy: Proxy) -> Iterator[Blog]:
    """A blog of three posts, each of which links to the one before, before a site that can be held up."""
    for number in range(3):
        link = f"After [that one](post-{number - 1}.md)." if number else ""
        blog.write(f"---\ntitle: Post {number}\ntags: [new]\n---\nWords {number}. {link}\n", f"post-{number}.md")
    blog.environ["WPPUSH_URL"] = proxy.url
    yield blog
    proxy.script = lambda _: None


def ended(run: subprocess.Popen[str]) -> tuple[str, str]:
    stdout, stderr = run.communicate(timeout=60)
    assert run.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert "run the same command again" in stderr
    return stdout, stderr


def finished_by_the_next_run(blog: Blog, site: Site, proxy: Proxy) -> None:
    proxy.script = lambda _: None
    assert blog.publish().status == 0
    assert sorted(post["slug"] for post in site.posts()) == ["post-0", "post-1", "post-2"]
    assert blog.publish().report()["summary"] == {"unchanged": 3}


def test_the_write_in_flight_is_finished_and_the_rest_is_reported_as_not_tried(
    slow: Blog, site: Site, proxy: Proxy
) -> None:
    gate = Gate(proxy, "POST", "/wp/v2/posts")
    run = slow.start("publish", "--json")
    assert gate.arrived.wait(60)
    run.send_signal(signal.SIGINT)
    time.sleep(0.5)
    gate.opened.set()
    stdout, stderr = ended(run)
    assert "once more ends at once" in stderr
    report = json.loads(stdout)
    assert report["summary"] == {"created": 1, "failed": 2}
    left = [entry for entry in report["files"] if entry["action"] == "failed"]
    assert all("not tried: the run was interrupted" in entry["diagnostics"][-1]["message"] for entry in left)
    assert {entry["diagnostics"][-1]["code"] for entry in left} == {"WP310"}
    [post] = site.posts()
    assert post["slug"] == report["files"][0]["source"].removeprefix("posts/").removesuffix(".md")
    finished_by_the_next_run(slow, site, proxy)


def test_of_a_batch_in_flight_all_is_finished_and_what_was_only_begun_is_left(
    slow: Blog, site: Site, proxy: Proxy
) -> None:
    for number in range(3, 40):
        slow.write(f"---\ntitle: Post {number}\n---\nWords {number}.\n", f"post-{number}.md")
    gate = Gate(proxy, "POST", "/batch/v1")
    run = slow.start("publish", "--json", "--jobs", "1")
    assert gate.arrived.wait(60)
    run.send_signal(signal.SIGINT)
    time.sleep(0.5)
    gate.opened.set()
    report = json.loads(ended(run)[0])
    in_batch = len(site.posts())
    assert 2 <= in_batch <= 25
    assert report["summary"] == {"created": in_batch, "failed": 40 - in_batch}
    proxy.script = lambda _: None
    assert slow.publish().report()["summary"] == {"created": 40 - in_batch, "unchanged": in_batch}


def test_a_second_one_ends_at_once_and_the_next_run_finds_what_became_of_the_write(
    slow: Blog, site: Site, proxy: Proxy
) -> None:
    gate = Gate(proxy, "POST", "/wp/v2/posts")
    run = slow.start("publish")
    assert gate.arrived.wait(60)
    for _ in range(2):
        run.send_signal(signal.SIGINT)
        time.sleep(0.5)
    stdout, _ = ended(run)
    assert stdout == ""
    gate.opened.set()
    deadline = time.monotonic() + 30
    while not site.posts() and time.monotonic() < deadline:
        time.sleep(0.1)
    finished_by_the_next_run(slow, site, proxy)


def test_before_anything_is_written_it_ends_at_once(slow: Blog, site: Site, proxy: Proxy) -> None:
    gate = Gate(proxy, "GET", "/wp/v2/posts")
    run = slow.start("publish", "--json")
    assert gate.arrived.wait(60)
    run.send_signal(signal.SIGTERM)
    stdout, _ = ended(run)
    gate.opened.set()
    assert stdout == ""
    assert site.writes() == []


def test_terms_and_sites_that_are_left_are_not_tried_either(slow: Blog, site: Site, proxy: Proxy) -> None:
    slow.environ |= {f"WPPUSH_APP_PASSWORD_{name}": slow.environ["WPPUSH_APP_PASSWORD"] for name in ("FIRST", "LAST")}
    slow.configure(f'[sites.first]\nurl = "{proxy.url}"\n[sites.last]\nurl = "http://127.0.0.1:9"\n')
    slow.write("---\ntitle: Post 0\ntags: [first, second, third]\n---\nWords 0.\n", "post-0.md")
    gate = Gate(proxy, "POST", "/batch/v1")
    run = slow.start("publish", "--site", "first", "--site", "last", "--json")
    assert gate.arrived.wait(60)
    run.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    gate.opened.set()
    stdout, _ = ended(run)
    first, last = json.loads(stdout)["sites"]
    assert first["summary"] == {"failed": 3}
    assert (last["error"]["kind"], last["error"]["code"]) == ("Interrupted", "WP383")
    # The terms of one batch are made; that one was in flight.
    assert len(site.posts(kind="tags")) == 4
    assert site.posts() == []
