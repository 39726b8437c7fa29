"""WordPress stores a post first, its terms after that: a site that breaks down in between leaves it without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faults.haste import make_haste
from proxy import Answer, proxy_to

if TYPE_CHECKING:
    import pytest

    from blog import Blog
    from local_site import Site
    from proxy import Seen


def test_terms_that_a_dying_site_did_not_get_to_are_set_by_the_next_run(
    site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = site.folder / "wordpress/wp-content/mu-plugins/wppush-dies.php"
    plugin.write_text("<?php\nadd_action('rest_insert_post', function () { exit; });\n")
    made: list[Seen] = []

    def cut(seen: Seen) -> Answer | None:
        if made:
            return Answer(status=502, headers={"Content-Type": "text/html"})
        if seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/posts"):
            made.append(seen)
        return None

    blog.write("---\ntitle: A\ntags: [seoul]\n---\nWords.\n", "a.md")
    try:
        with monkeypatch.context() as patch, proxy_to(site.url) as proxy:
            make_haste(patch)
            proxy.script = cut
            assert blog.run("publish", "posts", environ={"WPPUSH_URL": proxy.url}).status == 1
    finally:
        plugin.unlink()
    assert site.only_post()["tags"] == []
    assert blog.publish().status == 0
    assert len(site.only_post()["tags"]) == 1
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_terms_that_a_dying_site_did_not_get_to_in_an_update_are_set_by_the_next_run(
    site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write("---\ntitle: A\ntags: [seoul]\n---\nWords.\n", "a.md")
    assert blog.publish().status == 0
    blog.write("---\ntitle: A\ntags: [busan]\n---\nOther words.\n", "a.md")
    plugin = site.folder / "wordpress/wp-content/mu-plugins/wppush-dies.php"
    plugin.write_text("<?php\nadd_action('rest_insert_post', function () { exit; });\n")
    sent: list[Seen] = []

    def cut(seen: Seen) -> Answer | None:
        if sent:
            return Answer(status=502, headers={"Content-Type": "text/html"})
        if seen.method == "POST" and "/wp/v2/posts/" in seen.path:
            sent.append(seen)
        return None

    try:
        with monkeypatch.context() as patch, proxy_to(site.url) as proxy:
            make_haste(patch)
            proxy.script = cut
            assert blog.run("publish", "posts", environ={"WPPUSH_URL": proxy.url}).status == 1
    finally:
        plugin.unlink()
    post = site.only_post()
    tags = {tag["id"]: tag["name"] for tag in site.posts(kind="tags")}
    assert "Other words." in post["content"]["raw"]
    assert [tags[number] for number in post["tags"]] == ["seoul"]
    assert blog.publish().file()["action"] == "updated"
    assert [tags[number] for number in site.only_post()["tags"]] == ["busan"]
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_a_tag_that_somebody_deletes_on_the_site_is_no_sign_of_that(site: Site, blog: Blog) -> None:
    blog.write("---\ntitle: A\ntags: [seoul]\n---\nWords.\n", "a.md")
    assert blog.publish().status == 0
    [tag] = site.posts(kind="tags")
    site.rest("DELETE", f"/wp/v2/tags/{tag['id']}", params={"force": "true"})
    run = blog.publish()
    assert (run.file()["action"], run.file()["drifted_fields"]) == ("drift", ["tags"])
    assert site.posts(kind="tags") == []
