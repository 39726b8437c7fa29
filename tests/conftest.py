"""A real WordPress for the tests: brought up once in a run, made pristine before each test that asks for it.

What is downloaded for it is kept in `.cache/` beside the project file, so that only the first run has to wait.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import mariadb
from amount import CI, examples
from local_site import Site
from mariadb_site import mariadb_site
from versions import OLDEST
from wppush import preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from mariadb_site import MariaDbSite


# On top of what Hypothesis sets where CI is set. How long an example takes says more of the machine than of the code.
settings.register_profile(
    "wppush", settings(), deadline=None, max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("wppush")

ONCE = ("wordpress_plain", "wordpress_subdirectory", "wordpress_mariadb", "wordpress_oldest", "set_up")
"""Fixtures that few tests ask for and that take seconds: these tests go to one worker, no other makes them again."""


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = list(getattr(item, "fixturenames", ()))
        if (
            isinstance(item, pytest.Function)
            and hasattr(item, "callspec")
            and item.callspec.params.get("site") == OLDEST
        ):
            names.append("wordpress_oldest")
        for name in ONCE:
            if name in names and item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group(name))
                break


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in a shell's background: what tests start and interrupt would not hear of it either.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def cache() -> Iterator[Path]:
    """Keep downloads in the repository, not in the cache of whoever runs the tests, and have PHP be quick."""
    with pytest.MonkeyPatch.context() as patch:
        if "WPPUSH_CACHE" not in os.environ:
            patch.setenv("WPPUSH_CACHE", str(Path(__file__).parent.parent / ".cache"))
        if not CI:
            # Beside the folder that PHP was built to look in, which an empty name stands for.
            folders = (os.environ.get("PHP_INI_SCAN_DIR", ""), str(Path(__file__).parent / "php"))
            patch.setenv("PHP_INI_SCAN_DIR", os.pathsep.join(folders))
        yield Path(os.environ["WPPUSH_CACHE"])


@pytest.fixture(scope="session", autouse=True)
def no_logins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the logins of whoever runs the tests out of them, and theirs out of the keyring."""
    folder = tmp_path_factory.mktemp("config")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield folder


@pytest.fixture
def own_cache(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own that has what was downloaded already, but no preview."""
    own = tmp_path / "cache"
    own.mkdir()
    for entry in cache.iterdir():
        if entry.name != "preview":
            (own / entry.name).symlink_to(entry)
    monkeypatch.setenv("WPPUSH_CACHE", str(own))
    return own


@pytest.fixture(scope="session")
def wordpress_tree(cache: Path) -> Path:  # noqa: ARG001, it has to be set first
    """The files of a WordPress as they are published, to be read only."""
    from wppush.preview import sources

    return sources.wordpress(None, _say).path


@pytest.fixture(scope="session")
def wordpress(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[preview.LocalWordPress]:  # noqa: ARG001
    """The WordPress of this run, with pretty permalinks; tests that write to it want `site`."""
    yield from _serve(tmp_path_factory.mktemp("wordpress"))


@pytest.fixture(scope="session")
def wordpress_plain(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[preview.LocalWordPress]:  # noqa: ARG001
    """A second one, with plain permalinks: there is no /wp-json/ on it."""
    yield from _serve(tmp_path_factory.mktemp("plain"), permalinks="")


@pytest.fixture(scope="session")
def wordpress_subdirectory(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[preview.LocalWordPress]:  # noqa: ARG001
    """A third one, below /blog, in a time zone that is not UTC's."""
    yield from _serve(tmp_path_factory.mktemp("subdirectory"), prefix="/blog", timezone="America/New_York")


@pytest.fixture(scope="session")
def wordpress_oldest(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[preview.LocalWordPress]:  # noqa: ARG001
    """The oldest one that wppush works with; tests want `also_on_the_oldest`."""
    yield from _serve(tmp_path_factory.mktemp("oldest"), wordpress=OLDEST)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Site:
    """The WordPress of this run, as it was right after its installation; the oldest one where the test says so."""
    oldest = getattr(request, "param", None) == OLDEST
    return _pristine(request.getfixturevalue("wordpress_oldest" if oldest else "wordpress"))


@pytest.fixture
def site_plain(wordpress_plain: preview.LocalWordPress) -> Site:
    return _pristine(wordpress_plain)


@pytest.fixture(scope="session")
def wordpress_mariadb(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDbSite]:  # noqa: ARG001
    """A fourth one, on a MariaDB of its own; tests want `site_mariadb`."""
    if (lacking := mariadb.missing()) is not None:
        pytest.skip(lacking)
    with mariadb_site(tmp_path_factory.mktemp("mariadb")) as site:
        yield site


@pytest.fixture
def site_mariadb(wordpress_mariadb: MariaDbSite) -> MariaDbSite:
    wordpress_mariadb.reset()
    return wordpress_mariadb


@pytest.fixture
def site_subdirectory(wordpress_subdirectory: preview.LocalWordPress) -> Site:
    return _pristine(wordpress_subdirectory)


@pytest.fixture
def plugin(site: Site) -> Iterator[Callable[[str], None]]:
    """Write a piece of PHP that the site runs at each request, until the test is over."""
    folder = site.folder / "wordpress/wp-content/mu-plugins"
    file = folder / "wppush-test.php"
    folder.mkdir(exist_ok=True)

    def put(code: str) -> None:
        file.write_text(f"<?php\n{code}")

    yield put
    file.unlink(missing_ok=True)


def _pristine(wordpress: preview.LocalWordPress) -> Site:
    site = Site(wordpress)
    site.reset()
    return site


def _serve(folder: Path, **options: Any) -> Iterator[preview.LocalWordPress]:
    try:
        yield preview.start(folder=folder, on_step=_say, **options)
    finally:
        preview.stop(folder)


def _say(step: str) -> None:
    # Past pytest's capturing nobody would know what a first run waits for; `pytest -s` shows it, and so does a failure.
    sys.stderr.write(f"{step}\n")
