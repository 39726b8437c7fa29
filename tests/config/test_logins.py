"""Kept logins: where the password is, who may read it, and what a run takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from wppush.config import Config, Logins, Secret, SiteConfig, choose_site
from wppush.errors import ConfigError, CredentialsError

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://blog.example.com"
OTHER = "https://shop.example.com"
PASSWORD = "abcd EFGH ijkl mnop qrst 1234"


class MemoryKeyring(KeyringBackend):
    """A keyring as long as this program runs; `locked`, it gives and takes nothing."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own, which has no types
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("it is not there")

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("it is locked")


@pytest.fixture
def keyring() -> Iterator[MemoryKeyring]:
    """A machine that has a keyring."""
    import keyring

    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def logins(tmp_path: Path) -> Logins:
    return Logins(tmp_path / "config" / "wppush")


def config(*sites: SiteConfig) -> Config:
    return Config(file=None, root=Path("/x"), content_root=Path("/x"), sites={site.name: site for site in sites})


def keep(logins: Logins, url: str = URL, username: str = "anna", password: str = PASSWORD) -> None:
    logins.keep(url, username, Secret(password), uuid="an-id")


BLOG = SiteConfig(name="blog", url=URL)
SHOP = SiteConfig(name="shop", url=OTHER)


def test_without_a_keyring_the_password_lies_in_a_file_for_its_owner_alone(logins: Logins) -> None:
    keep(logins)
    [login] = logins.all()
    assert (login.place, login.uuid, logins.where(login)) == ("file", "an-id", str(logins.file))
    assert logins.password(login) == Secret(PASSWORD)
    assert logins.file.stat().st_mode & 0o777 == 0o600
    assert logins.folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in logins.folder.iterdir()) == ["logins.json", "logins.lock"]
    assert PASSWORD not in repr(login) + repr(logins.all()) + repr(logins.password(login))


def test_with_a_keyring_no_file_has_the_password(logins: Logins, keyring: MemoryKeyring) -> None:
    keep(logins)
    [login] = logins.all()
    assert login.place == "keyring"
    assert list(keyring.held.items()) == [(("wppush", f"anna at {URL}"), PASSWORD)]
    assert PASSWORD not in "".join(path.read_text() for path in logins.folder.iterdir())
    assert choose_site(config(BLOG), None, {}, logins=logins).password == Secret(PASSWORD)
    logins.forget(login)
    assert (logins.all(), keyring.held) == ([], {})


def test_a_locked_keyring_keeps_nothing_and_says_so_when_it_should_give(logins: Logins, keyring: MemoryKeyring) -> None:
    keep(logins)
    keyring.locked = True
    with pytest.raises(CredentialsError, match="it is locked") as caught:
        choose_site(config(BLOG), None, {}, logins=logins)
    assert caught.value.ref == "WP527"
    keep(logins, OTHER)
    assert [login.place for login in logins.all()] == ["keyring", "file"]
    keyring.locked = False
    keyring.held.clear()
    with pytest.raises(CredentialsError, match="no longer in the system's keyring") as caught:
        logins.password(logins.at(URL)[0])
    assert caught.value.hint == f"type: wppush login {URL}"


def test_a_second_login_takes_the_place_of_the_first_of_the_same_user(logins: Logins) -> None:
    keep(logins)
    keep(logins, username="bert")
    keep(logins, username="Anna", password="other")
    assert [login.username for login in logins.at(URL)] == ["Anna", "bert"]
    assert choose_site(config(BLOG), None, {"WPPUSH_USERNAME": "ANNA"}, logins=logins).password == Secret("other")


