"""Colours are for terminals, and for who asks for them; what moves the cursor is for terminals alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from blog import Blog

COLOUR = re.compile(r"\x1b\[(?:\d+;)*3\dm")
MOVES = re.compile(r"\x1b\[[?\d;]*[A-HJKhl]")


@pytest.fixture(autouse=True)
def no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wished for but what a test says."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


COMMANDS = (["publish", "posts"], ["plan", "posts", "--diff"], ["list"], ["doctor"], ["whoami"], ["explain"])


def test_no_colour_reaches_a_pipe(published: Blog) -> None:
    published.write("---\ntitle: Broken\nstatus: pubish\n---\nWords.\n", "broken.md")
    assert "error" in published.run("check").stderr
    for words in (["check"], *COMMANDS):
        if words[0] == "publish":
            (published.folder / "posts/broken.md").write_text("---\ntitle: Whole\n---\nWords.\n")
        run = published.run(*words, "-v") if words[0] in ("publish", "plan", "list") else published.run(*words)
        assert run.stdout + run.stderr
        assert "\x1b" not in run.stdout + run.stderr, words


@pytest.mark.parametrize(("wish", "is_coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False), ("both", False)])
def test_who_asks_for_colours_gets_them_and_nothing_that_moves_the_cursor(
    published: Blog, wish: str, is_coloured: bool
) -> None:
    published.write("---\ntitle: Other\n---\nWords.\n", "other.md")
    environ = {"FORCE_COLOR": "1", "NO_COLOR": "1"} if wish == "both" else {wish: "1"}
    run = published.run("publish", "posts", environ=environ)
    assert "1 created" in run.stdout
    assert bool(COLOUR.search(run.stdout)) is is_coloured
    assert not MOVES.search(run.stdout + run.stderr)
