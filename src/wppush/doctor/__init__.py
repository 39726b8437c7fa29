"""`wppush doctor`: everything between this machine and a published post, looked at one after the other.

For each thing it says what was found, what that means, and what to do. It reads alone: nothing is ever written to the
site, and the password goes only where a run would send it. What a thing needs and does not have makes it "not checked",
so that the first problem of a row is the one to mend.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.diagnostics import Finding, Standing
from wppush.doctor.chosen import choose
from wppush.doctor.table import AT_WORDPRESS_COM, CHECKS
from wppush.doctor.verdict import Verdict, not_checked, problem
from wppush.doctor.visit import Visit
from wppush.errors import WppushError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wppush.doctor.table import Check

__all__ = ["examine"]

_STOPS = frozenset({Standing.PROBLEM, Standing.NOT_CHECKED})


def examine(
    url: str | None = None,
    *,
    site: str | None = None,
    folder: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    insecure: bool = False,
) -> Iterator[Finding]:
    """Give a finding for each check, as soon as it is made.

    The site is that of `url`, else the one called `site` in the wppush.toml of `folder` (else of the current one), else
    the one that a run would publish to. Raises nothing of its own: what is missing is a finding.
    """
    first, *others = CHECKS
    try:
        visit = Visit(choose(url, site, environ, folder or Path.cwd(), insecure=insecure))
    except WppushError as error:  # also what is wrong with the file of kept logins
        todo = error.hint or "Type: wppush doctor https://your-site.example"
        yield _finding(first, problem(error.message, "it is not known which site to look at", todo))
        yield from (_finding(check, not_checked("which site it is, is not known")) for check in others)
        return
    stopped: dict[str, str] = {}
    for check in AT_WORDPRESS_COM if visit.chosen.wordpress_com else CHECKS:
        because = next((stopped[name] for name in check.needs if name in stopped), None)
        verdict = check.look(visit) if because is None else not_checked(f"waits for: {because}")
        if verdict.standing in _STOPS:
            stopped[check.name] = because or check.name
        yield _finding(check, verdict)


def _finding(check: Check, verdict: Verdict) -> Finding:
    return Finding(
        name=check.name,
        status=verdict.standing,
        found=verdict.found,
        meaning=verdict.meaning,
        todo=verdict.todo,
    )
