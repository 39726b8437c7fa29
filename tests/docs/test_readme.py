"""The README's commands, run in the order in which a reader would, in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ONCE = {"make test", "pip install ."}
"""`make test` is what runs this test; the wheel is built and installed by the tests of the workflows."""


def commands() -> Iterator[str]:
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            assert line.startswith("$ "), f"the README shows something else than a command: {line}"
            yield line.removeprefix("$ ")


def test_every_command_of_the_readme_works(site: Site, tmp_path: Path, own_cache: Path) -> None:
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
    ran = []
    try:
        for command in commands():
            if command in ONCE:
                continue
            if command.startswith("export "):
                name = command.removeprefix("export ").partition("=")[0]
                environ[name] = site.environ()[name]
                continue
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=environ, capture_output=True, text=True)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            ran.append(command)
    finally:
        subprocess.run(["wppush", "preview", "--stop"], cwd=folder, env=environ, capture_output=True)
    assert len(ran) >= 8
    [post] = site.posts()
    assert (post["slug"], post["status"]) == ("love-in-the-big-city", "publish")


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
