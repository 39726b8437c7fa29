"""The GitHub workflows: a linter reads them, and the publishing one is run, step by step, as a runner would.

What GitHub itself does (triggers, checkout, setup-python) is not played; what the workflows *say* in their `run:` steps
is, in bash, from the file as it is committed, against a real WordPress.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local_site import Site

pytestmark = pytest.mark.xdist_group("runner")  # one installation serves them all

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
SCRIPTS = Path(sysconfig.get_path("scripts"))

SECRETS = ("WPPUSH_URL", "WPPUSH_USERNAME", "WPPUSH_APP_PASSWORD")
SECRET = re.compile(r"\$\{\{\s*secrets\.(\w+)\s*\}\}")
# What is not in a fresh checkout, and what is only large.
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".*cache*", "__pycache__", "node_modules", "dist", ".hypothesis")

Step = dict[str, Any]


def workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((WORKFLOWS / name).read_text(encoding="utf-8"), Loader=_Yaml12Loader)
    return loaded


class _Yaml12Loader(yaml.SafeLoader):
    """PyYAML without YAML 1.1's yes, no, on and off: GitHub reads `on:` as the word that it is."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own attribute, declared there without ClassVar
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def run_steps(job: str) -> list[Step]:
    return [step for step in workflow("publish.yml")["jobs"][job]["steps"] if "run" in step]


# The files as a linter sees them


