"""How much memory a run holds, and how its time grows: nothing but reading and rendering, from 1,000 posts to 10,000.

    PYTHONPATH=benchmarks python benchmarks/memory.py [--counts 1000 10000] [--rounds 1]

Each count is checked by one process (one core is all that it is given) and by as many as the machine has cores, in
turns. Seconds are those of a clock; memory is that of all processes together at its highest, with what they share
divided among them where the system says so. A text that is rendered in parallel has to pay for processes that start.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from publishing.running import Command, Taken, run
from publishing.work import posts, write

MB = 1 << 20
_ONE_CORE = (
    "import os, sys; os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1]);"
    "from wppush.__main__ import main; main()"
)
_ALL_CORES = "from wppush.__main__ import main; main()"


def main() -> None:
    """Measure and print a table."""
    options = _options()
    ways = {"one core": _ONE_CORE, f"{os.cpu_count()} cores": _ALL_CORES}
    with tempfile.TemporaryDirectory() as folder:
        for count in options.counts:
            project = _project(Path(folder) / str(count), count)
            best: dict[str, Taken] = {}
            for _ in range(options.rounds):
                for way, program in ways.items():
                    taken = run(Command(words=[sys.executable, "-c", program, "check", "posts"], folder=project))
                    if taken.status:
                        sys.exit(taken.output)
                    if way not in best or taken.seconds < best[way].seconds:
                        best[way] = taken
            for way, taken in best.items():
                shared = "" if taken.pss is None else f"{taken.pss / MB:6.0f} MB shared out"
                print(
                    f"{count:7,} posts  {way:9} {taken.seconds:7.2f} s  {1000 * taken.seconds / count:6.2f} ms a post  "
                    f"{taken.rss / MB:5.0f} MB {shared}",
                    flush=True,
                )


def _project(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    (folder / "wppush.toml").write_text('project = "memory"\ncontent = "posts"\n', encoding="utf-8")
    for post in posts(count):
        write(post, folder / "posts")
    return folder


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
