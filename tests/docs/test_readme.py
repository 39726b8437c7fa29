"""The README's commands, run as a reader would: in a copy of the checkout, and in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from chromium import missing
from page_story import HOME, Fence, Story, commands, steps

if TYPE_CHECKING:
    import pytest

    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
APPROVE = ROOT / "tests/browser/approve.py"
ONCE = {"make test"}
"""Is what runs this test."""


def blocks() -> list[list[str]]:
    """Give the commands of each block: those of a checkout, and then those of somebody's own folder."""
    found = [step for step in steps(README) if isinstance(step, Fence) and step.language == "console"]
    assert all(command.says == "" for block in found for command in commands(block))
    return [[command.words for command in commands(block)] for block in found]


def test_the_commands_for_a_checkout_work(tmp_path: Path, own_cache: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("posts", "wppush.toml", "Makefile", "pyproject.toml", "tests/setup-php.sh"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
    # What `make` would set up is set up: these tests run in it.
    (folder / ".venv").symlink_to(ROOT / ".venv")
    os.utime(folder / "pyproject.toml", (0, 0))
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("WPPUSH_", "COV", "MAKE"))}
    environ["PATH"] = f"{sysconfig.get_path('scripts')}{os.pathsep}{environ['PATH']}"
    environ["BROWSER"] = "true"
    environ["WPPUSH_CACHE"] = str(own_cache)
    typed = [command for command in blocks()[0] if command not in ONCE]
    assert typed == ["make demo"]
    try:
        done = subprocess.run(["bash", "-c", typed[0]], cwd=folder, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        assert "love-in-the-big-city" in done.stdout
    finally:
        subprocess.run(["wppush", "preview", "--stop"], cwd=folder, env=environ, capture_output=True)


def test_the_commands_for_a_blog_lead_to_a_blog(
    site: Site, tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = site.users["admin"]
    approves = shlex.join([sys.executable, str(APPROVE)])
    environ = {
        "WPPUSH_CACHE": str(own_cache),
        # A browser that runs beside the program, as on a desktop; without one the environment has the password.
        "BROWSER": "true" if missing() else f"{approves} %s &",
        "APPROVE_USERNAME": account.username,
        "APPROVE_PASSWORD": account.password,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    story = Story(tmp_path / "blog", {HOME: site}, monkeypatch, environ=environ, anonymous=missing() is None)
    typed = [command for block in blocks()[1:] for command in block]
    assert [words.split()[1] for words in typed if words.startswith("wppush ")][:3] == ["init", "login", "publish"]
    page = "\n".join(f"$ {words}" for words in typed if words != "wppush login" or missing() is None)
    try:
        assert story.tell(f"```console\n{page}\n```\n") >= 9
    finally:
        story.tell("```console\n$ wppush preview --stop\n```\n")
    assert {post["slug"]: post["status"] for post in site.posts()} == {"hello": "publish", "rain-on-the-roof": "draft"}


def test_every_command_and_option_that_the_readme_names_exists() -> None:
    from wppush.cli.commands import cli

    names = set(re.findall(r"(?:^\$ |`)wppush ([a-z]+)", README, re.MULTILINE))
    assert names <= set(cli.commands)
    options = {option for command in cli.commands.values() for param in command.params for option in param.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= options


def test_every_file_that_the_readme_links_to_exists() -> None:
    prose = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)]+)\)", prose) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_json_page_names_every_action_and_field() -> None:
    from wppush.plan import FIELDS
    from wppush.sync import Action

    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [word for word in (*Action, *FIELDS) if f"`{word}`" not in page] == []
