"""What somebody changed on the site: noticed, kept, and overwritten only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blog import POST
from versions import also_on_the_oldest
from wppush.blocks import strip_mark

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site


def edit(site: Site, old: str, new: str) -> None:
    """Change a word as an editor does: within the content that is there, mark and all."""
    post = site.only_post()
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": post["content"]["raw"].replace(old, new)})


@also_on_the_oldest
def test_a_post_edited_on_the_site_is_reported_and_left_alone(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    edit(site, "first paragraph", "first sentence")
    site.forget_requests()
    run = blog.publish()
    entry = run.file()
    assert run.status == 0
    assert (entry["action"], entry["drifted_fields"], entry["changed_fields"]) == ("drift", ["content"], [])
    assert [note["code"] for note in entry["diagnostics"]] == ["WP302"]
    assert not site.writes()
    assert "first sentence" in site.only_post()["content"]["raw"]


def test_force_puts_the_files_text_back(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    before = site.only_post()
    edit(site, "first paragraph", "first sentence")
    entry = blog.publish("--force").file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["content"])
    assert site.only_post()["content"]["raw"] == before["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"


@also_on_the_oldest
def test_the_same_field_changed_on_both_sides_is_a_conflict_and_nothing_is_lost(blog: Blog, site: Site) -> None:
    blog.write()
    blog.write("---\ntitle: Bystander\n---\nWords.\n", "zz-bystander.md")
    blog.publish()
    [post, _] = site.posts()
    changed = post["content"]["raw"].replace("first paragraph", "first sentence")
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": changed})
    blog.write(POST.replace("second one", "last one"))
    blog.write("---\ntitle: Bystander\n---\nOther words.\n", "zz-bystander.md")
    run = blog.publish()
    assert run.status == 4
    actions = {entry["source"]: entry["action"] for entry in run.report()["files"]}
    assert actions == {"posts/first-light.md": "conflict", "posts/zz-bystander.md": "updated"}
    assert [note["code"] for entry in run.report()["files"] for note in entry["diagnostics"]] == ["WP303"]
    assert site.posts()[0]["content"]["raw"] == changed
    assert "Other words" in site.posts()[1]["content"]["raw"]
    assert blog.plan().status == 4
    forced = blog.publish("--force")
    assert forced.status == 0
    assert "The last one." in site.posts()[0]["content"]["raw"]
    assert "first sentence" not in site.posts()[0]["content"]["raw"]


def test_other_fields_changed_on_the_site_are_kept_while_ours_are_written(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    post = site.only_post()
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"title": "A better title"})
    blog.write(POST.replace("second one", "last one"))
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"], entry["drifted_fields"]) == ("updated", ["content"], ["title"])
    assert site.only_post()["title"]["raw"] == "A better title"
    assert blog.publish().file()["action"] == "drift"
    blog.write(POST.replace("second one", "last one").replace("First light", "My title"))
    assert blog.publish().file()["action"] == "conflict"


def test_a_tag_is_changed_without_touching_a_text_that_was_edited_on_the_site(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    edit(site, "first paragraph", "first sentence")
    edited = strip_mark(site.only_post()["content"]["raw"])
    blog.write(POST.replace("night", "daylight"))
    entry = blog.publish().file()
    assert (entry["changed_fields"], entry["drifted_fields"]) == (["tags"], ["content"])
    assert strip_mark(site.only_post()["content"]["raw"]) == edited
    assert blog.publish().file()["action"] == "drift"


def test_a_correction_made_on_both_sides_is_no_conflict_then_or_later(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    edit(site, "first paragraph", "first sentence")
    blog.write(POST.replace("first paragraph", "first sentence"))
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", [])
    assert blog.publish().file()["action"] == "unchanged"
    blog.write(POST.replace("first paragraph", "first line"))
    assert blog.publish().file()["action"] == "updated"


def test_a_field_that_an_editor_filled_is_not_overwritten_when_the_file_begins_to_name_it(
    blog: Blog, site: Site
) -> None:
    blog.write("---\ntitle: Bare\n---\nWords.\n", "bare.md")
    blog.publish()
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"excerpt": "Written on the site."})
    blog.write("---\ntitle: Bare\nexcerpt: From the file.\nstatus: draft\n---\nWords.\n", "bare.md")
    run = blog.publish()
    assert (run.status, run.file()["drifted_fields"]) == (4, ["excerpt"])
    assert site.only_post()["excerpt"]["raw"] == "Written on the site."


def test_a_block_put_before_the_first_one_moves_the_mark_but_does_not_lose_it(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    post = site.only_post()
    before = "<!-- wp:paragraph -->\n<p>A word before.</p>\n<!-- /wp:paragraph -->\n\n"
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": before + post["content"]["raw"]})
    entry = blog.publish().file()
    assert (entry["id"], entry["action"]) == (first["id"], "drift")


def test_a_post_in_the_trash_stays_there_until_told_otherwise(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}")
    run = blog.publish()
    assert (run.status, run.file()["action"], run.file()["id"]) == (0, "drift", first["id"])
    blog.write(POST.replace("second one", "last one"))
    assert blog.publish().file()["action"] == "conflict"
    restored = blog.publish("--force").file()
    assert (restored["id"], restored["action"]) == (first["id"], "updated")
    post = site.only_post()
    assert (post["status"], post["slug"]) == ("publish", "first-light")
    assert "The last one." in post["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_post_deleted_for_good_is_made_again(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}", params={"force": "true"})
    assert blog.publish().file()["action"] == "created"
    assert len(site.posts()) == 1


def test_a_slug_changed_on_the_site_is_drift_and_the_post_is_still_found(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    site.rest("POST", f"/wp/v2/posts/{first['id']}", json={"slug": "moved"})
    entry = blog.publish().file()
    assert (entry["id"], entry["action"], entry["drifted_fields"]) == (first["id"], "drift", ["slug"])


def test_somebody_elses_post_with_the_slug_is_refused_and_untouched(blog: Blog, site: Site) -> None:
    theirs = site.rest(
        "POST", "/wp/v2/posts", json={"title": "Theirs", "slug": "first-light", "status": "publish", "content": "x"}
    )
    blog.write()
    run = blog.publish()
    assert (run.status, run.file()["action"], run.file()["id"]) == (4, "refused", theirs["id"])
    assert "--adopt" in run.file()["diagnostics"][0]["hint"]
    post = site.only_post()
    assert (post["title"]["raw"], post["content"]["raw"]) == ("Theirs", "x")
    assert site.rest("GET", "/wp/v2/tags") == []


def test_adopt_takes_the_post_over(blog: Blog, site: Site) -> None:
    theirs = site.rest(
        "POST", "/wp/v2/posts", json={"title": "Theirs", "slug": "first-light", "status": "publish", "content": "x"}
    )
    blog.write()
    assert blog.plan("--adopt").file()["action"] == "adopt"
    entry = blog.publish("--adopt").file()
    assert (entry["id"], entry["action"]) == (theirs["id"], "adopted")
    post = site.only_post()
    assert post["title"]["raw"] == "First light"
    assert "The second one." in post["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_post_that_lost_its_first_block_is_found_by_its_slug_and_not_doubled(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    post = site.only_post()
    rest = post["content"]["raw"].split("\n\n", 1)[1]
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": rest})
    assert blog.publish().file()["action"] == "refused"
    adopted = blog.publish("--adopt").file()
    assert (adopted["id"], adopted["action"]) == (first["id"], "adopted")
    assert len(site.posts()) == 1


def test_a_post_copied_on_the_site_is_named_and_left_alone(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    raw = site.only_post()["content"]["raw"]
    copy = site.rest(
        "POST", "/wp/v2/posts", json={"title": "Copy", "status": "draft", "slug": "a-copy", "content": raw}
    )
    blog.write(POST.replace("second one", "last one"))
    entry = blog.run("publish", "posts", "--json").file()
    assert (entry["id"], entry["action"]) == (first["id"], "updated")
    assert site.rest("GET", f"/wp/v2/posts/{copy['id']}", params={"context": "edit"})["content"]["raw"] == raw


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_a_role_whose_html_is_filtered_finds_its_post_unchanged(blog: Blog, site: Site, role: str) -> None:
    blog.environ = site.environ(role)
    status = "draft" if role == "contributor" else "publish"
    blog.write(
        f"---\ntitle: A & B <b>bold</b>\nstatus: {status}\ntags: [one]\n---\n"
        "First & foremost, `<script>`.\n\n<iframe src='https://example.com/'></iframe>\n\n* * *\n\n![a](https://example.com/a.png)\n",
        "filtered.md",
    )
    first = blog.publish()
    assert first.status == 0, first.stdout
    assert first.file()["action"] == "created"
    assert "iframe" not in site.only_post()["content"]["raw"]
    site.forget_requests()
    second = blog.publish()
    assert (second.status, second.file()["action"]) == (0, "unchanged")
    assert not site.writes()


@also_on_the_oldest
def test_an_author_learns_that_a_slug_belongs_to_somebody_else(blog: Blog, site: Site) -> None:
    site.rest("POST", "/wp/v2/posts", json={"title": "Theirs", "slug": "mine", "status": "draft", "content": "x"})
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    run = blog.publish()
    assert (run.status, run.file()["action"]) == (4, "refused")
    assert [post["status"] for post in site.posts()] == ["draft", "trash"]


def test_an_author_may_not_add_categories_and_is_told_which(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\ncategories: [News]\n---\nWords.\n", "mine.md")
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert '"News" is not among the categories' in run.stderr
    assert site.posts() == []
