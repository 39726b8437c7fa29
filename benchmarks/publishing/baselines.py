"""What publishing costs at least, and what it costs without thought: `floor.php` inside of WordPress, and `singles.py`.

Both are handed what wppush has published: the same markup, the same terms. Neither reads Markdown.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publishing.contenders import ALL, FIRST, PICTURES, Unable
from publishing.running import Command
from publishing.sites import stored, terms
from publishing.work import CATEGORIES, TAGS, photograph
from wppush.errors import PreviewError
from wppush.preview import php
from wppush.preview.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from local_site import Site
    from publishing.sites import Door
    from publishing.work import Post

_HERE = Path(__file__).parent


def record(site: Site) -> list[dict[str, Any]]:
    """Give the posts of a site as they may be put on another one."""
    names = {
        kind: {term["id"]: term["name"] for term in stored(site, kind, "id,name")} for kind in ("tags", "categories")
    }
    return [
        {
            "title": post["title"]["raw"],
            "content": post["content"]["raw"],
            "slug": post["slug"],
            "status": post["status"],
            "date": post["date"],
            "tags": [names["tags"][each] for each in post["tags"]],
            "categories": [names["categories"][each] for each in post["categories"]],
        }
        for post in stored(site)
    ]


class _Baseline:
    does = frozenset((FIRST, ALL, PICTURES))
    most: int | None = None

    def __init__(self, folder: Path, recorded: Callable[[Post, bool], dict[str, Any]]) -> None:
        self._folder = folder
        self._recorded = recorded
        self._posts: dict[int, Post] = {}
        self._pictures = False

    def prepare(self) -> None:
        """Nothing is needed."""

    def begin(self, posts: Sequence[Post], *, pictures: bool) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._pictures = pictures
        self._posts = {}
        self.change(posts)

    def change(self, posts: Sequence[Post]) -> None:
        self._posts |= {post.number: post for post in posts}
        for post in posts:
            file = self._folder / f"{post.slug}.jpg"
            if self._pictures and not file.exists():
                file.write_bytes(photograph(post.number))

    def _described(self, scenario: str, site: Site) -> list[dict[str, Any]]:
        ids = {post["slug"]: post["id"] for post in stored(site, fields="id,slug")} if scenario == ALL else {}
        return [
            {
                **self._recorded(post, self._pictures),
                "id": ids.get(post.slug),
                "picture": str(self._folder / f"{post.slug}.jpg") if self._pictures else None,
            }
            for post in self._posts.values()
        ]


class Floor(_Baseline):
    """One PHP process that calls wp_insert_post(): no faster way is known that keeps WordPress's own rules."""

    name = "floor (wp_insert_post)"

    def prepare(self) -> None:
        try:
            php.find()
        except PreviewError as error:
            raise Unable(error.message) from error

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:  # noqa: ARG002
        file = self._folder / "posts.json"
        file.write_text(json.dumps(self._described(scenario, door.site)))
        # The same PHP with the same settings as the server's.
        served, _ = php.find().serve(Folder.at(door.site.folder), 0, "")
        settings = served[: served.index("-S")]
        return Command(
            words=[*settings, _HERE / "floor.php", door.site.folder / "wordpress", door.site.url, file],
            folder=self._folder,
        )


class Singles(_Baseline):
    """Eight threads that each send one post after the other; the terms are there already."""

    name = "8 threads of single posts"

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:  # noqa: ARG002
        ids = {kind: terms(door.site, kind, names) for kind, names in (("tags", TAGS), ("categories", CATEGORIES))}
        posts = self._described(scenario, door.site)
        for post in posts:
            for kind in ids:
                post[kind] = [ids[kind][name] for name in post[kind]]
        file = self._folder / "posts.json"
        file.write_text(json.dumps(posts))
        return Command(
            words=[sys.executable, _HERE / "singles.py", door.url, file],
            folder=self._folder,
            environ={"SINGLES_USERNAME": door.username, "SINGLES_PASSWORD": door.password},
        )
