"""The WordPress that tests publish to, seen with the eyes of somebody who does not use wppush."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wppush.preview import LocalUser, LocalWordPress

OBSERVER = "observed_by_a_test"
"""A parameter that WordPress ignores: it tells the test's own requests from those of the program in the log."""


class Site:
    """One WordPress, its posts, and how many requests it took to get there."""

    def __init__(self, wordpress: LocalWordPress) -> None:
        self._wordpress = wordpress
        self._database = wordpress.folder / "database/wordpress.sqlite"
        self._pristine = wordpress.folder / "pristine.sqlite"
        self._log = wordpress.folder / "requests.log"
        self._seen = 0
        self._keep_pristine()

    @property
    def url(self) -> str:
        return self._wordpress.url

    @property
    def version(self) -> str:
        return self._wordpress.version

    @property
    def users(self) -> Mapping[str, LocalUser]:
        return self._wordpress.users

    @property
    def folder(self) -> Path:
        return self._wordpress.folder

    def reset(self) -> None:
        """Make the site what it was after its installation: the same accounts and passwords, and nothing else."""
        self._restore()
        uploads = self.folder / "wordpress/wp-content/uploads"
        shutil.rmtree(uploads, ignore_errors=True)
        uploads.mkdir(exist_ok=True)
        self._log.write_text("")
        self._seen = 0

    def _keep_pristine(self) -> None:
        if not self._pristine.exists():
            _copy(self._database, self._pristine)

    def _restore(self) -> None:
        _copy(self._pristine, self._database)

    def requests(self) -> list[str]:
        """Give "METHOD URI" of each request since the last `forget_requests`, without the test's own."""
        return [line for line in self._lines()[self._seen :] if OBSERVER not in line]

    def writes(self) -> list[str]:
        """Give those requests that were to change something."""
        return [line for line in self.requests() if not line.startswith("GET ")]

    def forget_requests(self) -> None:
        self._seen = len(self._lines())

    def _lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()

    def rest(
        self,
        method: str,
        route: str,
        user: str = "admin",
        json: object | None = None,
        params: Mapping[str, Any] | None = None,
        *,
        check: bool = True,
    ) -> Any:
        """Ask the REST API for a route such as `/wp/v2/posts`; give the decoded body.

        :raises requests.HTTPError: the answer is an error; with `check=False` its body is given instead.
        """
        account = self.users[user]
        response = requests.request(
            method,
            f"{self.url}/",
            params={"rest_route": route, OBSERVER: "1", **(params or {})},
            json=json,
            auth=(account.username, account.app_password),
            timeout=60,
        )
        if check and response.status_code >= 400:
            raise requests.HTTPError(
                f"{method} {route}: {response.status_code} {response.text[:500]}", response=response
            )
        return response.json()

    def posts(self, status: str = "any-and-trash", kind: str = "posts") -> list[dict[str, Any]]:
        """Give all posts as an editor sees them, by id; `kind` names another route: pages, media, categories, tags."""
        wanted = "any,trash" if status == "any-and-trash" else status
        query: dict[str, Any] = {"context": "edit", "per_page": 100, "orderby": "id", "order": "asc"}
        if kind in ("posts", "pages"):
            query["status"] = wanted
        found: list[dict[str, Any]] = []
        while page := self.rest("GET", f"/wp/v2/{kind}", params={**query, "offset": len(found)}):
            found += page
            if len(page) < 100:
                break
        return found

    def only_post(self) -> dict[str, Any]:
        """Give the one post that there is, trashed ones counted."""
        [post] = self.posts()
        return post

    def environ(self, user: str = "admin") -> dict[str, str]:
        """Give the environment that makes wppush publish here."""
        account = self.users[user]
        return {
            "WPPUSH_URL": self.url,
            "WPPUSH_USERNAME": account.username,
            "WPPUSH_APP_PASSWORD": account.app_password,
        }


def _copy(source: Path, target: Path) -> None:
    # SQLite's own copy, not the file's: it holds with its write-ahead log, and while WordPress has the database open.
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        old.backup(new)
