"""What WordPress's own block editor says about a post: the fixture `judge`.

It runs the scripts of a real WordPress in Node (tests/judge), one process for the whole run. With
WPPUSH_JUDGE_WORDPRESS=/path/to/wordpress another version judges.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent / "judge"
_OWN_CLASS = "ignored: core/list: className"
"""Before 6.6 lists had no class of their own, so the editor takes ours and another one up together."""
_LATER = {"core/math": (6, 9)}
"""Blocks that older versions do not know, and the first one that does: wppush asks the site before it writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The editor's view of a post."""

    blocks: int
    faults: tuple[str, ...]
    """Blocks that are invalid, deprecated, unknown or Classic, and attributes that are not taken."""
    adopted: tuple[str, ...]
    """Blocks with a class that the editor takes up as an attribute: no fault before 6.6, whose lists had none."""
    exact: bool
    """Whether the editor would save the very same bytes."""
    saved: str | None
    """What it would save instead."""


class Judge:
    """A running judge."""

    def __init__(self, tree: Path) -> None:
        command = ["node", str(HERE / "judge.mjs"), "--engine", str(tree), "--serve"]
        self._node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.version = tuple(int(part) for part in str(self._answer()["wordpress"]).split(".")[:2])

    def __call__(self, content: str) -> Verdict:
        assert self._node.stdin is not None
        self._node.stdin.write(json.dumps({"content": content}) + "\n")
        self._node.stdin.flush()
        answer = self._answer()
        kinds = ("invalid", "deprecated", "freeform", "missing", "ignored")
        return Verdict(
            blocks=answer["blocks"],
            faults=tuple(f"{kind}: {what}" for kind in kinds for what in answer[kind]),
            adopted=tuple(answer["adopted"]),
            exact=answer["roundTrip"],
            saved=answer.get("saved"),
        )

    def accepts(self, content: str) -> Verdict:
        """Judge, and fail the test unless every block is one that the editor would have saved like this."""
        verdict = self(content)
        unknown = {f"missing: core/missing: {name}" for name, since in _LATER.items() if self.version < since}
        if self.version < (6, 6):
            unknown.add(_OWN_CLASS)
        faults = [fault for fault in verdict.faults if fault not in unknown]
        assert not faults, f"{faults}\n{content}"
        if self.version >= (6, 6):
            assert not verdict.adopted, f"{verdict.adopted}\n{content}"
        return verdict

    def accepts_exactly(self, content: str) -> None:
        """Judge, and fail the test unless saving the post again would change no byte.

        Since 7.0: before that, versions wrote tables and anchors in other bytes of the same meaning.
        """
        verdict = self.accepts(content)
        if self.version >= (7, 0):
            assert (verdict.saved or content) == content

    def _answer(self) -> Any:
        assert self._node.stdout is not None
        line = self._node.stdout.readline()
        if not line:
            pytest.fail("the judge of block markup died; what it said is above")
        answer = json.loads(line)
        if "error" in answer:
            pytest.fail(f"the judge of block markup: {answer['error']}")
        return answer

    def close(self) -> None:
        """End the process."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.close()
        self._node.wait(timeout=30)
        self._node.stdout.close()


@pytest.fixture(scope="session")
def judge(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """The block editor of the WordPress of this run."""
    if shutil.which("node") is None:
        pytest.fail("these tests need Node.js 20 or newer: WordPress's block editor is JavaScript")
    if not (HERE / "node_modules").is_dir():
        pytest.fail("these tests need jsdom: type `make tests/judge/node_modules`")
    chosen = os.environ.get("WPPUSH_JUDGE_WORDPRESS")
    judge = Judge(Path(chosen) if chosen else request.getfixturevalue("wordpress_tree"))
    yield judge
    judge.close()
