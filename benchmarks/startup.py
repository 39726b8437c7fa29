"""How long `wppush --help` takes, against the least that a program on click can take.

    python benchmarks/startup.py [ROUNDS]

Both commands run in turns, so that whatever else the machine does falls on both. Prints the median of each and their
ratio; the goal is a ratio of at most 1.6.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

COMMANDS = {
    "import click": [sys.executable, "-c", "import click"],
    "wppush --help": [str(Path(sysconfig.get_path("scripts")) / "wppush"), "--help"],
}


def seconds(command: list[str]) -> float:
    """Run a command once and give its wall time."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def medians(rounds: int) -> dict[str, float]:
    """Measure in turns and give the median of each command."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, command in COMMANDS.items():
            taken = seconds(command)
            if turn:  # the first turn fills the caches
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    """Print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    found = medians(rounds)
    for name, median in found.items():
        print(f"{name:14} {median * 1000:7.1f} ms (median of {rounds})")
    print(f"{'ratio':14} {found['wppush --help'] / found['import click']:7.2f}")


if __name__ == "__main__":
    main()