def test_programs_that_log_in_at_once_lose_no_login(logins: Logins) -> None:
    code = (
        "import sys, pathlib; from wppush.config import Logins, Secret\n"
        "for n in range(5): Logins(pathlib.Path(sys.argv[1])).keep(f'https://{sys.argv[2]}{n}.example', 'anna',"
        " Secret('x'), uuid=None)"
    )
    with ThreadPoolExecutor() as threads:
        for run in threads.map(
            lambda name: subprocess.run([sys.executable, "-c", code, str(logins.folder), name], check=False), "abc"
        ):
            assert run.returncode == 0
    assert len(logins.all()) == 15


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ('{"format": 1, "logins": [', 0o600, "is damaged"),
        ('{"format": 1, "logins": [{"url": 1}]}', 0o600, "is damaged"),
        ('["hidden words"]', 0o600, "is damaged"),
        ('{"format": 2, "logins": []}', 0o600, "another version"),
        ('{"format": 1, "logins": []}', 0o640, "by other users"),
        ('{"format": 1, "logins": []}', 0o602, "by other users"),
    ],
)
def test_a_list_that_can_not_be_trusted_is_an_error_and_is_left_alone(
    logins: Logins, text: str, mode: int, words: str
) -> None:
    logins.folder.mkdir(parents=True)
    logins.file.write_text(text)
    logins.file.chmod(mode)
    for ask in (logins.all, lambda: keep(logins)):
        with pytest.raises(CredentialsError, match=words) as caught:
            ask()
        assert caught.value.ref == "WP526"
        assert caught.value.hint
        assert "hidden words" not in str(caught.value)
    assert logins.file.read_text() == text


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_a_list_of_another_user_is_not_used(logins: Logins) -> None:
    keep(logins)
    os.chown(logins.file, 12345, -1)
    with pytest.raises(CredentialsError, match="belongs to another user"):
        logins.all()


def test_the_environment_comes_before_a_kept_login(logins: Logins) -> None:
    keep(logins)
    environ = {"WPPUSH_URL": URL, "WPPUSH_USERNAME": "bert", "WPPUSH_APP_PASSWORD": "from here"}
    site = choose_site(config(), None, environ, logins=logins)
    assert (site.username, site.password, site.source) == ("bert", Secret("from here"), "WPPUSH_APP_PASSWORD")


def test_a_kept_login_gives_the_user_and_the_password_of_its_site(logins: Logins) -> None:
    keep(logins)
    for sites, environ in (((), {"WPPUSH_URL": URL}), ((BLOG,), {}), ((BLOG, SHOP), {"WPPUSH_URL": URL})):
        site = choose_site(config(*sites), None, environ, logins=logins)
        assert (site.url, site.username, site.password) == (URL, "anna", Secret(PASSWORD))
        assert site.source == str(logins.file)


def test_a_kept_login_of_another_user_is_named_and_not_used(logins: Logins) -> None:
    keep(logins)
    with pytest.raises(CredentialsError, match=r"for bert at .* \(logged in there: anna\)"):
        choose_site(config(BLOG), None, {"WPPUSH_USERNAME": "bert"}, logins=logins)


def test_of_several_users_none_is_guessed(logins: Logins) -> None:
    keep(logins)
    keep(logins, username="bert")
    with pytest.raises(CredentialsError, match="anna and bert are logged in") as caught:
        choose_site(config(BLOG), None, {}, logins=logins)
    assert caught.value.ref == "WP529"


def test_a_login_says_who_publishes_and_never_where(logins: Logins) -> None:
    keep(logins)
    with pytest.raises(ConfigError, match="no site to publish to") as caught:
        choose_site(config(), None, {}, logins=logins)
    assert caught.value.hint is not None
    assert f'[sites.blog]\nurl = "{URL}"' in caught.value.hint


def test_each_site_of_a_run_gets_its_own_login(logins: Logins) -> None:
    keep(logins)
    keep(logins, OTHER, "carl", "another one")
    environ = {"WPPUSH_USERNAME": "bert", "WPPUSH_APP_PASSWORD": "of some site"}
    for given in ({}, {"WPPUSH_APP_PASSWORD": "of some site"}, environ):
        found = [choose_site(config(BLOG, SHOP), name, given, alone=False, logins=logins) for name in ("blog", "shop")]
        assert [(site.username, site.password) for site in found] == [
            ("anna", Secret(PASSWORD)),
            ("carl", Secret("another one")),
        ]


def test_the_list_is_json_that_says_where_each_password_is(logins: Logins) -> None:
    keep(logins)
    assert json.loads(logins.file.read_text()) == {
        "format": 1,
        "logins": [{"url": URL, "username": "anna", "uuid": "an-id", "place": "file", "password": PASSWORD}],
    }
