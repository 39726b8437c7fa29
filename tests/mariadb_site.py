"""A WordPress on MariaDB, for whoever has seen it on SQLite: the same files without the drop-in, the same accounts.

It is set up and served with the parts of `wppush preview`, which itself knows SQLite alone.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import secrets
import shutil
import socket
import time
from importlib import resources
from typing import TYPE_CHECKING

from local_site import Site
from mariadb import mariadb
from wppush.preview import LocalUser, LocalWordPress, background, php, sources
from wppush.preview.folder import Folder
from wppush.preview.model import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mariadb import MariaDb

PATIENCE = 60.0
"""Seconds that the web server gets to answer its first request."""

_SALTS = [f"{name}_{kind}" for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE") for kind in ("KEY", "SALT")]

# The installation asks whether the drop-in is in place, which is not wanted here.
_INSTALL = "<?php define('DB_ENGINE', 'sqlite'); require __DIR__ . '/install.php';"


class MariaDbSite(Site):
    """A site whose tables lie in MariaDB; all else is as on SQLite."""

    def __init__(self, wordpress: LocalWordPress, database: MariaDb, server: WebServer) -> None:
        self.database = database
        """The database server, to be looked into, stopped, killed and started."""
        self.server = server
        """The web server, to be stopped, killed and started."""
        super().__init__(wordpress)

    def _keep_pristine(self) -> None:
        for table in self._tables("wordpress"):
            self.database.sql(
                f"CREATE TABLE pristine.{table} LIKE wordpress.{table};"
                f"INSERT INTO pristine.{table} SELECT * FROM wordpress.{table};"
            )

    def _restore(self) -> None:
        pristine = self._tables("pristine")
        strange = [table for table in self._tables("wordpress") if table not in pristine]
        # Emptied by TRUNCATE, its ids begin from where they did.
        statements = [
            *(f"DROP TABLE wordpress.{table};" for table in strange),
            *(f"TRUNCATE wordpress.{table};" for table in pristine),
            *(f"INSERT INTO wordpress.{table} SELECT * FROM pristine.{table};" for table in pristine),
        ]
        self.database.sql("\n".join(statements))

    def _tables(self, schema: str) -> list[str]:
        return self.database.sql(f"SHOW TABLES IN {schema}").split()


class WebServer:
    """PHP's web server for one folder and one port."""

    def __init__(self, place: Folder, port: int) -> None:
        self._place = place
        self._port = port
        self._group: int | None = None
        self.pid = 0

    def start(self) -> None:
        """Serve WordPress, and wait until it answers.

        :raises TimeoutError: it does not.
        """
        command, environ = php.find().serve(self._place, self._port, "")
        place = self._place
        place.requests_log.touch()
        self.pid, self._group = background.launch(command, log=place.server_log, folder=place.path, environ=environ)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError(f"WordPress does not answer; see {place.server_log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server and its workers."""
        if self._group is not None:
            background.end(self._group, self._place.path)
            self._group = None

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("GET", "/?rest_route=/&observed_by_a_test=1")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@contextlib.contextmanager
def mariadb_site(folder: Path, *, wordpress: str | None = None) -> Iterator[MariaDbSite]:
    """Run a fresh WordPress on a MariaDB of its own, both below a folder that is empty or not there yet.

    :param wordpress: a version, or the path of WordPress's files; else what the tests run on.
    :raises NoMariaDb: it is not installed, or does not start; says what to install.
    """
    place = Folder.at(folder / "site")
    with mariadb(folder / "mariadb") as database:
        database.sql("CREATE DATABASE wordpress CHARACTER SET utf8mb4; CREATE DATABASE pristine CHARACTER SET utf8mb4;")
        port = _free_port()
        site = _installed(place, port, database, wordpress)
        server = WebServer(place, port)
        try:
            server.start()
            yield MariaDbSite(site, database, server)
        finally:
            server.stop()


def _installed(place: Folder, port: int, database: MariaDb, wanted: str | None) -> LocalWordPress:
    tree = sources.wordpress(wanted, lambda _: None)
    place.path.mkdir(mode=0o700, parents=True)
    shutil.copytree(tree.path, place.wordpress, ignore=shutil.ignore_patterns(".git"))
    (place.wordpress / "wp-content/uploads").mkdir(exist_ok=True)
    url = f"http://127.0.0.1:{port}"
    salts = {name: secrets.token_urlsafe(48) for name in _SALTS}
    settings = json.dumps({"url": url, "salts": salts, "login_token": secrets.token_urlsafe(24)})
    (place.wordpress / "wp-preview-settings.php").write_text(
        f"<?php\nreturn json_decode(<<<'JSON'\n{settings}\nJSON\n, true);\n"
    )
    (place.wordpress / "wp-config.php").write_text(_configuration(database.socket))
    place.router.write_text(_data("router.php"))
    passwords = {name: secrets.token_urlsafe(12) for name in ROLES}
    version, keys = _install(place, url, passwords)
    return LocalWordPress(
        url=url,
        version=version,
        engine="php",
        folder=place.path,
        pid=0,
        users={
            name: LocalUser(username=name, role=role, app_password=keys[name], password=passwords[name])
            for name, role in ROLES.items()
        },
        login_token="",
    )


def _configuration(socket_file: Path) -> str:
    """Give the preview's wp-config.php, with the address of a database in the place of SQLite's empty one."""
    text = _data("wp-config.php")
    for name, value in (("DB_USER", "root"), ("DB_HOST", f"localhost:{socket_file}")):
        empty = f"define('{name}', '');"
        assert empty in text
        text = text.replace(empty, f"define('{name}', '{value}');")
    return text


def _install(place: Folder, url: str, passwords: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    users = {name: {"role": role, "password": passwords[name]} for name, role in ROLES.items()}
    settings = {"url": url, "title": "Preview", "permalinks": "/%postname%/", "timezone": "UTC", "users": users}
    facts, script = place.path / "install.json", place.path / "install-on-mariadb.php"
    facts.write_text(json.dumps(settings))
    (place.path / "install.php").write_text(_data("install.php"))
    script.write_text(_INSTALL)
    said = php.find().run(script, place, place.wordpress, facts)
    installed = json.loads(said.strip().rpartition("\n")[2])
    return installed["version"], installed["app_passwords"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _data(name: str) -> str:
    return resources.files("wppush.preview").joinpath(name).read_text(encoding="utf-8")
