"""The page about what is never done names tests that exist; and what it says of the author's folder holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from blog import POST, Blog

if TYPE_CHECKING:
    import pytest

    from local_site import Site

ROOT = Path(__file__).resolve().parents[2]
ROWS = [line for line in (ROOT / "docs/never.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]


def test_each_line_has_tests_that_exist() -> None:
    assert len(ROWS) > 10
    lacking = []
    for row in ROWS:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", row.strip("| ").rpartition(" | ")[2])
        if not named:
            lacking.append(row)
        for file, name in named:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            if name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
                lacking.append(f"{file}::{name}")
    assert lacking == []


def test_runs_leave_the_folder_as_it_was(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = Blog(tmp_path / "blog", site.environ(), monkeypatch)
    blog.write()
    blog.write(POST.replace("first-light", "second"), "second.md")

    def state() -> dict[str, tuple[bytes, int]]:
        files = (path for path in blog.folder.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    assert blog.publish().status == 0
    post = site.posts()[0]
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"title": "Changed on the site"})
    for words in (("plan", "posts", "--diff"), ("publish", "posts"), ("publish", "posts", "--force"), ("check",)):
        assert blog.run(*words).status == 0
    assert state() == before
