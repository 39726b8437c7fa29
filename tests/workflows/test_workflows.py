"""The GitHub workflows and the action, as linters read them, and what they may do.

What they do when they run is in `test_action.py`.
"""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from github_runner import ROOT, Step, action, read_yaml

WORKFLOWS = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
SCRIPTS = Path(sysconfig.get_path("scripts"))
PAGE = ROOT / "docs/github.md"
OWN = "OWNER/wppush@v1"
"""How the page names the action of this repository."""

MAY_WRITE = {
    ("publish.yml", "publish"): {"pull-requests": "write"},
    ("release.yml", "pypi"): {"id-token": "write"},
    ("release.yml", "github"): {"contents": "write"},
    ("docs.yml", "deploy"): {"pages": "write", "id-token": "write"},
}
"""Everything that any job may do beside reading the repository."""


def workflow(name: str) -> dict[str, Any]:
    return read_yaml((WORKFLOWS / name).read_text(encoding="utf-8"))


def shown_workflow() -> str:
    """Give the workflow of the page for others."""
    [text] = re.findall(
        r'```yaml title="\.github/workflows/publish\.yml"\n(.*?)```', PAGE.read_text("utf-8"), re.DOTALL
    )
    return str(text)


# The files as linters see them


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the dev group's actionlint, with the dev group's shellcheck, whatever else the machine has."""
    shellcheck = f"-shellcheck={SCRIPTS / 'shellcheck'}"
    command = [str(SCRIPTS / "actionlint"), "-no-color", "-pyflakes=", shellcheck, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def valid(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file to one of the schemas that check-jsonschema comes with."""
    command = [str(SCRIPTS / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("name", NAMES)
def test_actionlint_finds_nothing_to_say(name: str) -> None:
    linted = actionlint(WORKFLOWS / name)

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_workflow_of_the_page_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "publish.yml"
    file.write_text(shown_workflow(), encoding="utf-8")

    linted = actionlint(file)

    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert OWN in shown_workflow()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("runs-on: ubuntu-latest", "run-on: ubuntu-latest", 'unexpected key "run-on"'),
        ("secrets.WPPUSH_URL", "secret.WPPUSH_URL", 'undefined variable "secret"'),
        ("- uses: ./", "- run: wppush publish $FILES\n      - uses: ./", "SC2086"),
        ("app-password:", "password:", 'input "password" is not defined in action'),
    ],
    ids=["a misspelt key", "an unknown context", "an unquoted variable in a script", "an input that there is not"],
)
def test_actionlint_complains_of_a_broken_workflow(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    sound = (WORKFLOWS / "publish.yml").read_text(encoding="utf-8")
    assert right in sound
    # It reads the action of the same repository, which it knows by its .git.
    broken = tmp_path / ".github/workflows/publish.yml"
    broken.parent.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "action.yml").write_bytes((ROOT / "action.yml").read_bytes())
    broken.write_text(sound.replace(right, wrong), encoding="utf-8")
    shellcheck = f"-shellcheck={SCRIPTS / 'shellcheck'}"

    linted = subprocess.run(
        [str(SCRIPTS / "actionlint"), "-no-color", "-pyflakes=", shellcheck],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert linted.returncode == 1
    assert said in linted.stdout


def test_the_action_is_what_github_takes_for_one(tmp_path: Path) -> None:
    checked = valid("github-actions", ROOT / "action.yml")
    assert checked.returncode == 0, checked.stdout + checked.stderr

    wrong = tmp_path / "action.yml"
    wrong.write_text((ROOT / "action.yml").read_text("utf-8").replace("using: composite", "using: compsite"), "utf-8")
    assert valid("github-actions", wrong).returncode == 1


def test_shellcheck_finds_nothing_in_the_scripts_of_the_action(tmp_path: Path) -> None:
    for number, step in enumerate(step for step in action()["runs"]["steps"] if "run" in step):
        script = tmp_path / f"{number}.sh"
        script.write_text(step["run"], encoding="utf-8")
        checked = subprocess.run(
            [SCRIPTS / "shellcheck", "--shell=bash", script], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout


# What they may do


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_read_and_little_else_and_never_runs_a_forks_code_with_secrets(name: str) -> None:
    read = workflow(name)

    assert read["permissions"] == {"contents": "read"}
    for job, about in read["jobs"].items():
        allowed = {"contents": "read"} | MAY_WRITE.get((name, job), {})
        assert about.get("permissions", {"contents": "read"}) == allowed
        assert "timeout-minutes" in about
    assert "pull_request_target" not in read["on"]


def test_actions_are_named_by_their_commit_and_leave_no_token_behind() -> None:
    """A tag can be moved to other code; and what a checkout leaves, any later step could read."""
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS.glob("*.yml"), ROOT / "action.yml")]
    for text in [*texts, shown_workflow()]:
        used = [line for line in re.findall(r"uses: .*", text) if line not in ("uses: ./", f"uses: {OWN}")]
        assert used == re.findall(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", text)
    jobs = [job for text in [*texts, shown_workflow()] for job in read_yaml(text).get("jobs", {}).values()]
    checkouts = [step for job in jobs for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) >= len(texts)
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_one_action_has_one_version_everywhere() -> None:
    templates = (ROOT / "src/wppush/scaffold/templates").glob("*.yml")
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS.glob("*.yml"), ROOT / "action.yml", PAGE, *templates)]
    used = {found for text in texts for found in re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40} # v[\d.]+)", text)}

    assert len({name for name, _ in used}) == len(used)


def test_no_script_has_an_expression_in_it() -> None:
    """What stands in `${{ }}` is pasted into a script before the shell reads it: a branch's name would be a command."""
    jobs = [job for name in NAMES for job in workflow(name)["jobs"].values()]
    steps: list[Step] = [step for job in jobs for step in job["steps"]] + action()["runs"]["steps"]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_the_workflow_of_this_repository_is_the_one_of_the_page() -> None:
    shown, own = read_yaml(shown_workflow()), workflow("publish.yml")

    [job] = shown["jobs"].values()
    [own_job] = own["jobs"].values()
    for step in own_job["steps"]:
        if step["uses"] == "./":
            step["uses"] = OWN
    assert job == own_job
    assert shown["concurrency"] == own["concurrency"]
    assert shown["permissions"] == own["permissions"]
    assert set(shown["on"]) == set(own["on"])


def test_a_run_that_writes_is_never_cancelled_by_the_next_one() -> None:
    assert workflow("publish.yml")["concurrency"] == {
        "group": "publish-${{ github.event.pull_request.number || 'site' }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }


def test_the_tests_are_run_with_targets_that_the_makefile_has() -> None:
    commands = [step["run"] for step in workflow("ci.yml")["jobs"]["test"]["steps"] if "run" in step]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert commands == ["sudo make php", "make test", "make audit"]
    assert {"php", "test", "audit", "site"} <= set(targets)
