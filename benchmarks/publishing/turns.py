"""The measuring itself: everybody in turns, on a site that is made fresh before each, and looked at after each step."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publishing import contenders as scenarios
from publishing.baselines import record
from publishing.relay import relay
from publishing.running import run
from publishing.sites import Door, faults
from publishing.work import posts as made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from local_site import Site
    from publishing.contenders import Contender, Wppush
    from publishing.relay import Relay
    from publishing.work import Post

GROWTH = "nothing changed, as the site grows"
SITE_EDIT = "an edit made on the site"

LAST_EDITION = 3
GROWTH_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One command of one contender."""

    engine: str
    posts: int
    scenario: str
    contender: str
    round: int
    """0 goes through a relay that counts bytes, and warms all caches: its time does not count."""
    seconds: float
    rss: int
    pss: int | None
    requests: dict[str, int]
    """How many the site has seen, by method."""
    up: int | None = None
    down: int | None = None
    faults: tuple[str, ...] = ()
    """What was wrong on the site afterwards: then the time says nothing."""


@dataclass(slots=True)
class Bench:
    """All that was measured so far, and on what."""

    engine: str
    site: Site
    contenders: Sequence[Contender]
    rounds: int
    say: Callable[[Measure], None]
    results: list[Measure] = field(default_factory=list)

    def texts(self, count: int) -> None:
        """Measure posts without pictures: published, again, one changed, all changed."""
        self._in_turns(count, scenarios.TEXTS, pictures=False)

    def pictures(self, count: int) -> None:
        """Measure posts with a picture each."""
        self._in_turns(count, (scenarios.PICTURES,), pictures=True)

    def growth(self, wppush: Wppush, count: int, factor: int = 10) -> None:
        """Measure a run that has nothing to do, on a site of some posts and on one of many more."""
        self.site.reset()
        small, large = made(count), made(count * factor)
        wppush.begin(small, pictures=False)
        for posts, new in ((small, small), (large, large[count:])):
            wppush.change(new)
            first = self._take(wppush, scenarios.FIRST, posts, new, turn=1, pictures=False)
            for turn in range(1, GROWTH_ROUNDS + 1):
                again = self._take(wppush, scenarios.AGAIN, posts, (), turn=turn, pictures=False, look=turn == 1)
                self._keep(replace(again, scenario=GROWTH, faults=(*first.faults, *again.faults)))

    def _in_turns(self, count: int, wanted: Sequence[str], *, pictures: bool) -> None:
        able = [each for each in self.contenders if set(wanted) & each.does and count <= (each.most or count)]
        for turn in range(self.rounds + 1):
            for contender in able:
                if turn:
                    self._turn(contender, count, wanted, turn, pictures=pictures)
                else:
                    with relay(self.site.url) as counted:
                        self._turn(contender, count, wanted, turn, pictures=pictures, counted=counted)

    def _turn(
        self,
        contender: Contender,
        count: int,
        wanted: Sequence[str],
        turn: int,
        *,
        pictures: bool,
        counted: Relay | None = None,
    ) -> None:
        self.site.reset()
        state = made(count)
        contender.begin(state, pictures=pictures)
        for scenario in wanted:
            if scenario not in contender.does:
                continue
            changed = [replace(state[index], edition=edition) for index, edition in _changes(scenario, count)]
            for post in changed:
                state[post.number] = post
            contender.change(changed)
            taken = self._take(contender, scenario, state, changed, turn=turn, pictures=pictures, counted=counted)
            self._keep(taken)
        if turn == 0 and not pictures and contender.name == "wppush":
            self._keep(self._edit_on_the_site(contender, state))

    def _take(
        self,
        contender: Contender,
        scenario: str,
        state: Sequence[Post],
        changed: Sequence[Post],
        *,
        turn: int,
        pictures: bool,
        counted: Relay | None = None,
        look: bool = True,
    ) -> Measure:
        command = contender.command(scenario, self.door(counted), changed)
        self.site.forget_requests()
        if counted is not None:
            counted.take()
        taken = run(command)
        up, down = counted.take() if counted is not None else (None, None)
        wrong = [f"exit status {taken.status}: {taken.output[-300:].strip()}"] if taken.status else []
        requests = dict(Counter(line.partition(" ")[0] for line in self.site.requests()))
        return Measure(
            engine=self.engine,
            posts=len(state),
            scenario=scenario,
            contender=contender.name,
            round=turn,
            seconds=taken.seconds,
            rss=taken.rss,
            pss=taken.pss,
            requests=requests,
            # What is done inside of WordPress goes through no wire.
            up=up if requests else None,
            down=down if requests else None,
            faults=tuple(wrong + (faults(self.site, state, pictures=pictures) if look else [])),
        )

    def _edit_on_the_site(self, contender: Contender, state: Sequence[Post]) -> Measure:
        """Let somebody edit a post on the site: a run that has nothing to do has to notice, and to leave it alone."""
        [there] = self.site.rest("GET", "/wp/v2/posts", params={"slug": state[0].slug, "context": "edit"})
        edited = there["content"]["raw"].replace("This is edition", "Somebody has made this edition")
        self.site.rest("POST", f"/wp/v2/posts/{there['id']}", json={"content": edited})
        self.site.forget_requests()
        taken = run(contender.command(scenarios.AGAIN, self.door(), ()))
        now = self.site.rest("GET", f"/wp/v2/posts/{there['id']}", params={"context": "edit"})
        wrong = [] if state[0].file in taken.output else ["the edit was not reported"]
        if now["content"]["raw"] != edited:
            wrong.append("the edit was overwritten")
        return Measure(
            engine=self.engine,
            posts=len(state),
            scenario=SITE_EDIT,
            contender=contender.name,
            round=0,
            seconds=taken.seconds,
            rss=taken.rss,
            pss=taken.pss,
            requests=dict(Counter(line.partition(" ")[0] for line in self.site.requests())),
            faults=tuple(wrong),
        )

    def door(self, counted: Relay | None = None) -> Door:
        """Give where and as whom to publish; through a relay where one counts."""
        account = self.site.users["admin"]
        return Door(
            url=counted.url if counted is not None else self.site.url,
            username=account.username,
            password=account.app_password,
            site=self.site,
        )

    def _keep(self, measure: Measure) -> None:
        self.results.append(measure)
        self.say(measure)


