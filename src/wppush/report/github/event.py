"""What is to be done for an event: which command, and below which pull request its plan is put.

GitHub gives a pull request from a fork no secrets, and Dependabot's none either. There the files alone are looked at,
and the summary says so; a password that is missing anywhere else is an error, because it may be a name misspelt.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = ("auto", "plan", "publish", "check")
_DEPENDABOT = "dependabot[bot]"


class Misuse(ValueError):
    """The workflow asks for what the action does not do; the message says what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done."""

    command: str
    """`plan`, `publish` or `check`."""
    reason: str | None = None
    """Why it is not what was asked for."""
    pull_request: int | None = None
    """The pull request below which the plan may be put."""


def decide(asked: str, environ: Mapping[str, str], payload: Mapping[str, Any]) -> Decision:
    """Say what to do for the event that the runner's environment and its payload describe. Raises Misuse.

    `auto` publishes on the default branch, and plans everywhere else.
    """
    if asked not in COMMANDS:
        raise Misuse(f"command is {asked!r}; write one of {', '.join(COMMANDS)}")
    event = environ.get("GITHUB_EVENT_NAME", "")
    if event == "pull_request_target":
        # It has the secrets, also for a fork, whose wppush.toml could name another site to tell them to.
        raise Misuse("pull_request_target gives secrets to what others wrote; write `on: pull_request`")
    if event == "pull_request":
        reason = _without_secrets(environ, payload)
        if reason is not None:
            return Decision(command="check", reason=None if asked == "check" else reason)
        command = "plan" if asked == "auto" else asked
        number = payload.get("pull_request", {}).get("number")
        return Decision(command=command, pull_request=number if command == "plan" else None)
    if asked == "auto":
        return Decision(command="publish" if _is_default_branch(event, environ, payload) else "plan")
    return Decision(command=asked)


def marker(environ: Mapping[str, str], *asked: str) -> str:
    """Give the hidden first line by which the comment of one use of the action is found again.

    It is another one for another workflow, job or input. Nothing in it can be read back, so nothing in it can end it.
    """
    parts = [environ.get("GITHUB_WORKFLOW", ""), environ.get("GITHUB_JOB", ""), *asked]
    return f"<!-- wppush {hashlib.sha256(repr(parts).encode()).hexdigest()[:16]} -->"


def _without_secrets(environ: Mapping[str, str], payload: Mapping[str, Any]) -> str | None:
    # A fork that was deleted meanwhile is null.
    head = (payload.get("pull_request", {}).get("head", {}).get("repo") or {}).get("full_name")
    if head != environ.get("GITHUB_REPOSITORY"):
        return (
            "The files were checked, and nothing more: this pull request comes from a fork, and gets no secrets. "
            "The plan is made once it is merged."
        )
    if environ.get("GITHUB_ACTOR") == _DEPENDABOT:
        return "The files were checked, and nothing more: Dependabot's pull requests get no secrets."
    return None


def _is_default_branch(event: str, environ: Mapping[str, str], payload: Mapping[str, Any]) -> bool:
    if event == "schedule":
        return True  # it runs there alone, and its payload does not name the repository
    branch = payload.get("repository", {}).get("default_branch")
    return bool(branch) and environ.get("GITHUB_REF") == f"refs/heads/{branch}"
