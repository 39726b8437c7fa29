from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog import Blog
from proxy import Proxy, proxy_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local_site import Site


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog whose site is still to be named."""
    return Blog(tmp_path / "blog", {}, monkeypatch)


@pytest.fixture
def proxy(site: Site) -> Iterator[Proxy]:
    """A proxy before the site, which passes everything on until a test gives it a script."""
    with proxy_to(site.url) as proxy:
        yield proxy


@pytest.fixture
def plugin(site: Site) -> Iterator[Callable[[str], None]]:
    """Write a piece of PHP that the site runs at each request, until the test is over."""
    folder = site.folder / "wordpress/wp-content/mu-plugins"
    file = folder / "wppush-doctor.php"
    folder.mkdir(exist_ok=True)

    def put(code: str) -> None:
        file.write_text(f"<?php\n{code}")

    yield put
    file.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at servers of this machine past the proxies that it may have."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
