from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amount import ON_MARIADB
from blog import Blog
from local_site import Site
from mariadb import NoMariaDb
from mariadb_site import mariadb_site

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def long_lived_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The WordPress of this run, on the database that the environment names."""
    if not ON_MARIADB:
        yield Site(request.getfixturevalue("wordpress"))
        return
    try:
        with mariadb_site(tmp_path_factory.mktemp("faults")) as site:
            yield site
    except NoMariaDb as error:
        pytest.skip(str(error))


@pytest.fixture
def site(long_lived_site: Site) -> Iterator[Site]:
    """That WordPress as it was right after its installation, but that it answers what the laws ask for."""
    long_lived_site.reset()
    place = can_be_read(long_lived_site)
    yield long_lived_site
    place.unlink()


def can_be_read(site: Site) -> Path:
    """Have a site answer what the laws ask for; give the file that makes it."""
    place = site.folder / "wordpress/wp-content/mu-plugins/wppush-reading.php"
    place.parent.mkdir(exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("reading.php"), place)
    return place


@pytest.fixture
def blog(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog whose site is the pristine WordPress, published to by its administrator."""
    return Blog(tmp_path / "blog", site.environ(), monkeypatch)
