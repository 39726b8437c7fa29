"""WordPress's files are taken from the first source that has them whole, and kept."""

from __future__ import annotations

import functools
import hashlib
import http.server
import tarfile
import threading
import zipfile
from typing import TYPE_CHECKING

import pytest

from wppush.errors import PreviewError
from wppush.preview import archives, debian, release, sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    cut = 0

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the name is of the standard library
        pass

    def copyfile(self, source: object, outputfile: object) -> None:
        data = source.read()  # type: ignore[attr-defined]  # a file, which typeshed spells as a protocol
        outputfile.write(data[: -self.cut] if self.cut and self.path.endswith(".zip") else data)  # type: ignore[attr-defined]  # the same


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with nothing in it, and a machine without apt and npm."""
    place = tmp_path / "cache"
    monkeypatch.setenv("WPPUSH_CACHE", str(place))
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("WPPUSH_WORDPRESS", raising=False)
    return place


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that stands for wordpress.org, served on this machine; _Quiet.cut loses the end of archives."""
    folder = tmp_path / "published"
    folder.mkdir()
    monkeypatch.setattr(_Quiet, "cut", 0)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    monkeypatch.setattr(release, "SITE", f"http://127.0.0.1:{server.server_address[1]}")
    yield folder
    server.shutdown()
    server.server_close()


def _archive(file: Path, version: str, **more: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("wordpress/wp-load.php", "<?php")
        archive.writestr("wordpress/wp-config.php", "<?php // somebody's")
        archive.writestr("wordpress/wp-includes/version.php", f"<?php\n$wp_version = '{version}';\n")
        for name, text in more.items():
            archive.writestr(name, text)
    return file


def _publish(folder: Path, name: str, version: str) -> None:
    archive = _archive(folder / name, version)
    (folder / f"{name}.sha1").write_text(hashlib.sha1(archive.read_bytes()).hexdigest())


def _ignore(step: str) -> None:
    pass


def _kept(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "wordpress").iterdir())


def test_a_release_is_checked_and_kept(empty_cache: Path, published: Path) -> None:
    _publish(published, "wordpress-6.8.zip", "6.8")
    tree = sources.wordpress("6.8", _ignore)
    assert (tree.version, tree.path) == ("6.8", empty_cache / "wordpress/6.8")
    assert not (tree.path / "wp-config.php").exists()
    for file in published.iterdir():
        file.unlink()
    assert sources.wordpress("6.8", _ignore) == tree


def test_the_latest_is_remembered_as_what_it_was(empty_cache: Path, published: Path) -> None:
    _publish(published, "latest.zip", "7.1.4")
    _publish(published, "wordpress-6.8.zip", "6.8")
    assert sources.wordpress("6.8", _ignore).version == "6.8"
    assert sources.wordpress(None, _ignore).version == "7.1.4"
    (published / "latest.zip.sha1").unlink()
    assert sources.wordpress(None, _ignore).version == "7.1.4"
    assert sources.wordpress("7.1", _ignore).version == "7.1.4"
    assert _kept(empty_cache) == ["6.8", "7.1.4", "latest"]


def test_an_archive_with_another_checksum_is_refused(empty_cache: Path, published: Path) -> None:
    _publish(published, "wordpress-6.8.zip", "6.8")
    (published / "wordpress-6.8.zip.sha1").write_text("0" * 40)
    with pytest.raises(PreviewError, match=r"wordpress-6\.8\.zip is damaged: its SHA-1 is [0-9a-f]{40}"):
        sources.wordpress("6.8", _ignore)
    assert _kept(empty_cache) == []


