"""Send posts one by one on eight threads, as a first script would: python singles.py URL POSTS.json."""

from __future__ import annotations

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

THREADS = 8
FIELDS = ("title", "content", "slug", "status", "date", "tags", "categories")

_here = threading.local()


def send(url: str, post: dict[str, Any]) -> None:
    """Send a post, its picture before it.

    :raises requests.HTTPError: the site refuses.
    """
    if not hasattr(_here, "session"):
        _here.session = requests.Session()
        _here.session.auth = (os.environ["SINGLES_USERNAME"], os.environ["SINGLES_PASSWORD"])
        _here.session.trust_env = False
    if post["picture"]:
        picture = Path(post["picture"])
        headers = {"Content-Type": "image/jpeg", "Content-Disposition": f'attachment; filename="{picture.name}"'}
        _answered(
            _here.session.post(f"{url}/wp-json/wp/v2/media?_fields=id", data=picture.read_bytes(), headers=headers)
        )
    route = f"/wp-json/wp/v2/posts/{post['id']}" if post["id"] else "/wp-json/wp/v2/posts"
    _answered(_here.session.post(f"{url}{route}?_fields=id", json={name: post[name] for name in FIELDS}))


def _answered(response: requests.Response) -> None:
    response.raise_for_status()


def main() -> None:
    """Send all, and fail where one fails."""
    url, file = sys.argv[1:]
    posts = json.loads(Path(file).read_text(encoding="utf-8"))
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in threads.map(lambda post: send(url, post), posts):
            pass


if __name__ == "__main__":
    main()
