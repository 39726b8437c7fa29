"""What the pages of the documentation show is done here, on a real site, in the order in which a reader would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from page_story import HOME, SECOND, Fence, Story, commands, is_shown, steps
from wppush.cli.commands import cli

if TYPE_CHECKING:
    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = {file.relative_to(DOCS).as_posix(): file.read_text(encoding="utf-8") for file in sorted(DOCS.rglob("*.md"))}
FENCES = {page: [step for step in steps(text) if isinstance(step, Fence)] for page, text in PAGES.items()}

NOT_RUN: dict[tuple[str, str], str] = {}
"""Commands in fences of another kind than `console`, by the page and their first words, and why they are not run."""


WITH_A_BROWSER = "tutorial.md"
"""Is done by `tests/browser/test_first_steps.py`."""
TYPED = [
    page
    for page, fences in FENCES.items()
    if any(fence.language == "console" for fence in fences) and page != WITH_A_BROWSER
]


@pytest.mark.parametrize("page", [page for page in TYPED if SECOND not in PAGES[page]])
def test_every_command_of_a_page_works_and_says_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    assert Story(tmp_path / "blog", {HOME: site}, monkeypatch).tell(PAGES[page]) > 0


@pytest.mark.parametrize("page", [page for page in TYPED if SECOND in PAGES[page]])
def test_every_command_of_a_page_about_two_sites_works_and_says_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site, site_plain: Site
) -> None:
    assert Story(tmp_path / "blog", {HOME: site, SECOND: site_plain}, monkeypatch).tell(PAGES[page]) > 0


def test_output_that_is_not_what_a_page_shows_is_seen() -> None:
    said = "created   posts/a.md  https://blog.example/a/\nposts/a.md: warning\n  → a hint\n1 created\n"
    said += "plan 00112233445566aa\n"
    for wanted in ("…\n", "created posts/a.md …\n…\n1 created\nplan 0123456789abcdef\n", said, "…\n1 created\n…\n"):
        assert is_shown(wanted, said)
    for wanted in ("created\n", "…\n2 created\n…\n", "created posts/a.md …\n1 created\n…\n", "…\n1 created\n"):
        assert not is_shown(wanted, said)
    # Nothing but the end of a line may be missing, and dots within one stand for that line alone.
    assert is_shown("a …\n", "a\n")
    assert not is_shown("a…b\n", "a\nb\n")


def test_what_is_not_run_is_listed_with_its_reason() -> None:
    shells = {"sh", "bash", "shell", "zsh", "fish", "powershell"}
    found = {
        (page, " ".join(fence.text.split()[:2]))
        for page, fences in FENCES.items()
        for fence in fences
        if fence.language in shells
    }
    assert found == set(NOT_RUN)


def test_every_fence_says_what_it_is() -> None:
    assert [(page, fence.line) for page, fences in FENCES.items() for fence in fences if not fence.language] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`wppush ([^`]+)`", PAGES[page])
    typed = [command.words for fence in FENCES[page] if fence.language == "console" for command in commands(fence)]
    for line in named + [words.removeprefix("wppush ") for words in typed if words.startswith("wppush ")]:
        words = re.split(r"[|;&>]", line)[0].split()
        if words[0].startswith("-"):
            continue
        command: click.Command = cli
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            assert words[0] in command.commands, f"wppush {line}"
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        used = {word.partition("=")[0] for word in words if word.startswith("-")}
        assert used <= known | {"--help", "-h"}, f"wppush {line}"
