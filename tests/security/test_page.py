"""The page about security names a test for each threat, and all of them exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| What could happen")]


def test_every_threat_has_a_test_that_exists() -> None:
    assert len(ROWS) > 30
    missing = []
    for row in ROWS:
        tests = row.strip("| ").rpartition(" | ")[2]
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", tests)
        if not named:
            missing.append(row)
        for file, name in named:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            if name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
                missing.append(f"{file}::{name}")
    assert missing == []


def test_every_file_of_these_tests_is_named_by_the_page() -> None:
    """A file of tests that the page does not mention at all is a threat that it does not tell of."""
    files = {f"tests/security/{path.name}" for path in Path(__file__).parent.glob("test_*.py")}
    assert len(files) > 3
    assert {file for file in files if file not in PAGE} == set()