def actionlint(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the dev group's actionlint, with the dev group's shellcheck, whatever else the machine has."""
    shellcheck = f"-shellcheck={SCRIPTS / 'shellcheck'}"
    command = [str(SCRIPTS / "actionlint"), "-no-color", "-pyflakes=", shellcheck, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("name", sorted(path.name for path in WORKFLOWS.glob("*.yml")))
def test_actionlint_finds_nothing_to_say(name: str) -> None:
    linted = actionlint(WORKFLOWS / name)

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("runs-on: ubuntu-latest", "run-on: ubuntu-latest", 'unexpected key "run-on"'),
        ("secrets.WPPUSH_URL", "secret.WPPUSH_URL", 'undefined variable "secret"'),
        ("run: wppush publish posts/ --json", "run: wppush publish $FILES", "SC2086"),
    ],
    ids=["a misspelt key", "an unknown context", "an unquoted variable in a script"],
)
def test_actionlint_complains_of_a_broken_workflow(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    sound = (WORKFLOWS / "publish.yml").read_text(encoding="utf-8")
    broken = tmp_path / "publish.yml"
    broken.write_text(sound.replace(right, wrong), encoding="utf-8")

    linted = actionlint(broken)

    assert right in sound
    assert linted.returncode == 1
    assert said in linted.stdout


# What they may do


@pytest.mark.parametrize("name", sorted(path.name for path in WORKFLOWS.glob("*.yml")))
def test_a_workflow_may_only_read_and_never_runs_a_forks_code_with_secrets(name: str) -> None:
    read = workflow(name)

    assert read["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in read["jobs"].values())
    assert "pull_request_target" not in read["on"]
    assert all("timeout-minutes" in job for job in read["jobs"].values())


@pytest.mark.parametrize("name", sorted(path.name for path in WORKFLOWS.glob("*.yml")))
def test_actions_are_named_by_their_commit_and_leave_no_token_behind(name: str) -> None:
    """A tag can be moved to other code; and what a checkout leaves, any later step could read."""
    text = (WORKFLOWS / name).read_text(encoding="utf-8")
    assert re.findall(r"uses: .*", text) == re.findall(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", text)
    steps = [step for job in workflow(name)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_secrets_reach_the_publishing_step_alone() -> None:
    (step,) = [step for step in run_steps("publish") if "publish" in step["run"]]
    text = (WORKFLOWS / "publish.yml").read_text(encoding="utf-8")

    assert set(SECRET.findall(str(step["env"]))) == set(SECRETS)
    assert len(re.findall(r"\bsecrets\.", text)) == len(SECRETS)


def test_a_pull_request_is_checked_and_never_published() -> None:
    jobs = workflow("publish.yml")["jobs"]

    assert jobs["check"]["if"] == "github.event_name == 'pull_request'"
    assert "github.event_name != 'pull_request'" in jobs["publish"]["if"]


def test_one_publishing_run_waits_for_the_other() -> None:
    assert workflow("publish.yml")["jobs"]["publish"]["concurrency"] == {
        "group": "publish",
        "cancel-in-progress": False,
    }


# What they do


def test_the_tests_are_run_with_targets_that_the_makefile_has() -> None:
    commands = [step["run"] for step in workflow("ci.yml")["jobs"]["test"]["steps"] if "run" in step]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert commands == ["sudo make php", "make test", "make audit"]
    assert {"php", "test", "audit"} <= set(targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A checkout, a Python of its own, and the way in which a runner starts a step."""

    workspace: Path
    temp: Path
    python: Path
    """The folder with `python` that setup-python would have put on the PATH."""

    def run(self, step: Step, secrets: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run one `run:` step and give back what it said; a step that fails, fails here.

        The command line is the one that GitHub documents for `shell: bash`. Only `secrets.*` is filled in, and only in
        `env`: an expression inside a script would be pasted into it unquoted, so there must be none.
        """
        assert "${{" not in step["run"]
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        completed = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=self._environment() | _with_secrets(step.get("env", {}), secrets or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert completed.returncode == 0, completed.stdout + completed.stderr
        return completed

    def _environment(self) -> dict[str, str]:
        command_files = {name: self.temp / name.lower() for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH")}
        command_files["GITHUB_STEP_SUMMARY"] = self.temp / "summary.md"
        for path in command_files.values():
            path.touch()
        # The machine's environment stays: pip finds its index and its certificates there. A developer's own site and
        # password must not.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WPPUSH_")}
        return inherited | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REPOSITORY": "example/posts",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **{name: str(path) for name, path in command_files.items()},
            "PATH": f"{self.python}{os.pathsep}{inherited['PATH']}",
            "VIRTUAL_ENV": str(self.python.parent),
        }


def _with_secrets(env: Mapping[str, str], secrets: Mapping[str, str]) -> dict[str, str]:
    filled = {name: SECRET.sub(lambda match: secrets[match[1]], str(value)) for name, value in env.items()}
    assert not any("${{" in value for value in filled.values())
    return filled


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which wppush is installed by the workflow's own step, from a copy of this checkout.

    The environment is a new one, with nothing of the developer's in it: `pip install .` has to find the build backend
    and every dependency by itself, so a dependency that is used and not declared fails here, as it would on GitHub.
    """
    base = tmp_path_factory.mktemp("runner")
    shutil.copytree(ROOT, base / "work", ignore=LEFT_BEHIND)
    (base / "temp").mkdir()
    subprocess.run([sys.executable, "-m", "venv", base / "python"], check=True)
    prepared = Runner(workspace=base / "work", temp=base / "temp", python=base / "python" / "bin")
    install = run_steps("publish")[0]
    assert install["run"] == run_steps("check")[0]["run"] == "python -m pip install ."
    prepared.run(install)
    return prepared


def test_a_pull_request_is_checked_without_any_secret(runner: Runner) -> None:
    for step in run_steps("check")[1:]:
        assert "env" not in step
        runner.run(step)


def test_the_workflow_publishes_the_posts_once(runner: Runner, site: Site) -> None:
    secrets = {name: site.environ()[name] for name in SECRETS}
    (publish,) = run_steps("publish")[1:]

    first = json.loads(runner.run(publish, secrets).stdout)
    second = json.loads(runner.run(publish, secrets).stdout)

    source = "posts/love-in-the-big-city.md"
    assert {file["source"]: file["action"] for file in first["files"]}[source] == "created"
    assert {file["action"] for file in second["files"]} == {"unchanged"}
    (post,) = _get(site, "posts", slug="love-in-the-big-city")
    assert post["status"] == "publish"
    (category,) = _get(site, "categories", post=str(post["id"]))
    assert category["name"] == "K-Drama"
    (parent,) = _get(site, "categories", include=str(category["parent"]))
    assert parent["name"] == "Reviews"


def test_neither_the_log_nor_the_summary_tells_the_password(runner: Runner, site: Site) -> None:
    secrets = {name: site.environ()[name] for name in SECRETS}
    (publish,) = run_steps("publish")[1:]

    completed = runner.run(publish, secrets)

    summary = (runner.temp / "summary.md").read_text(encoding="utf-8")
    assert secrets["WPPUSH_APP_PASSWORD"] not in completed.stdout + completed.stderr + summary


def _get(site: Site, collection: str, **query: str) -> list[dict[str, Any]]:
    """Read the site as a visitor does: what is not public is not there."""
    response = requests.get(
        f"{site.url.rstrip('/')}/", params={"rest_route": f"/wp/v2/{collection}", **query}, timeout=30
    )
    response.raise_for_status()
    found: list[dict[str, Any]] = response.json()
    return found
