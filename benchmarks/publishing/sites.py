"""The sites to publish to: one WordPress on SQLite, as `wppush preview` makes it, one on MariaDB; the same files, the
same PHP, the same number of workers.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_site import Site
from mariadb import missing
from mariadb_site import mariadb_site
from wppush import preview

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from publishing.work import Post

ENGINES = ("sqlite", "mariadb")
FIELDS = "id,title.raw,content.raw,excerpt.raw,slug,status,date,tags,categories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a tool is told to publish to, and as whom."""

    url: str
    username: str
    password: str
    site: Site


def lacking(engine: str) -> str | None:
    """Say what an engine would need that is not on this machine."""
    return missing() if engine == "mariadb" else None


@contextlib.contextmanager
def site_on(engine: str, folder: Path) -> Iterator[Site]:
    """Run a fresh WordPress in a folder, which is emptied."""
    if engine == "mariadb":
        shutil.rmtree(folder, ignore_errors=True)
        with mariadb_site(folder) as site:
            yield site
        return
    preview.reset(folder)
    (folder / "pristine.sqlite").unlink(missing_ok=True)
    try:
        yield Site(preview.start(folder=folder, engine="php"))
    finally:
        preview.stop(folder)


def stored(site: Site, kind: str = "posts", fields: str = FIELDS) -> list[dict[str, Any]]:
    """Give all that there is of a kind, whatever its status."""
    query: dict[str, Any] = {"context": "edit", "per_page": 100, "orderby": "id", "order": "asc", "_fields": fields}
    if kind in ("posts", "pages"):
        query["status"] = "any,trash"
    found: list[dict[str, Any]] = []
    while True:
        page = site.rest("GET", f"/wp/v2/{kind}", params={**query, "offset": len(found)})
        found += page
        if len(page) < 100:
            return found


def terms(site: Site, kind: str, names: Sequence[str]) -> dict[str, int]:
    """Give the ids of terms by name; those that are missing are made."""
    there = {term["name"]: term["id"] for term in stored(site, kind, "id,name")}
    for name in names:
        if name not in there:
            there[name] = site.rest("POST", f"/wp/v2/{kind}", json={"name": name})["id"]
    return there


def faults(site: Site, wanted: Sequence[Post], *, pictures: bool = False) -> list[str]:
    """Say what is on the site that should not be, and what is not that should: a tool that is fast and wrong loses."""
    found: list[str] = []
    names = {
        kind: {term["id"]: term for term in stored(site, kind, "id,name,count")} for kind in ("tags", "categories")
    }
    posts = stored(site)
    by_title = {post["title"]["raw"]: post for post in posts}
    if len(posts) != len(wanted):
        found.append(f"{len(posts)} posts instead of {len(wanted)}")
    for post in wanted:
        there = by_title.get(post.title)
        if there is None:
            found.append(f"{post.title}: not there")
            continue
        tags = sorted(names["tags"][each]["name"] for each in there["tags"])
        categories = [names["categories"][each]["name"] for each in there["categories"]]
        checks = {
            "slug": there["slug"] == post.slug,
            "status": there["status"] == "publish",
            "text": post.mark in there["content"]["raw"] and "return True" in there["content"]["raw"],
            "tags": tags == sorted(post.tags),
            "category": categories == [post.category],
            "picture": not pictures or "/wp-content/uploads/" in there["content"]["raw"],
        }
        found += [f"{post.title}: wrong {name}" for name, right in checks.items() if not right]
    for kind, count in (("tags", _count_of("tags", wanted)), ("categories", _count_of("categories", wanted))):
        shown = {term["name"]: term["count"] for term in names[kind].values() if term["count"] or term["name"] in count}
        if shown != count:
            found.append(f"{kind} are counted wrong: {sorted(set(shown.items()) ^ set(count.items()))[:4]}")
    if pictures and (media := len(stored(site, "media", "id"))) != len(wanted):
        found.append(f"{media} pictures instead of {len(wanted)}")
    return found


def _count_of(kind: str, posts: Sequence[Post]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for post in posts:
        for name in post.tags if kind == "tags" else (post.category,):
            counted[name] = counted.get(name, 0) + 1
    return counted
