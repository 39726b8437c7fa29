"""The laws can fail: each defect that is planted by hand is seen, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from blog import POST
from faults.laws import PROJECT, Found, broken, unsaid
from faults.story import Story
from media.pictures import encoded, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site


def _copy(site: Site, post: dict[str, Any], **changed: str) -> None:
    body = {"title": post["title"]["raw"], "content": post["content"]["raw"], "status": "publish", **changed}
    site.rest("POST", "/wp/v2/posts", json=body)


def _change(site: Site, post: dict[str, Any], **changed: object) -> None:
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json=changed)


def _double_term(site: Site, kind: str) -> None:
    # WordPress refuses a second one of a name; it takes one whose name is changed later.
    first = site.rest("GET", f"/wp/v2/{kind}")[0]
    made = site.rest("POST", f"/wp/v2/{kind}", json={"name": "zzz"})
    site.rest("POST", f"/wp/v2/{kind}/{made['id']}", json={"name": first["name"], "slug": f"{first['slug']}-2"})


def _double_upload(site: Site, _: dict[str, Any]) -> None:
    import requests

    account = site.users["admin"]
    requests.post(
        f"{site.url}/",
        params={"rest_route": "/wp/v2/media", "slug": site.rest("GET", "/wp/v2/media")[0]["slug"]},
        data=encoded(picture(40, 30, seed=9), "PNG"),
        headers={"Content-Type": "image/png", "Content-Disposition": 'attachment; filename="again.png"'},
        auth=(account.username, account.app_password),
        timeout=60,
    ).raise_for_status()


def _edit_the_foreign_post(site: Site, _: dict[str, Any]) -> None:
    foreign = next(number for number, post in Found(site).posts.items() if post["slug"] == "not-ours")
    site.rest("POST", f"/wp/v2/posts/{foreign}", json={"title": "Taken over"})


DEFECTS: dict[str, tuple[Callable[[Site, dict[str, Any]], None], str]] = {
    "a double": (_copy, "has 2 posts"),
    "a post that is gone": (lambda site, post: site.rest("DELETE", f"/wp/v2/posts/{post['id']}"), "has 0 posts"),
    "a draft left over": (
        lambda site, _: _copy(site, {"title": {"raw": "Left"}, "content": {"raw": "Over"}}, status="draft"),
        "is no file's",
    ),
    "a lost word": (
        lambda site, post: _change(site, post, content=post["content"]["raw"].replace("Words of", "Words")),
        "words: 0 instead of 1",
    ),
    "a lost tag": (lambda site, post: _change(site, post, tags=[]), "tags: [] instead of"),
    "a lost category": (lambda site, post: _change(site, post, categories=[]), "categories: [] instead of"),
    "a post in a state between": (lambda site, post: _change(site, post, status="draft"), "status: 'draft'"),
    "another slug": (lambda site, post: _change(site, post, slug="elsewhere"), "slug: 'elsewhere'"),
    "a lost link": (
        lambda site, post: _change(site, post, content=post["content"]["raw"].replace("See <a", "See <b")),
        "links: [] instead of",
    ),
    "a picture from nowhere": (
        lambda site, post: _change(site, post, content=post["content"]["raw"].replace("wp-image-", "wp-image-9")),
        "picture's address",
    ),
    "a double tag": (lambda site, _: _double_term(site, "tags"), "there are 2 terms ('#', "),
    "a double category": (lambda site, _: _double_term(site, "categories"), "there are 2 terms ('Travel',)"),
    "a double upload": (_double_upload, "there are 2 attachments wppush-"),
    "somebody else's post": (_edit_the_foreign_post, "is not ours and was changed"),
}


class Whole(Story):
    """A story whose files have everything that a file can have."""

    def __init__(self, blog: Blog) -> None:
        super().__init__(3, blog.folder, count=len(DEFECTS))
        names = sorted(self.files)
        for name, other in zip(names, names[1:] + names[:1], strict=True):
            self.say(name, tags=("seoul",), categories=(("Travel",),), links=(other,), picture=1)


@pytest.fixture
def whole(site: Site, blog: Blog) -> Whole:
    """A story that was published, beside somebody else's post."""
    site.rest("POST", "/wp/v2/posts", json={"title": "Not ours", "slug": "not-ours", "content": "Somebody else's."})
    story = Whole(blog)
    assert blog.publish().status == 0
    return story


def test_each_planted_defect_is_seen(site: Site, whole: Whole) -> None:
    found = Found(site)
    foreign = found.foreign()
    assert broken(site, {PROJECT: whole}, foreign) == []
    ours = [post for number, post in sorted(found.posts.items()) if number not in foreign]
    before: list[str] = []
    for post, (defect, (plant, said)) in zip(ours, DEFECTS.items(), strict=True):
        plant(site, post)
        against = broken(site, {PROJECT: whole}, foreign)
        assert [one for one in against if one not in before and said in one], f"{defect}: {against}"
        before = against


def test_a_report_that_is_not_true_is_seen(site: Site, blog: Blog, whole: Whole) -> None:
    report = blog.publish().report()
    assert unsaid(site, whole, report) == []
    first, second = report["files"][:2]
    _change(site, first, content=POST)
    site.rest("DELETE", f"/wp/v2/posts/{second['id']}")
    assert [one.rpartition(" ")[2] for one in unsaid(site, whole, report)] == ["words", "there"]
