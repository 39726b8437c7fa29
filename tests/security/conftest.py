from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog import Blog

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "abcd EFGH ijkl MNOP"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog whose site is still to be named."""
    environ = {"WPPUSH_URL": "", "WPPUSH_USERNAME": "hyeon", "WPPUSH_APP_PASSWORD": PASSWORD}
    return Blog(tmp_path / "blog", environ, monkeypatch)
