"""What is installed: the wheel and the archive of the source, as `python -m build` makes them for a release."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import release_notes
from amount import CI, SOAK
from wppush import __version__

if TYPE_CHECKING:
    from email.message import Message

    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://github.example/example/wppush"
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", ".*cache*", "__pycache__", "node_modules", "dist", "build", ".hypothesis"
)
pytestmark = pytest.mark.xdist_group("packages")  # one build serves them all


def checkout(folder: Path) -> Path:
    shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
    return folder


def build(source: Path, out: Path, *, tool: tuple[str, ...] = ("hatchling", "build", "-d")) -> tuple[Path, Path]:
    """Build the archive and the wheel; give their paths."""
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "WPPUSH_REPOSITORY_URL": REPOSITORY}
    subprocess.run([sys.executable, "-m", *tool, out], cwd=source, env=environ, check=True, capture_output=True)
    [archive], [wheel] = out.glob("*.tar.gz"), out.glob("*.whl")
    return archive, wheel


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("packages") / "one")


@pytest.fixture(scope="module")
def packages(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(source, tmp_path_factory.mktemp("built"))


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(packed.read(name))


def test_two_builds_of_the_same_files_are_the_same_to_the_byte(
    packages: tuple[Path, Path], source: Path, tmp_path: Path
) -> None:
    # In another folder, with other times and other rights for the group.
    other = checkout(tmp_path / "another/folder")
    for path in (path for path in other.rglob("*") if path.is_file()):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(path.stat().st_mode | 0o020)
    shutil.rmtree(other / "src")
    shutil.copytree(source / "src", other / "src")

    again = build(other, tmp_path / "built")

    assert [path.name for path in packages] == [path.name for path in again]
    assert [path.read_bytes() for path in packages] == [path.read_bytes() for path in again]


def test_the_index_takes_the_packages_and_shows_all_of_their_page(packages: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, packages)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr

    said = metadata(packages[1])
    assert said["Version"] == __version__ == release_notes.version_of((ROOT / "src/wppush/__init__.py").read_text())
    assert said["License-Expression"] == "MIT"
    assert said["Requires-Python"] == ">=3.11"
    assert {"Typing :: Typed", "Environment :: Console"} <= set(said.get_all("Classifier", []))
    urls = dict(line.split(", ") for line in said.get_all("Project-URL", []))
    assert set(urls) == {"Repository", "Documentation", "Changelog", "Issues"}
    page = str(said.get_payload())
    assert page.startswith("# wppush")
    # On the index there is no folder beside the page.
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"", page)
    assert links
    assert [link for pair in links for link in pair if link and not re.match("https?://|#", link)] == []
    assert f"{REPOSITORY}/blob/v{__version__}/docs/" in page


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(packages: tuple[Path, Path], source: Path) -> None:
    with zipfile.ZipFile(packages[1]) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        data = f"wppush-{__version__}.data/data/"
        pages = {name.removeprefix(data) for name in names if name.startswith(data)}
        [points] = [packed.read(name) for name in packed.namelist() if name.endswith("/entry_points.txt")]
    there = {path.relative_to(source / "src").as_posix() for path in (source / "src").rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith(data)} == there
    assert pages == {path.relative_to(source).as_posix() for path in (source / "share").rglob("*.1")}
    assert "share/man/man1/wppush-publish.1" in pages
    assert {"wppush/py.typed", "wppush/preview/router.php", "wppush/report/explanations/WP1.md"} <= names
    assert b"wppush = wppush.__main__:main" in points


def test_the_archive_has_every_file_of_the_repository(packages: tuple[Path, Path], source: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout of git: it does not say which files there are")
    with tarfile.open(packages[0]) as packed:
        top = f"wppush-{__version__}/"
        names = {name.removeprefix(top) for name in packed.getnames()}
    # What stands in .ci is for one machine alone.
    tracked = {name for name in listed.stdout.splitlines() if (source / name).exists() and not name.startswith(".ci/")}
    assert tracked - names == set()
    assert not any("node_modules" in name or "__pycache__" in name for name in names)


@pytest.mark.skipif(not (CI or SOAK), reason="half a minute, for installations")
def test_the_wheel_publishes_from_an_empty_environment(source: Path, site: Site, tmp_path: Path) -> None:
    """Built and installed as somebody would who has nothing of ours, and with each of the tools that are there."""
    archive, wheel = build(source, tmp_path / "built", tool=("build", "--outdir"))
    homes = {**os.environ, "UV_TOOL_DIR": str(tmp_path / "uv"), "PIPX_HOME": str(tmp_path / "pipx")}
    venv = tmp_path / "venv"
    tools = {"pip": [str(venv / "bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]}
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    for tool, words in {"uv": ["tool", "install"], "pipx": ["install"]}.items():
        if shutil.which(tool):
            tools[tool] = [tool, *words, str(archive)]
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "wppush.toml").write_text('project = "a-blog"\n')
    (blog / "first-light.md").write_text("---\ntitle: First light\n---\nWe came up at six.\n")
    done = []
    for tool, command in tools.items():
        folder = venv / "bin" if tool == "pip" else tmp_path / tool / "bin"
        environ = {**homes, "UV_TOOL_BIN_DIR": str(folder), "PIPX_BIN_DIR": str(folder)}
        subprocess.run(command, env=environ, check=True, capture_output=True)
        run = subprocess.run(
            [folder / "wppush", "publish", "--quiet"],
            cwd=blog,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **site.environ()},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, "")
        done.append(site.only_post()["slug"])
    assert done == ["first-light"] * len(tools)


# Releases


def test_a_release_says_what_the_changelog_says_of_its_version() -> None:
    log = "# Changelog\n\n## Unreleased\n\n- c\n\n## 1.2.30 - 2026-02-01\n\n- b\n\n"
    log += "## [1.2.3] - 2026-01-02\n\n### Added\n\n- a\n"

    assert release_notes.notes(log, "1.2.3") == "### Added\n\n- a\n"
    for version in ("1.2", "2.0.0", "Unreleased.1"):
        with pytest.raises(SystemExit, match="no section"):
            release_notes.notes(log, version)


def test_a_tag_that_names_another_version_releases_nothing() -> None:
    command = [sys.executable, str(ROOT / "tests/release_notes.py"), "v99.0.0"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout) == (1, "")
    assert f"the version {__version__}" in run.stderr