def test_a_download_that_was_cut_leaves_nothing(
    empty_cache: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(published, "wordpress-6.8.zip", "6.8")
    monkeypatch.setattr(_Quiet, "cut", 40)
    with pytest.raises(PreviewError, match="the download was cut"):
        sources.wordpress("6.8", _ignore)
    assert _kept(empty_cache) == []
    monkeypatch.setattr(_Quiet, "cut", 0)
    assert sources.wordpress("6.8", _ignore).version == "6.8"


def test_an_archive_of_another_version_is_refused(empty_cache: Path, published: Path) -> None:
    _publish(published, "wordpress-6.8.zip", "6.7.2")
    with pytest.raises(PreviewError, match=r"gave WordPress 6\.7\.2 instead of 6\.8"):
        sources.wordpress("6.8", _ignore)
    assert _kept(empty_cache) == []


def test_the_answer_of_every_source_is_told(empty_cache: Path, published: Path) -> None:  # noqa: ARG001, they set it up
    steps: list[str] = []
    with pytest.raises(PreviewError) as caught:
        sources.wordpress("4.2", steps.append)
    for reason in ("4.2.zip.sha1 answered 404", "there is no apt on this machine", "npm is not installed"):
        assert reason in caught.value.message
        assert any(reason in step for step in steps)
    assert "WPPUSH_WORDPRESS" in str(caught.value.hint)
    assert caught.value.ref == "WP610"


def test_without_a_source_of_the_plugin_for_sqlite_it_says_where_one_is(empty_cache: Path, published: Path) -> None:  # noqa: ARG001, they set it up
    with pytest.raises(PreviewError, match="SQLite plugin could not be had") as caught:
        sources.sqlite_plugin(_ignore)
    assert caught.value.ref == "WP613"


def test_a_zip_of_ones_own_is_unpacked_once(empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _archive(tmp_path / "own.zip", "6.9-alpha")
    monkeypatch.setenv("WPPUSH_WORDPRESS", str(own))
    tree = sources.wordpress(None, _ignore)
    assert tree.version == "6.9-alpha"
    assert tree.path.is_relative_to(empty_cache)
    assert sources.wordpress(str(own), _ignore).path == tree.path


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 but no more"])
def test_a_broken_zip_is_refused(empty_cache: Path, tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "own.zip"
    own.write_bytes(content)
    with pytest.raises(PreviewError, match=r"own\.zip is not a usable zip") as caught:
        sources.wordpress(str(own), _ignore)
    assert caught.value.ref == "WP612"
    assert _kept(empty_cache) == []


def test_a_zip_cannot_write_outside_of_its_folder(empty_cache: Path, tmp_path: Path) -> None:
    own = _archive(tmp_path / "own.zip", "6.8", **{"../../../escaped": "out"})
    sources.wordpress(str(own), _ignore)
    assert not [path for path in tmp_path.rglob("escaped") if not path.is_relative_to(empty_cache)]


def test_a_tarball_cannot_write_outside_of_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as opened:
        opened.addfile(tarfile.TarInfo("package/inside"))
        opened.addfile(tarfile.TarInfo("../escaped"))
    with pytest.raises(PreviewError, match="not a usable archive"):
        archives.untar(archive, tmp_path / "into")
    assert (tmp_path / "into/package/inside").is_file()
    assert not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("name", ["6", "nonsense", "6.8.x"])
def test_what_is_neither_a_version_nor_a_path_is_refused(empty_cache: Path, name: str) -> None:  # noqa: ARG001, set up
    with pytest.raises(PreviewError, match="neither a version of WordPress nor a file or a folder") as caught:
        sources.wordpress(name, _ignore)
    assert caught.value.ref == "WP611"


def test_a_folder_without_wordpress_is_refused(empty_cache: Path, tmp_path: Path) -> None:  # noqa: ARG001, it is set up
    with pytest.raises(PreviewError, match="holds no WordPress") as caught:
        sources.wordpress(str(tmp_path), _ignore)
    assert caught.value.ref == "WP612"


@pytest.mark.parametrize(
    "text",
    [
        "deb http://mirror.example/debian bookworm main\n",
        "# deb http://old.example/debian buster main\ndeb [trusted=yes] http://mirror.example/debian/ sid main\n",
        "Types: deb\n# http://snapshot.example/debian/\nURIs: http://mirror.example/debian\nSuites: bookworm\n",
        "URIs: http://security.example/debian-security\n\nURIs: http://mirror.example/debian/\n",
    ],
)
def test_the_mirror_is_the_one_that_the_machine_uses(text: str) -> None:
    assert debian.mirror_in(text).rstrip("/") == "http://mirror.example/debian"  # type: ignore[union-attr]  # fails if None


def test_other_archives_are_no_mirror_of_debian() -> None:
    assert debian.mirror_in("deb http://archive.ubuntu.example/ubuntu noble main\n") is None
