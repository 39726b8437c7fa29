"""The web server is killed in the middle of a publish, WordPress with it, and comes up again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from amount import ON_MARIADB, seeds
from blog import Blog
from faults.conftest import can_be_read
from faults.episode import Happened, all_is_well
from faults.fault_proxy import faults_before
from faults.haste import make_haste
from faults.laws import PROJECT, Found
from faults.story import Story
from faults.test_killed_runs import Fair
from local_site import Site
from mariadb import NoMariaDb
from mariadb_site import mariadb_site
from wppush import preview
from wppush.preview import background
from wppush.preview.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Server:
    """The web server of a WordPress that this file has started for itself."""

    def __init__(self, site: Site, group: Callable[[], int], start: Callable[[], object]) -> None:
        self.site = site
        self._group = group
        self._start = start

    def break_down(self, seconds: float) -> None:
        """End its processes as a crash does, and start it anew after some time."""
        group = self._group()
        while there := background.ours(group, self.site.folder):
            for process in there:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
        time.sleep(seconds)
        self._start()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Server]:  # noqa: ARG001, it has to be set first
    """A WordPress that no other test uses."""
    folder = tmp_path_factory.mktemp("broken")
    with contextlib.ExitStack() as stack:
        if ON_MARIADB:
            try:
                site = stack.enter_context(mariadb_site(folder))
            except NoMariaDb as error:
                pytest.skip(str(error))
            yield Server(site, lambda: site.server._group or 0, site.server.start)
            return
        place = folder / "site"
        stack.callback(preview.stop, place)

        def group() -> int:
            state = Folder.at(place).read()
            assert state is not None
            assert state.server is not None
            return state.server.group

        yield Server(Site(preview.start(folder=place)), group, lambda: preview.start(folder=place))


@pytest.mark.parametrize("seed", seeds(desk=1, ci=2, soak=50))
def test_a_server_that_breaks_down_leaves_nothing_half_done(
    seed: int, own: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(f"server/{seed}")
    site = own.site
    site.reset()
    can_be_read(site)
    blog = Blog(tmp_path / "blog", site.environ(), monkeypatch)
    story = Story(seed, blog.folder)
    site.rest("POST", "/wp/v2/posts", json={"title": "Not ours", "slug": "not-ours", "content": "Somebody else's."})
    foreign = Found(site).foreign()
    if draw.random() < 0.4:
        assert blog.publish().status == 0
        story.go_on()
    number, later, away = draw.choice((1, 1, 2, 2, 3, 4)), draw.choice((0.0, 0.01, 0.03, 0.1)), draw.choice((0.0, 0.5))
    broken: list[threading.Thread] = []

    def fall() -> None:
        def do() -> None:
            time.sleep(later)
            own.break_down(away)

        broken.append(threading.Thread(target=do))
        broken[0].start()

    with monkeypatch.context() as patch, faults_before(site.url, Fair(number, fall, writes=True)) as proxy:
        make_haste(patch)
        run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    for thread in broken:
        thread.join()
    happened = Happened(f"seed {seed}, killed {later} s after request {number}, away for {away} s", runs=[run])
    happened.hold("the run ends with a status of its own", run.status in (0, 1, 4))
    all_is_well(site, blog, {PROJECT: story}, foreign, happened)
