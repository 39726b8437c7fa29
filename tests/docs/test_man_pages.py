"""The manual pages are those of the commands as they are, and those who show them have nothing to complain of."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from man_pages import FOLDER, man_pages

PAGES = man_pages()


def test_there_is_a_page_for_each_command_that_says_what_its_help_says() -> None:
    stands = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
    assert stands == PAGES, "type `make docs`, look at the difference, and commit it"
    assert {"wppush.1", "wppush-publish.1", "wppush-media-prune.1"} <= PAGES.keys()
    assert all(text.isascii() for text in PAGES.values())


@pytest.mark.parametrize(
    ("tool", "words"), [("groff", ["-man", "-ww", "-z", "-Tutf8"]), ("mandoc", ["-Tlint", "-Wwarning"])]
)
def test_nothing_is_wrong_with_the_roff(tool: str, words: list[str]) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"there is no {tool} here: apt-get install {tool}")
    done = subprocess.run([found, *words, *sorted(FOLDER.iterdir())], capture_output=True, text=True, check=False)
    # A date would make each build another one.
    said = [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line]
    assert said == []


def test_a_page_shows_what_was_meant() -> None:
    found = shutil.which("groff")
    if found is None:
        pytest.skip("there is no groff here: apt-get install groff")
    words = [found, "-man", "-Tutf8", "-P-cbou", "-rLL=100n", str(FOLDER / "wppush-publish.1")]
    shown = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    shown = " ".join(shown.split())  # lines are filled up with blanks
    for line in (
        "wppush publish [OPTIONS] [PATH…]",
        "wppush publish posts/ --site blog --json",
        "-v, --verbose",
        "Make the site match the Markdown files at PATH…",
        "A post waits for a decision.",
        "--create-terms / --no-create-terms",
    ):
        assert line in shown