class Recordings:
    """What wppush has made of each post, for those that are handed it: published once, before anything is measured."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], dict[str, Any]] = {}

    def __call__(self, post: Post, pictures: bool) -> dict[str, Any]:
        """Give a post as it was stored."""
        return self._known[post.mark, pictures]

    def make(self, bench: Bench, wppush: Wppush, count: int, *, pictures: bool) -> None:
        """Publish the posts in the editions that are needed, and keep what the site has then.

        :raises RuntimeError: wppush does not publish them as they should be.
        """
        for edition in (1,) if pictures else (1, LAST_EDITION):
            posts = [replace(post, edition=edition) for post in made(count)]
            if all((post.mark, pictures) in self._known for post in posts):
                continue
            bench.site.reset()
            wppush.begin(posts, pictures=pictures)
            taken = run(wppush.command(scenarios.FIRST, bench.door(), posts))
            if wrong := faults(bench.site, posts, pictures=pictures):
                raise RuntimeError(f"wppush has not published what it should: {wrong[:3]}\n{taken.output[-2000:]}")
            stored = {each["slug"]: each for each in record(bench.site)}
            self._known |= {(post.mark, pictures): stored[post.slug] for post in posts}


def _changes(scenario: str, count: int) -> Iterator[tuple[int, int]]:
    """Give which posts change before a scenario, and to which edition."""
    if scenario == scenarios.ONE:
        yield count // 2, 2
    elif scenario == scenarios.ONE_FILE:
        yield count // 3, 2
    elif scenario == scenarios.ALL:
        yield from ((index, LAST_EDITION) for index in range(count))


def as_json(measures: Sequence[Measure]) -> list[dict[str, Any]]:
    """Give measures as plain values."""
    return [json.loads(json.dumps({name: getattr(each, name) for name in Measure.__slots__})) for each in measures]
