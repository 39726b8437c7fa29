"""The laws that hold whatever went wrong, read off the site with the eyes of somebody who does not use wppush."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from faults.story import PROJECT
from wppush.blocks import read_mark, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from faults.story import File, Story
    from local_site import Site

_LISTS = {
    "posts": {
        "status": "any,trash",
        "fields": "id,type,slug,status,link,date,modified,title,content,excerpt,tags,categories,featured_media",
    },
    "tags": {"fields": "id,name,slug"},
    "categories": {"fields": "id,name,slug,parent"},
    "media": {"fields": "id,slug,source_url"},
}


class Found:
    """What a site has, as of now."""

    def __init__(self, site: Site) -> None:
        lists = _lists(site)
        self.posts = {post["id"]: post for post in lists["posts"]}
        self.tags = {term["id"]: term for term in lists["tags"]}
        self.categories = {term["id"]: term for term in lists["categories"]}
        self.media = {entry["id"]: entry for entry in lists["media"]}

    def path(self, number: int) -> tuple[str, ...]:
        """Give the names of a category and of those above it."""
        term = self.categories[number]
        above = self.path(term["parent"]) if term["parent"] else ()
        return (*above, html.unescape(term["name"]))

    def of(self, source: str) -> list[dict[str, Any]]:
        """Give the posts of a file that are not in the trash."""
        return [post for post in self.posts.values() if post["status"] != "trash" and _source(post) == source]

    def foreign(self) -> dict[int, dict[str, Any]]:
        """Give the posts that have no mark: to compare with later, before anything of ours is there."""
        return {number: post for number, post in self.posts.items() if _source(post) is None}


def broken(
    site: Site, stories: Mapping[str, Story], foreign: Mapping[int, Mapping[str, Any]], *, late_uploads: int = 0
) -> list[str]:
    """Give what is not as it has to be when runs without faults have followed: nothing, where all laws hold.

    `stories` are by the names of their projects, `foreign` the posts of others as they were. An upload
    that came to WordPress late or twice may have left a copy that nobody shows.
    """
    found = Found(site)
    said = [
        f"post {number} is not ours and was changed" for number in foreign if found.posts.get(number) != foreign[number]
    ]
    ours: set[int] = set()
    for project, story in sorted(stories.items()):
        for name, file in sorted(story.files.items()):
            live = found.of(source_of(project, name))
            ours |= {post["id"] for post in live}
            if len(live) != 1:
                said.append(f"{name} has {len(live)} posts: {[post['id'] for post in live]}")
                continue
            said += [f"{name}, post {live[0]['id']}: {what}" for what in _amiss(file, live[0], found, project)]
    for number, post in found.posts.items():
        # A double of a file's post may lie in the trash, with its mark or without: the post is the one that does not.
        if number not in ours and number not in foreign and post["status"] != "trash":
            said.append(f"post {number} ({post['status']}, {post['slug']!r}) is no file's")
    return said + _doubles(found, stories.values(), late_uploads)


def unsaid(site: Site, story: Story, report: Mapping[str, Any]) -> list[str]:
    """Give where a run said that something was done which is not."""
    found = Found(site)
    said = []
    for entry in report["files"]:
        if entry["source"] is None or entry["action"] not in ("created", "updated", "unchanged", "adopted"):
            continue
        name = entry["source"].removeprefix("posts/")
        if name not in story.files:
            continue
        post = found.posts.get(entry["id"])
        if post is None or post["status"] != "publish":
            said.append(f"{name} is said to be {entry['action']}, and post {entry['id']} is not there")
        elif story.files[name].words not in post["content"]["raw"]:
            said.append(f"{name} is said to be {entry['action']}, and post {entry['id']} has other words")
    return said


def _amiss(file: File, post: Mapping[str, Any], found: Found, project: str) -> Iterable[str]:
    content = post["content"]["raw"]
    wanted: list[tuple[str, object, object]] = [
        ("status", "publish", post["status"]),
        ("slug", file.slug, post["slug"]),
        ("title", file.title, post["title"]["raw"]),
        ("words", 1, content.count(file.words)),
        ("paragraphs", 1 + len(file.links), len(re.findall("<!-- wp:paragraph[ >]", content))),
        ("tags", sorted(file.tags), sorted(html.unescape(found.tags[number]["name"]) for number in post["tags"])),
        ("pictures", int(bool(file.picture)), len(re.findall("<!-- wp:image ", content))),
        ("categories", sorted(file.categories), sorted(map(found.path, post["categories"]))),
    ]
    links = [found.of(source_of(project, link)) for link in file.links]
    addresses = sorted(html.escape(target[0]["link"], quote=False) for target in links if len(target) == 1)
    wanted.append(("links", addresses, sorted(re.findall(r'See <a href="([^"]*)">', content))))
    if file.picture and (shown := re.search(r'<img src="([^"]*)"[^>]* class="wp-image-(\d+)"', content)):
        entry = found.media.get(int(shown[2]))
        wanted.append(("picture's address", entry and entry["source_url"], shown[1]))
    elif file.picture:
        yield "it shows no picture"
    yield from (f"{what}: {there!r} instead of {meant!r}" for what, meant, there in wanted if there != meant)


def _doubles(found: Found, stories: Iterable[Story], late_uploads: int) -> list[str]:
    told = list(stories)
    tags = Counter(("#", html.unescape(term["name"])) for term in found.tags.values())
    categories = Counter(found.path(number) for number in found.categories)
    said = [f"there are {count} terms {path}" for path, count in (*tags.items(), *categories.items()) if count > 1]
    used = {path for story in told for path in story.terms} | {("Uncategorized",)}
    said += [f"nobody asked for the term {path}" for path in (*tags, *categories) if path not in used]
    uploads = Counter(re.sub("-[0-9]+$", "", entry["slug"]) for entry in found.media.values())
    if sum(uploads.values()) > len(uploads) + late_uploads:
        said += [f"there are {count} attachments {slug}" for slug, count in uploads.items() if count > 1]
    most = len({number for story in told for number in story.pictures})
    if len(uploads) > most:
        said.append(f"there are {len(uploads)} attachments for {most} pictures")
    return said


def _source(post: Mapping[str, Any]) -> str | None:
    mark = read_mark(post["content"]["raw"])
    return None if mark is None else mark.source


def _lists(site: Site) -> dict[str, list[dict[str, Any]]]:
    """Give what the REST API lists, by way of the route of reading.php."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS}
    page = 0
    left = set(_LISTS)
    while left:
        page += 1
        wanted = {
            name: {"context": "edit", "per_page": 100, "page": page, "orderby": "id", "order": "asc", **_LISTS[name]}
            for name in sorted(left)
        }
        answer = site.rest("POST", "/wppush-tests/v1/lists", json={"lists": wanted})
        for name in sorted(left):
            # Beyond its last page, a list of posts is an error.
            entries = answer[name] if isinstance(answer[name], list) else []
            found[name] += entries
            if len(entries) < 100:
                left.discard(name)
    return found


__all__ = ["PROJECT", "Found", "broken", "unsaid"]
