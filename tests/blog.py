"""An author's folder, and the command line run in it: the door that the user takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from wppush.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

POST = """\
---
title: First light
slug: first-light
status: publish
date: 2026-01-02 10:00:00 +0200
excerpt: A short one.
categories: ["Travel > Korea"]
tags: [seoul, night]
---
The first paragraph.

The second one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command said."""

    status: int
    stdout: str
    stderr: str

    def report(self) -> dict[str, Any]:
        """Give the JSON report."""
        value = json.loads(self.stdout)
        assert isinstance(value, dict)
        return value

    def file(self) -> dict[str, Any]:
        """Give the entry of the only file."""
        [entry] = self.report()["files"]
        assert isinstance(entry, dict)
        return entry


class Blog:
    """A folder with a wppush.toml and posts, published to a site."""

    def __init__(self, folder: Path, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.environ = dict(environ)
        self._monkeypatch = monkeypatch
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "wppush.toml").write_text('project = "a-blog"\ncontent = "posts"\n')
        (folder / "posts").mkdir(exist_ok=True)

    def configure(self, settings: str) -> None:
        """Add settings to wppush.toml."""
        file = self.folder / "wppush.toml"
        file.write_text(file.read_text(encoding="utf-8") + settings, encoding="utf-8")

    def write(self, text: str = POST, name: str = "first-light.md") -> Path:
        """Write a post."""
        path = self.folder / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *words: str, environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Run:
        """Run `wppush …` in this process."""
        with self._monkeypatch.context() as patch:
            patch.chdir(cwd or self.folder)
            wanted = {**self.environ, **(environ or {})}
            for name in ("WPPUSH_URL", "WPPUSH_USERNAME", "WPPUSH_APP_PASSWORD", "WPPUSH_TOKEN"):
                patch.delenv(name, raising=False)
            for name, value in wanted.items():
                patch.setenv(name, value)
            result = CliRunner().invoke(cli, list(words), prog_name="wppush", catch_exceptions=False)
        return Run(status=result.exit_code, stdout=result.stdout, stderr=result.stderr)

    def publish(self, *words: str) -> Run:
        """Run `wppush publish posts --json …`."""
        return self.run("publish", "posts", "--json", *words)

    def plan(self, *words: str) -> Run:
        """Run `wppush plan posts --json …`."""
        return self.run("plan", "posts", "--json", *words)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start `wppush …` in a process of its own, for tests that end it or run two at once."""
        return subprocess.Popen(
            [sys.executable, "-m", "wppush", *words],
            cwd=self.folder,
            env={**os.environ, **self.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
