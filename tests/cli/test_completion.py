"""Completion in the shells themselves: each reads the script that `wppush completion` prints, and is asked."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from blog import Blog

PATIENCE = 30.0
CASES = {
    "wppush publ": {"publish"},
    "wppush publish --si": {"--site"},
    "wppush publish --site ": {"live", "staging"},
    "wppush plan --only title,sl": {"title,slug"},
    "wppush publish --status pu": {"publish"},
    "wppush list --status draft,pe": {"draft,pending"},
    "wppush check posts/": {"posts/a.md", "posts/b c.markdown", "posts/sub"},
    "wppush explain WP60": {"WP601", "WP602", "WP603", "WP604"},
    "wppush completion b": {"bash"},
}


@pytest.fixture
def project(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with sites and files, whose shells find wppush first."""
    blog.configure('[sites.live]\nurl = "https://blog.example"\n[sites.staging]\nurl = "https://staging.example"\n')
    for name in ("a.md", "b c.markdown", "sub/d.md"):
        blog.write("Words.\n", name)
    (blog.folder / "posts/picture.png").write_bytes(b"x")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(blog.folder))
    return blog.folder


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} here: apt-get install {name}")
    return found


def said_by(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_bash_offers_commands_options_values_and_markdown_files(project: Path) -> None:
    asks = "\n".join(
        f"COMP_WORDS=({' '.join(map(shlex.quote, line.split(' ')))}) COMP_CWORD={line.count(' ')};"
        f' _wppush_completion wppush; printf "%s\\n" "${{COMPREPLY[@]}}" .'
        for line in CASES
    )
    lines = said_by([shell("bash"), "--norc", "-c", f"source <(wppush completion bash)\n{asks}"], project)
    found = [set(part.split("\n")) - {""} for part in "\n".join(lines).split("\n.")][: len(CASES)]
    assert dict(zip(CASES, found, strict=True)) == CASES


def test_fish_offers_them_with_what_they_mean(project: Path) -> None:
    asks = "\n".join(f"complete -C {shlex.quote(line)}; echo ." for line in CASES)
    lines = said_by([shell("fish"), "--no-config", "-c", f"wppush completion fish | source\n{asks}"], project)
    assert any(line.startswith("live\thttps://blog.example") for line in lines)
    found, left = {}, iter(lines)
    for line in CASES:
        words = iter(lambda: next(left), ".")
        found[line] = {word.split("\t")[0].rstrip("/") for word in words}
    assert found == CASES
    [whole] = said_by(
        [shell("fish"), "--no-config", "-c", "wppush completion fish | source\ncomplete -C 'wppush plan --site=l'"],
        project,
    )
    assert whole.startswith("--site=live")


class Terminal:
    """A shell in a terminal of its own, at which somebody types."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.line, theirs = pty.openpty()
        environ = {**os.environ, "TERM": "dumb"}
        self._run = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.seen = ""

    def types(self, keys: str, until: str) -> None:
        """Type, and wait until something is on the screen."""
        os.write(self.line, keys.encode())
        self.seen, deadline = "", time.monotonic() + PATIENCE
        while not re.search(until, self.seen):
            ready, _, _ = select.select([self.line], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"no {until!r} in {self.seen!r}"
            self.seen += os.read(self.line, 4096).decode(errors="replace")

    def close(self) -> None:
        os.close(self.line)
        self._run.kill()
        self._run.wait()


def test_zsh_completes_what_is_typed_at_it(project: Path) -> None:
    terminal = Terminal([shell("zsh"), "-f", "-i"], project)
    try:
        terminal.types("PS1='> '; unsetopt prompt_sp beep; autoload -U compinit; compinit -u; echo re''ady\n", "ready")
        terminal.types("source <(wppush completion zsh); echo so''urced\n", "sourced")
        for typed, becomes in (
            ("wppush publ\t", "wppush publish "),
            ("wppush plan --only title,sl\t", "title,slug "),
            ("wppush plan --site l\t", "--site live "),
            ("wppush plan --site=s\t", "--site=staging "),
            ("wppush check posts/b\t", r"posts/b\\ c.markdown "),
            ("wppush explain WP60\t\t", "WP602.*There is no such engine"),
        ):
            terminal.types(typed, becomes)
            terminal.types("\x15", "")
    finally:
        terminal.close()


def test_the_script_is_for_the_shell_that_one_has(blog: Blog) -> None:
    assert "#compdef wppush" in blog.run("completion", environ={"SHELL": "/usr/bin/zsh"}).stdout
    unknown = blog.run("completion", environ={"SHELL": "/bin/tcsh"})
    assert (unknown.status, "wppush completion bash|zsh|fish" in unknown.stderr) == (2, True)
