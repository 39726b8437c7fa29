from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from blog import Blog
from judging import judge
from proxy import Proxy, proxy_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_site import Site

__all__ = ["judge"]


@pytest.fixture
def blog(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog whose site is the pristine WordPress, published to by its administrator."""
    return Blog(tmp_path / "blog", site.environ(), monkeypatch)


@pytest.fixture
def kinds(site: Site) -> Iterator[Path]:
    """Types, taxonomies and meta fields of the site's own, and the folder of the plugin that registers them."""
    folder = site.folder / "wordpress/wp-content/mu-plugins"
    folder.mkdir(exist_ok=True)
    plugin = folder / "wppush-kinds.php"
    shutil.copyfile(Path(__file__).with_name("kinds.php"), plugin)
    yield folder
    plugin.unlink()
    (folder / "more-meta").unlink(missing_ok=True)


@pytest.fixture
def proxy(site: Site) -> Iterator[Proxy]:
    """A proxy before the site, which passes everything on until a test gives it a script."""
    with proxy_to(site.url) as proxy:
        yield proxy
