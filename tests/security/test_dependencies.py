"""What wppush depends on is looked at for known holes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_audit_says_so_where_it_can_not_be_made() -> None:
    done = subprocess.run(
        [ROOT / "tests/audit.sh", sys.executable],
        env={**os.environ, "AUDIT_DATABASE": "http://127.0.0.1:9/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "audit: skipped" in done.stderr


def test_the_audit_is_a_target_that_every_pull_request_runs() -> None:
    assert "tests/audit.sh" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "run: make audit" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
