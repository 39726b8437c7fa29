"""Four authors publish different folders to one site at the same time, for some seconds, or in a soak for ten minutes.

What can not be done is said, nothing is there twice, and whoever goes on for long needs no more of the machine than at
the beginning.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from amount import CI, SOAK
from blog import Blog, Run
from faults.busy_client import story_of
from faults.episode import Happened, all_is_well
from faults.laws import Found

if TYPE_CHECKING:
    from local_site import Site

CLIENTS = ("north", "east", "south", "west")
SECONDS = 600 if SOAK else 4
_PAGES = 16 * 1024 * 1024 // os.sysconf("SC_PAGE_SIZE")
"""How much more memory one may have in the end than after the first runs, which have imported everything."""
_WARM = 5


def _start(blog: Blog, number: int) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-m", "faults.busy_client", str(number), CLIENTS[number], str(SECONDS)],
        cwd=blog.folder,
        env={**os.environ, **blog.environ, "PYTHONPATH": os.pathsep.join([tests, os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not (CI or SOAK), reason="takes half a minute: with CI=true it is run")
def test_clients_at_once_neither_double_nor_leak(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = Found(site).foreign()
    blogs = [Blog(tmp_path / name, site.environ(), monkeypatch) for name in CLIENTS]
    for name, blog in zip(CLIENTS, blogs, strict=True):
        (blog.folder / "wppush.toml").write_text(f'project = "{name}"\ncontent = "posts"\n')
    running = [_start(blog, number) for number, blog in enumerate(blogs)]
    said = [client.communicate(timeout=SECONDS + 300) for client in running]
    runs = [[json.loads(line) for line in stdout.splitlines()] for stdout, _ in said]
    assert [client.returncode for client in running] == [0] * len(CLIENTS), said
    stories = {}
    for number, (blog, name) in enumerate(zip(blogs, CLIENTS, strict=True)):
        _is_honest(runs[number])
        _does_not_leak(runs[number])
        stories[name] = story_of(number, blog.folder, name)
        for _ in runs[number][1:]:
            stories[name].go_on()
    # What a run could not write is written by the next one; whose files stand last is checked with those of all.
    for blog in blogs[1:]:
        assert blog.publish().status == 0
    happened = Happened(f"{[len(some) for some in runs]} runs", runs=[Run(status=0, stdout="", stderr="")])
    all_is_well(site, blogs[0], stories, foreign, happened)


def _is_honest(runs: list[dict[str, Any]]) -> None:
    for run in runs:
        assert run["status"] in (0, 1, 4), run
        if run["status"]:
            assert run["said"], run
        else:
            assert "failed" not in run["summary"], run


def _does_not_leak(runs: list[dict[str, Any]]) -> None:
    later = runs[_WARM:]
    if len(later) > 1:
        assert max(run["lines"] for run in later) <= runs[0]["lines"] + 3, [run["lines"] for run in runs]
        assert later[-1]["memory"] <= later[0]["memory"] + _PAGES, [run["memory"] for run in runs]
