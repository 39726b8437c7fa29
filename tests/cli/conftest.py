from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog import Blog

if TYPE_CHECKING:
    from pathlib import Path

    from local_site import Site


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog that has no site."""
    return Blog(tmp_path / "blog", {}, monkeypatch)


@pytest.fixture
def published(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog whose one post is on its site."""
    blog = Blog(tmp_path / "published", site.environ(), monkeypatch)
    blog.write()
    assert blog.publish().status == 0
    return blog
