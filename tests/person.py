"""Somebody in front of a browser: logs in to WordPress, and answers its question. No JavaScript runs in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests

if TYPE_CHECKING:
    from local_site import Site


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("name") and said.get("type") != "submit":
            self.fields[str(said["name"])] = said.get("value") or ""


class Person:
    """A user of a site, logged in to its dashboard."""

    def __init__(self, site: Site, user: str = "admin") -> None:
        account = site.users[user]
        self.visited: list[str] = []
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.set("wordpress_test_cookie", "WP Cookie check")
        form = {"log": account.username, "pwd": account.password, "testcookie": "1"}
        answer = self.session.post(f"{site.url}/wp-login.php", data=form, allow_redirects=False, timeout=60)
        assert answer.status_code == 302, answer.text

    def answer(self, page: str, button: str = "approve") -> requests.Response:
        """Open WordPress's question, press a button, and follow where it leads; give the last page."""
        asked = self.session.get(page, timeout=60)
        forms = _Forms()
        forms.feed(asked.text)
        assert "app_name" in forms.fields, asked.text
        return self.go("POST", page.partition("?")[0], {**forms.fields, button: "1"})

    def go(self, method: str, url: str, data: dict[str, str] | None = None) -> requests.Response:
        """Open an address as browsers do, each redirect on its own."""
        while True:
            self.visited.append(url)
            page = self.session.request(method, url, data=data, allow_redirects=False, timeout=60)
            if not page.is_redirect:
                return page
            method, url, data = "GET", urljoin(url, page.headers["Location"]), None
