"""`kill -9` at any moment of a publish: the next run makes it good.

The moment is drawn from the seed: when a request has come, of which there are some, and a little later. What WordPress
is at then it goes on with.
"""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

import pytest

from amount import seeds
from faults.episode import Happened, all_is_well
from faults.fault_proxy import faults_before
from faults.laws import PROJECT, Found
from faults.story import Story
from faults.weather import Fault, Seen, Weather

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site


class Fair(Weather):
    """Weather in which nothing goes wrong, and that says when a request has come."""

    def __init__(self, number: int, then: Callable[[], object], *, writes: bool) -> None:
        super().__init__("fair", pattern="fair")
        self._left = number
        self._then = then
        self._writes = writes

    def over(self, seen: Seen) -> Fault | None:
        if seen.is_write or not self._writes:
            self._left -= 1
            if self._left == 0:
                self._then()
        return None


@pytest.mark.parametrize("seed", seeds(desk=2, ci=6, soak=200))
def test_a_run_that_was_killed_is_made_good_by_the_next(seed: int, site: Site, blog: Blog) -> None:
    draw = random.Random(f"kill/{seed}")
    story = Story(seed, blog.folder)
    site.rest("POST", "/wp/v2/posts", json={"title": "Not ours", "slug": "not-ours", "content": "Somebody else's."})
    foreign = Found(site).foreign()
    if draw.random() < 0.4:
        assert blog.publish().status == 0
        story.go_on()
    came = threading.Event()
    number = draw.choice((1, 1, 2, 2, 3, 4, 6, 9))
    with faults_before(site.url, Fair(number, came.set, writes=draw.random() < 0.8)) as proxy:
        blog.environ["WPPUSH_URL"] = proxy.url
        run = blog.start("publish", "posts", "--json")
        try:
            while run.poll() is None and not came.wait(0.02):
                pass
            threading.Event().wait(draw.choice((0.0, 0.0, 0.01, 0.05, 0.2)))
        finally:
            run.kill()
            stdout, stderr = run.communicate()
    assert "Traceback" not in stderr, stderr
    blog.environ["WPPUSH_URL"] = site.url
    all_is_well(site, blog, {PROJECT: story}, foreign, Happened(f"seed {seed}, killed at {number}: {stdout[:200]}"))
