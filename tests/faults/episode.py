"""One episode: a folder is published through bad weather, and now and then twice through fair weather.

The laws, in this order:

1. each run through bad weather ends by itself with one of its exit statuses, and what it says was done is done;
2. when the faults have stopped, and what was still on its way has arrived, one run makes everything good: it succeeds,
   and the site has each file's post once, with the file's content, and nothing of ours besides (`faults.laws`);
3. the run after that writes nothing, and has nothing to say.

The second run may write, as it can not know what became of the first; the third one may not. Where the run through bad
weather has said that all is done, and nothing came late or twice, there is nothing to make good: then the second run is
left out, and the one that may write nothing follows at once.

One thing is not made good: an upload that WordPress got twice leaves a copy that nothing shows.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from faults.fault_proxy import faults_before
from faults.haste import make_haste
from faults.laws import PROJECT, Found, broken, unsaid
from faults.story import Story
from faults.weather import Weather

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blog import Blog, Run
    from local_site import Site

ROUNDS = 4
"""Runs through bad weather in an episode: a first publish, and others, most of them after some files were changed."""
_WIDTH = 500


def play(seed: int, site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch, *, rounds: int = ROUNDS) -> None:
    """Play an episode, and hold it to the laws.

    Not every run through bad weather is made good at once: the next one may begin with what it left behind.
    """
    story = Story(seed, blog.folder)
    site.rest("POST", "/wp/v2/posts", json={"title": "Not ours", "slug": "not-ours", "content": "Somebody else's."})
    foreign = Found(site).foreign()
    draw = random.Random(f"episode/{seed}")
    happened = Happened(f"seed {seed}")
    left = False
    for number in range(rounds):
        if number and draw.random() < 0.7:
            story.go_on()
        weather = Weather(f"{seed}/{number}")
        run = through(weather, site, blog, monkeypatch)
        happened.weathers.append(weather)
        happened.runs.append(run)
        happened.hold("the run through faults ended with a status of its own", run.status in (0, 1, 4))
        if run.stdout:
            happened.hold("what was said to be done is done", *unsaid(site, story, run.report()))
        left = weather.left_something or (left and run.status != 0)
        if number == rounds - 1 or draw.random() < 0.4:
            done = run.status == 0 and not left
            all_is_well(site, blog, {PROJECT: story}, foreign, happened, repaired=done)
            left = False


def through(weather: Weather, site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Publish through some weather; when this ends, nothing is on its way any more."""
    with monkeypatch.context() as patch, faults_before(site.url, weather) as proxy:
        make_haste(patch)
        return blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})


def all_is_well(
    site: Site,
    blog: Blog,
    stories: Mapping[str, Story],
    foreign: Mapping[int, dict[str, Any]],
    happened: Happened,
    *,
    repaired: bool = False,
) -> None:
    """Publish twice in fair weather, and hold site and runs to the laws; once, where nothing was left to repair."""
    if not repaired:
        happened.runs.append(clean := blog.publish())
        happened.hold("the run after the faults succeeds", clean.status == 0)
    late = sum(weather.late_uploads for weather in happened.weathers)
    against = broken(site, stories, foreign, late_uploads=late)
    happened.hold("everything is there once, and as the files say", *against)
    site.forget_requests()
    happened.runs.append(quiet := blog.publish())
    happened.hold("the run after that writes nothing", *site.writes())
    report = quiet.report()
    happened.hold("everything is unchanged then", set(report["summary"]) == {"unchanged"})
    drifted = [f"{entry['source']}: {entry['drifted_fields']}" for entry in report["files"] if entry["drifted_fields"]]
    happened.hold("nothing of it is taken for an edit on the site", *drifted)


@dataclass(frozen=True)
class Happened:
    """What happened in an episode: shown where a law does not hold."""

    name: str
    runs: list[Run] = field(default_factory=list)
    weathers: list[Weather] = field(default_factory=list)

    def hold(self, law: str, *broken: str | bool) -> None:
        """Fail where something was found against a law, or where what it says is False."""
        against = [str(one) for one in broken if one is not True]
        if against:
            lines = [f"{self.name}: not so: {law}", *against, *self._faults(), *self._said()]
            pytest.fail("\n".join(line[:_WIDTH] for line in lines), pytrace=False)

    def _faults(self) -> Iterator[str]:
        for weather in self.weathers:
            yield f"weather {weather.seed}: {weather.pattern}"
            for seen, fault in weather.faults:
                yield f"  {seen.method} {seen.path[:60]} {seen.body[:120]!r}\n    {fault}"

    def _said(self) -> Iterator[str]:
        for number, run in enumerate(self.runs):
            yield f"run {number}: exit status {run.status} {run.stderr}"
            entries = run.report().get("files", []) + run.report().get("media", []) if run.stdout else []
            for entry in entries:
                words = [note["message"] for note in entry["diagnostics"]]
                yield f"  {entry['source']}: {entry['action']} {entry['id']} {entry['changed_fields']} {words}"
