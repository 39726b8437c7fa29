"""What a check says: how it stands, what was found, what that means, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from wppush.diagnostics import Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding that does not have the name of its check yet."""

    standing: Standing
    found: str
    meaning: str = ""
    todo: str = ""


def ok(found: str, meaning: str = "") -> Verdict:
    """Say that it works."""
    return Verdict(Standing.OK, found, meaning)


def info(found: str, meaning: str = "", todo: str = "") -> Verdict:
    """Say what there is, good or bad."""
    return Verdict(Standing.INFO, found, meaning, todo)


def warning(found: str, meaning: str, todo: str) -> Verdict:
    """Say what is not as it should be, though publishing works."""
    return Verdict(Standing.WARNING, found, meaning, todo)


def problem(found: str, meaning: str, todo: str) -> Verdict:
    """Say what keeps posts from being published."""
    return Verdict(Standing.PROBLEM, found, meaning, todo)


def not_checked(why: str) -> Verdict:
    """Say that nothing can be said, and why."""
    return Verdict(Standing.NOT_CHECKED, why)
