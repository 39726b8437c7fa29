"""Two or three runs of one folder at the same time: each file has one post afterwards, and each term is there once."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from amount import seeds
from blog import Run
from faults.episode import Happened, all_is_well
from faults.laws import PROJECT, Found
from faults.story import Story

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site


@pytest.mark.parametrize("seed", seeds(desk=1, ci=4, soak=100))
def test_runs_at_once_make_nothing_twice(seed: int, site: Site, blog: Blog) -> None:
    draw = random.Random(f"at once/{seed}")
    story = Story(seed, blog.folder)
    site.rest("POST", "/wp/v2/posts", json={"title": "Not ours", "slug": "not-ours", "content": "Somebody else's."})
    foreign = Found(site).foreign()
    if draw.random() < 0.3:
        assert blog.publish().status == 0
        story.go_on()
    started = []
    for _ in range(draw.choice((2, 2, 3))):
        started.append(blog.start("publish", "posts", "--json"))
        time.sleep(draw.choice((0.0, 0.0, 0.05, 0.3)))
    said = [run.communicate(timeout=300) for run in started]
    runs = [Run(status=run.returncode, stdout=out, stderr=err) for run, (out, err) in zip(started, said, strict=True)]
    happened = Happened(f"seed {seed}, {len(runs)} runs at once", runs=runs)
    # 4: one has changed a post that another one was about to change.
    happened.hold("each run ends with a status of its own", *(run.status in (0, 4) for run in runs))
    all_is_well(site, blog, {PROJECT: story}, foreign, happened)
