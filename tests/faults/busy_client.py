"""An author who changes files and publishes them, over and over: `python -m faults.busy_client`.

Takes a seed, a name and how many seconds it goes on, and prints a line of JSON after each run.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import click
from click.testing import CliRunner

from faults.story import Story
from wppush.cli.commands import cli

POSTS = 12


def story_of(seed: int, folder: Path, name: str) -> Story:
    """Give the files of an author as they are at first; what they become later hangs on the seed alone."""
    return Story(seed, folder, count=POSTS, prefix=name)


def _memory() -> int:
    """Give how many pages are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1])


def main(seed: int, name: str, seconds: float) -> None:
    """Publish the folder that this is run in."""
    story = story_of(seed, Path.cwd(), name)
    end = time.monotonic() + seconds
    while True:
        result = CliRunner().invoke(cli, ["publish", "posts", "--json"], prog_name="wppush", catch_exceptions=False)
        report = json.loads(result.stdout) if result.stdout.startswith("{") else {"files": []}
        words = [note["message"] for entry in report["files"] for note in entry["diagnostics"]]
        gc.collect()
        told = {
            "status": result.exit_code,
            "summary": report.get("summary", {}),
            "said": words or result.stderr.splitlines()[-2:],
            "lines": len(list(Path("/proc/self/fd").iterdir())),
            "memory": _memory(),
        }
        click.echo(json.dumps(told))
        if time.monotonic() > end:
            return
        story.go_on()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
