"""The hook for pre-commit: pre-commit takes it, and it says what is wrong before a commit is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

from amount import CI, SOAK

ROOT = Path(__file__).resolve().parents[2]
PRE_COMMIT = Path(sysconfig.get_path("scripts")) / "pre-commit"
NEEDED = ("src", ".pre-commit-hooks.yaml", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


def git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A repository with a post that is sound and one that is not, both about to be committed."""
    folder = tmp_path / "blog"
    (folder / "posts").mkdir(parents=True)
    (folder / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\n')
    (folder / "posts/sound.md").write_text("---\ntitle: x\n---\nWords.\n")
    (folder / "posts/faulty.md").write_text("---\ntitle: y\nstatus: pubish\n---\nWords.\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    return folder


def test_pre_commit_takes_the_hook_and_its_entry_checks_the_files_that_it_is_given(blog: Path) -> None:
    taken = subprocess.run(
        [PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], capture_output=True, text=True, check=False
    )
    assert taken.returncode == 0, taken.stdout + taken.stderr
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["language"], hook["types"]) == ("python", ["markdown"])

    command = [str(PRE_COMMIT.parent / hook["entry"].split()[0]), *hook["entry"].split()[1:]]
    for files, status in ((["posts/sound.md"], 0), (["posts/faulty.md", "posts/sound.md"], 1)):
        run = subprocess.run([*command, *files], cwd=blog, capture_output=True, text=True, check=False)
        assert run.returncode == status, run.stdout + run.stderr
    assert "posts/faulty.md:3:9: error WP140" in run.stderr


@pytest.mark.skipif(not (CI or SOAK), reason="a quarter of a minute, for an installation")
def test_pre_commit_runs_it_from_a_repository_of_its_own(blog: Path, tmp_path: Path) -> None:
    # pre-commit clones what it runs: what is committed here counts, so that of now is committed there.
    hooks = tmp_path / "wppush"
    hooks.mkdir()
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, hooks / name)
    git(hooks, "init", "-q")
    git(hooks, "add", "--force", ".")
    git(hooks, "commit", "-qm", "All")

    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    run = subprocess.run(
        [PRE_COMMIT, "try-repo", hooks, "wppush-check", "--files", "posts/sound.md", "posts/faulty.md"],
        cwd=blog,
        env={**environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert "posts/faulty.md:3:9: error WP140" in run.stdout
