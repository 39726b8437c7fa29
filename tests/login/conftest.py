from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog import Blog

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has never logged in anywhere, on a machine with a screen and without a keyring; gives the folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "config" / "wppush"


@pytest.fixture
def blog(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:  # noqa: ARG001 - it has to be set first
    """A blog of that user, whose environment says nothing of a site."""
    return Blog(tmp_path / "blog", {}, monkeypatch)
