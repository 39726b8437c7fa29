"""How long publishing takes, against other tools and against the least that it can take.

    make bench                    # 100 and 1,000 posts, SQLite and MariaDB, three rounds: an hour or two
    make bench BENCH="--quick"    # 100 posts, one round: some minutes
    make bench BENCH="--posts 1000 --engines mariadb --only wppush,floor,texts"

Brings up WordPress on SQLite and on MariaDB, and lets everybody publish the same posts to a fresh site, in turns: this
program, m2w, wordpress-markdown-blog-loader, one PHP process that calls wp_insert_post(), and eight threads of single
posts. After each step it looks whether the site has what it should. A round before the first one goes through a relay
that counts bytes; its times do not count. What comes out is printed, and kept in `.cache/benchmarks/results`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import sysconfig
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("WPPUSH_CACHE", str(ROOT / ".cache"))

from rich.console import Console  # noqa: E402, what is imported may look for the cache

import startup  # noqa: E402
from publishing.baselines import Floor, Singles  # noqa: E402
from publishing.contenders import Contender, Unable, Wppush  # noqa: E402
from publishing.figures import figures, targets  # noqa: E402
from publishing.peers import Loader, M2w  # noqa: E402
from publishing.shown import plot, table, target_table  # noqa: E402
from publishing.sites import ENGINES, lacking, site_on  # noqa: E402
from publishing.turns import Bench, Measure, Recordings, as_json  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = ("texts", "pictures", "growth", "startup")
NAMES = ("wppush", "m2w", "loader", "floor", "singles")


def main() -> None:
    """Measure what was asked for, and show it."""
    options = _options()
    # Servers are ended on the way out, which a plain end by a signal would skip.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    work = Path(os.environ["WPPUSH_CACHE"]) / "benchmarks"
    results = work / "results"
    results.mkdir(parents=True, exist_ok=True)
    console = Console(width=max(Console().width, 200))
    wppush = Wppush(work / "work/wppush", options.wppush)
    recordings = Recordings()
    contenders, absent = _able(options, wppush, recordings, work)
    measures: list[Measure] = []
    versions: dict[str, str] = {}
    started = None
    try:
        started = _startup() if "startup" in options.parts else None
        for engine in options.engines:
            if (reason := lacking(engine)) is not None:
                absent[engine] = reason
                continue
            print(f"WordPress on {engine}", flush=True)
            with site_on(engine, work / f"sites/{engine}") as site:
                versions[f"WordPress on {engine}"] = site.version
                bench = Bench(engine, site, contenders, options.rounds, _say, measures)
                _measure(bench, wppush, recordings, options)
    except KeyboardInterrupt:
        print("Interrupted: what was measured so far follows", file=sys.stderr)
    found = figures(measures)
    reached = targets(found, started)
    for name, reason in absent.items():
        print(f"Left out: {name}: {reason}")
    console.print(table(found))
    console.print(target_table(reached))
    stamp = time.strftime("%Y%m%d-%H%M%S")
    (results / f"{stamp}.json").write_text(
        json.dumps(
            {
                "machine": {**_machine(options.wppush), **versions},
                "options": {name: str(value) for name, value in vars(options).items()},
                "left out": absent,
                "startup ratio": started,
                "targets": [{**asdict(each), "met": each.met} for each in reached],
                "figures": [asdict(each) for each in found],
                "measures": as_json(measures),
            },
            indent=1,
        )
        + "\n"
    )
    if found:
        plot(found, results / f"{stamp}.png")
    print(f"Kept in {results / stamp}.json and .png")


def _measure(bench: Bench, wppush: Wppush, recordings: Recordings, options: argparse.Namespace) -> None:
    handed = any(isinstance(each, Floor | Singles) for each in bench.contenders)
    if "texts" in options.parts:
        for count in options.posts:
            if handed:
                recordings.make(bench, wppush, count, pictures=False)
            bench.texts(count)
    if "pictures" in options.parts:
        if handed:
            recordings.make(bench, wppush, options.pictures, pictures=True)
        bench.pictures(options.pictures)
    if "growth" in options.parts and wppush in bench.contenders:
        bench.growth(wppush, max(options.posts))


def _able(
    options: argparse.Namespace, wppush: Wppush, recordings: Recordings, work: Path
) -> tuple[list[Contender], dict[str, str]]:
    """Give who can take part here, and why the others cannot."""
    environments, folder = work / "environments", work / "work"
    known: dict[str, Contender] = {
        "wppush": wppush,
        "m2w": M2w(folder / "m2w", environments),
        "loader": Loader(folder / "loader", environments),
        "floor": Floor(folder / "floor", recordings),
        "singles": Singles(folder / "singles", recordings),
    }
    able: list[Contender] = []
    absent: dict[str, str] = {}
    for name in options.contenders:
        try:
            known[name].prepare()
            able.append(known[name])
        except Unable as reason:
            absent[known[name].name] = str(reason)
    return able, absent


def _say(measure: Measure) -> None:
    turn = f"round {measure.round}" if measure.round else "warm-up"
    wrong = f"  WRONG: {'; '.join(measure.faults[:3])}" if measure.faults else ""
    print(
        f"{measure.engine:8} {measure.posts:6} posts  {turn:8} {measure.scenario:34} {measure.contender:26}"
        f"{measure.seconds:8.2f} s {sum(measure.requests.values()):6} requests {measure.rss / 1e6:6.0f} MB{wrong}",
        flush=True,
    )


def _startup() -> float:
    medians = startup.medians(30)
    return medians["wppush --help"] / medians["import click"]


def _machine(program: Path) -> dict[str, Any]:
    def said(*words: str | Path) -> str:
        try:
            return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT).stdout.partition("\n")[
                0
            ]
        except OSError:
            return ""

    return {
        "date": time.strftime("%Y-%m-%d %H:%M:%S %z"),
        "processors": os.cpu_count(),
        "load before the end": os.getloadavg(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "php": said("php", "-v"),
        "mariadb": said("mariadb", "--version"),
        "wppush": said(program, "--version"),
        "commit": said("git", "rev-parse", "HEAD"),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--posts", type=_numbers, default=[100, 1000], help="how many, such as 100,1000")
    parser.add_argument("--pictures", type=int, default=200, help="how many posts with a picture each")
    parser.add_argument("--engines", type=_words(ENGINES), default=list(ENGINES), help=", ".join(ENGINES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", type=_words((*NAMES, *PARTS)), default=[], help=f"of {', '.join(NAMES)} and {', '.join(PARTS)}"
    )
    parser.add_argument("--quick", action="store_true", help="100 posts, 20 pictures, one round")
    scripts = Path(sysconfig.get_path("scripts"))
    parser.add_argument("--wppush", type=Path, default=scripts / "wppush", help="the program to measure")
    options = parser.parse_args()
    if options.quick:
        options.posts, options.pictures, options.rounds = [100], 20, 1
    # Of a kind of which nothing is named, all is meant.
    options.contenders = [name for name in NAMES if name in options.only] or list(NAMES)
    options.parts = [part for part in PARTS if part in options.only] or list(PARTS)
    return options


def _numbers(text: str) -> list[int]:
    return [int(part.replace("_", "")) for part in text.split(",")]


def _words(known: Sequence[str]) -> Any:
    def words(text: str) -> list[str]:
        found = text.split(",")
        if unknown := [word for word in found if word not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return found

    return words


if __name__ == "__main__":
    main()
