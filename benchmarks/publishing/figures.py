"""What comes out of the measures: a line for each contender and scenario, and the targets beside what was reached."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publishing.contenders import AGAIN, FIRST, ONE, ONE_FILE
from publishing.turns import GROWTH, SITE_EDIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publishing.turns import Measure

POSTS_OF_TARGETS = 1000
GROWTH_OF_TARGETS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one contender took for one scenario."""

    engine: str
    posts: int
    scenario: str
    contender: str
    seconds: float
    """The median."""
    fastest: float
    slowest: float
    requests: dict[str, int]
    """The most of any round, by method."""
    up: int | None
    down: int | None
    rss: int
    pss: int | None
    ratio: float | None
    """To wppush's seconds: above 1 is slower."""
    faults: tuple[str, ...]

    @property
    def all_requests(self) -> int:
        return sum(self.requests.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure to reach."""

    name: str
    engine: str
    reached: float
    wanted: float
    at_least: bool = False
    unit: str = ""
    note: str = ""
    wrong: bool = False
    """What was measured went wrong, so it does not count."""

    @property
    def met(self) -> bool:
        enough = self.reached >= self.wanted if self.at_least else self.reached <= self.wanted
        return enough and not self.wrong


def figures(measures: Sequence[Measure]) -> list[Figure]:
    """Give a line for each contender, scenario, number of posts and engine, in the order of the measures."""
    groups: dict[tuple[str, int, str, str], list[Measure]] = {}
    for each in measures:
        groups.setdefault((each.engine, each.posts, each.scenario, each.contender), []).append(each)
    # Where only the warm-up took place, its time is better than none.
    timed = {key: [each for each in group if each.round] or group for key, group in groups.items()}
    median = {key: statistics.median(each.seconds for each in group) for key, group in timed.items()}
    return [
        _figure(group, [each.seconds for each in timed[key]], median[key], median.get((*key[:3], "wppush")))
        for key, group in groups.items()
    ]


def _figure(group: Sequence[Measure], seconds: Sequence[float], median: float, ours: float | None) -> Figure:
    first = group[0]
    return Figure(
        engine=first.engine,
        posts=first.posts,
        scenario=first.scenario,
        contender=first.contender,
        seconds=median,
        fastest=min(seconds),
        slowest=max(seconds),
        requests=max((each.requests for each in group), key=lambda each: sum(each.values())),
        up=next((each.up for each in group if each.up is not None), None),
        down=next((each.down for each in group if each.down is not None), None),
        rss=max(each.rss for each in group),
        pss=max((each.pss for each in group if each.pss is not None), default=None),
        ratio=median / ours if ours else None,
        faults=tuple(dict.fromkeys(fault for each in group for fault in each.faults)),
    )


def targets(found: Sequence[Figure], startup: float | None) -> list[Target]:
    """Compare with what is to be reached; a target of which nothing was measured is left out."""
    result: list[Target] = []
    for engine in dict.fromkeys(each.engine for each in found):
        ours = [each for each in found if each.engine == engine and each.contender == "wppush"]
        sizes = {each.posts for each in ours if each.scenario == FIRST}
        if sizes:
            posts = POSTS_OF_TARGETS if POSTS_OF_TARGETS in sizes else max(sizes)
            there = {
                (each.contender, each.scenario): each for each in found if (each.engine, each.posts) == (engine, posts)
            }
            result += _of_texts(there, engine, "" if posts == POSTS_OF_TARGETS else f"with {posts} posts")
        result += _of_growth([each for each in ours if each.scenario == GROWTH], engine)
    if startup is not None:
        result.append(
            Target(name="`wppush --help` to `import click`", engine="", reached=startup, wanted=1.6, unit="×")
        )
    return result


def _of_texts(there: dict[tuple[str, str], Figure], engine: str, note: str) -> list[Target]:
    result = []
    ours = there["wppush", FIRST]
    for (contender, scenario), other in there.items():
        if scenario != FIRST:
            continue
        wrong = bool(ours.faults or other.faults)
        if contender.startswith("m2w"):
            reached, name = other.seconds / ours.seconds, "first publish, times faster than m2w"
            result.append(
                Target(
                    name=name, engine=engine, reached=reached, wanted=6, at_least=True, unit="×", note=note, wrong=wrong
                )
            )
        if contender.startswith("floor"):
            reached, name = ours.seconds / other.seconds, "first publish, to the floor"
            wanted = 1.3 if engine == "mariadb" else 1.5
            result.append(
                Target(name=name, engine=engine, reached=reached, wanted=wanted, unit="×", note=note, wrong=wrong)
            )
    edit = there.get(("wppush", SITE_EDIT))
    for scenario, wanted in ((AGAIN, 12), (ONE, 13), (ONE_FILE, 4)):
        each = there.get(("wppush", scenario))
        if each is None:
            continue
        result.append(
            Target(
                name=scenario,
                engine=engine,
                reached=each.all_requests,
                wanted=wanted,
                unit=" requests",
                note=note,
                wrong=bool(each.faults or (scenario == AGAIN and edit is not None and edit.faults)),
            )
        )
    return result


def _of_growth(sizes: Sequence[Figure], engine: str) -> list[Target]:
    if len(sizes) < 2:
        return []
    small, large = sorted(sizes, key=lambda each: each.posts)
    note = "" if large.posts == POSTS_OF_TARGETS * GROWTH_OF_TARGETS else f"{small.posts} to {large.posts} posts"
    wrong = bool(small.faults or large.faults)
    rows = [
        ("growth to ten times the posts: time", large.seconds / small.seconds, 10.5, "×"),
        ("growth to ten times the posts: requests", large.all_requests / max(small.all_requests, 1), 10.5, "×"),
        # What its processes share counts twice: it is less rather than more.
        ("memory with ten times the posts", large.rss / 1e6, 250, " MB"),
    ]
    return [
        Target(name=name, engine=engine, reached=reached, wanted=wanted, unit=unit, note=note, wrong=wrong)
        for name, reached, wanted, unit in rows
    ]
