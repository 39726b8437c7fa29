"""A runner of GitHub, in so far as it runs scripts: the steps of a composite action, from the file as committed.

What GitHub itself does (triggers, checkout, actions that a step `uses`) is not played. What is: the command line that
GitHub documents for `shell: bash`, the environment, the files of GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, and the few
expressions that stand in `env`, `if` and `working-directory`; one that is not known here fails.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from github_api import TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
REPOSITORY = "example/posts"
Step = dict[str, Any]
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Yaml12Loader(yaml.SafeLoader):
    """PyYAML without YAML 1.1's yes, no, on and off: GitHub reads `on:` as the word that it is."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own attribute, declared there without ClassVar
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def read_yaml(text: str) -> dict[str, Any]:
    """Read YAML as GitHub does."""
    loaded: dict[str, Any] = yaml.load(text, Loader=Yaml12Loader)
    return loaded


def action() -> dict[str, Any]:
    """Give the action."""
    return read_yaml((ROOT / "action.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one use of the action has come to."""

    status: int
    log: str
    summary: str
    outputs: dict[str, str]
    """Of the action, as later steps of the job see them."""
    steps: dict[str, str]
    """What each step said, by its name."""

    def annotations(self) -> list[str]:
        """Give the orders in the log."""
        return [line for line in self.log.splitlines() if line.startswith("::")]


@dataclass(slots=True, kw_only=True)
class Runner:
    """A machine with an installed Python, and folders for a job."""

    temp: Path
    python: Path
    """The folder with `python` that setup-python would have put on the PATH."""
    action_path: Path
    """The checkout of the action."""
    installed: dict[str, str] = field(default_factory=dict)
    """The outputs of the step that installs, once it was run: the others use what it has installed."""

    def install(self) -> None:
        """Run the step of the action that installs wppush."""
        [step] = [step for step in action()["runs"]["steps"] if step.get("id") == "install"]
        inputs = {name: str(spec.get("default", "")) for name, spec in action()["inputs"].items()}
        done = self._step(step, self.action_path, {"inputs": inputs, "env": {}, "steps": {}}, {})
        assert done[0] == 0, done[1]
        self.installed = done[2]

    def use(
        self,
        workspace: Path,
        event: str,
        payload: Mapping[str, Any],
        *,
        inputs: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
        api: str = "",
        ref: str = "refs/heads/main",
    ) -> Played:
        """Run the action once, for an event; `env` is that of the step that uses it."""
        spec = action()
        values = {name: str(about.get("default", "")) for name, about in spec["inputs"].items()} | dict(inputs or {})
        file = self.temp / "event.json"
        file.write_text(json.dumps(payload), encoding="utf-8")
        summary = self.temp / "summary.md"
        summary.write_text("", encoding="utf-8")
        around = {
            **(env or {}),
            "GITHUB_API_URL": api,
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(file),
            "GITHUB_REF": ref,
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(workspace),
        }
        known: dict[str, Any] = {
            "inputs": values,
            "env": env or {},
            "steps": {"install": {"outputs": self.installed}},
            "github": {"token": TOKEN},
        }
        status, said = 0, {}
        for step in spec["runs"]["steps"]:
            if step.get("id") == "install" or "uses" in step:
                continue
            if "if" in step:
                wanted = re.fullmatch(r"\$\{\{ !cancelled\(\) && (\S+) != '' \}\}", step["if"])
                assert wanted is not None, step["if"]
                if not _value(wanted[1], known):
                    continue
            elif status:
                continue
            ended, words, outputs = self._step(step, workspace, known, around)
            status = status or ended
            said[step["name"]] = words
            known["steps"][step.get("id", step["name"])] = {"outputs": outputs}
        return Played(
            status=status,
            log="".join(said.values()),
            summary=summary.read_text(encoding="utf-8"),
            outputs={name: _filled(about["value"], known) for name, about in spec["outputs"].items()},
            steps=said,
        )

    def _step(
        self, step: Step, workspace: Path, known: Mapping[str, Any], around: Mapping[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        # In a script, an expression would become part of it, unquoted.
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        script, output = self.temp / "step.sh", self.temp / "output"
        script.write_text(step["run"], encoding="utf-8")
        output.write_text("", encoding="utf-8")
        completed = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace / _filled(step.get("working-directory", "."), known),
            env=self._environment()
            | dict(around)
            | {"GITHUB_OUTPUT": str(output)}
            | {name: _filled(str(value), known) for name, value in step.get("env", {}).items()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=240,
        )
        return completed.returncode, completed.stdout, read_outputs(output.read_text(encoding="utf-8"))

    def _environment(self) -> dict[str, str]:
        # The machine's environment stays: pip finds its index and its certificates there. A developer's own site and
        # password must not, nor what measures how much the tests run through.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("WPPUSH_", "COV"))}
        return inherited | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action_path),
            "GITHUB_ACTOR": "an-author",
            "GITHUB_JOB": "publish",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ID": "17",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_WORKFLOW": "Publish",
            "RUNNER_TEMP": str(self.temp),
            "PATH": f"{self.python}{os.pathsep}{inherited['PATH']}",
        }


def read_outputs(text: str) -> dict[str, str]:
    """Read a file of GITHUB_OUTPUT by GitHub's rules: `name=value`, or `name<<END`, lines, and END."""
    values: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, sign, rest = re.match(r"([^=<]+)(=|<<)(.*)", line).groups()  # type: ignore[union-attr]  # else it fails
        if sign == "=":
            values[name] = rest
            continue
        found: list[str] = []
        while (part := next(lines)) != rest:
            found.append(part)
        values[name] = "\n".join(found)
    return values


def pull_request(number: int, *, repository: str | None = REPOSITORY, sha: str = "0123456789") -> dict[str, Any]:
    """Give what GitHub tells of a pull request; `repository` has its branch, None is one that was deleted."""
    head = {"sha": sha, "repo": None if repository is None else {"full_name": repository}}
    return {"repository": {"default_branch": "main"}, "pull_request": {"number": number, "head": head}}


PUSH: dict[str, Any] = {"repository": {"default_branch": "main"}}


def _filled(text: str, known: Mapping[str, Any]) -> str:
    return _EXPRESSION.sub(lambda found: _value(found[1], known), text)


def _value(expression: str, known: Mapping[str, Any]) -> str:
    """Give what `inputs.url || env.WPPUSH_URL` comes to."""
    for part in expression.split(" || "):
        value: Any = known
        names = part.split(".")
        assert names[0] in known, expression
        for name in names:
            value = value.get(name, {})
        if value:
            return str(value)
    return ""
