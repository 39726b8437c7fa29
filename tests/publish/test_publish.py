"""Publishing once, twice, and after a change: one post, and only what changed is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from blog import POST
from versions import also_on_the_oldest
from wppush.blocks import read_mark, strip_mark

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from blog import Blog
    from local_site import Site

BLOCKS = """\
<!-- wp:paragraph -->
<p>The first paragraph.</p>
<!-- /wp:paragraph -->

<!-- wp:paragraph -->
<p>The second one.</p>
<!-- /wp:paragraph -->"""


def names(site: Site, taxonomy: str) -> dict[int, dict[str, Any]]:
    return {term["id"]: term for term in site.rest("GET", f"/wp/v2/{taxonomy}", params={"per_page": 100})}


@also_on_the_oldest
def test_a_first_publish_makes_one_post_with_everything_the_file_says(blog: Blog, site: Site) -> None:
    blog.write()
    run = blog.publish()
    assert run.status == 0, run.stderr
    entry, post = run.file(), site.only_post()
    assert entry["action"] == "created"
    assert entry["source"] == "posts/first-light.md"
    assert (entry["id"], entry["link"], entry["status"]) == (post["id"], post["link"], "publish")
    assert post["title"]["raw"] == "First light"
    assert post["slug"] == "first-light"
    assert post["status"] == "publish"
    assert post["date_gmt"] == "2026-01-02T08:00:00"
    assert post["excerpt"]["raw"] == "A short one."
    assert strip_mark(post["content"]["raw"]) == BLOCKS
    [category] = post["categories"]
    categories = names(site, "categories")
    assert categories[category]["name"] == "Korea"
    assert categories[categories[category]["parent"]]["name"] == "Travel"
    assert categories[categories[category]["parent"]]["parent"] == 0
    assert sorted(names(site, "tags")[tag]["name"] for tag in post["tags"]) == ["night", "seoul"]


@also_on_the_oldest
def test_a_second_publish_writes_nothing_and_takes_two_requests(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    before = site.only_post()
    site.forget_requests()
    second = blog.publish()
    assert second.status == 0
    assert second.file() == {**first, "action": "unchanged", "changed_fields": []}
    assert site.writes() == []
    assert len(site.requests()) <= 3
    assert site.only_post() == before


def test_one_changed_word_updates_the_content_alone(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    blog.write(POST.replace("second one", "last one"))
    site.forget_requests()
    entry = blog.publish().file()
    assert (entry["id"], entry["action"], entry["changed_fields"]) == (first["id"], "updated", ["content"])
    assert len(site.requests()) <= 4
    assert len(site.writes()) == 1
    assert "The last one." in site.only_post()["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_changed_tag_leaves_the_words_of_the_post_alone(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    before = site.only_post()
    blog.write(POST.replace("night", "daylight"))
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["tags"])
    after = site.only_post()
    assert sorted(names(site, "tags")[tag]["name"] for tag in after["tags"]) == ["daylight", "seoul"]
    assert strip_mark(after["content"]["raw"]) == strip_mark(before["content"]["raw"])
    same = ("title", "slug", "status", "date", "excerpt", "categories")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert blog.publish().file()["action"] == "unchanged"


@also_on_the_oldest
def test_each_field_can_change_alone(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    text = POST
    for field, old, new in (
        ("title", "title: First light", "title: Second light"),
        ("status", "status: publish", "status: private"),
        ("date", "2026-01-02 10:00", "2026-01-03 11:30"),
        ("excerpt", "A short one.", "Another."),
        ("categories", '"Travel > Korea"', '"Travel > Korea", Notes'),
        ("slug", "slug: first-light", "slug: second-light"),
    ):
        text = text.replace(old, new)
        blog.write(text)
        entry = blog.publish().file()
        assert (entry["action"], entry["changed_fields"]) == ("updated", [field])
        assert blog.publish().file()["action"] == "unchanged"
    post = site.only_post()
    assert (post["title"]["raw"], post["slug"], post["status"]) == ("Second light", "second-light", "private")
    assert (post["date_gmt"], post["excerpt"]["raw"]) == ("2026-01-03T09:30:00", "Another.")
    assert len(post["categories"]) == 2


def test_a_fresh_clone_elsewhere_finds_everything_unchanged(
    blog: Blog, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blog import Blog as AnotherBlog

    blog.write()
    blog.write(POST.replace("first-light", "deeper").replace("First light", "Deeper"), "2026/deeper.md")
    blog.publish()
    clone = AnotherBlog(tmp_path / "somewhere" / "else", site.environ(), monkeypatch)
    shutil.copytree(blog.folder, clone.folder, dirs_exist_ok=True)
    shutil.rmtree(blog.folder)
    site.forget_requests()
    assert [entry["action"] for entry in clone.publish().report()["files"]] == ["unchanged", "unchanged"]
    inside = clone.run("publish", "deeper.md", "--json", cwd=clone.folder / "posts" / "2026")
    assert inside.file()["action"] == "unchanged"
    outside = clone.run("publish", str(clone.folder / "posts" / "first-light.md"), "--json", cwd=tmp_path)
    assert (outside.file()["action"], outside.file()["source"]) == ("unchanged", "posts/first-light.md")
    assert site.writes() == []


def test_what_a_file_does_not_mention_is_left_alone(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Bare\n---\nWords.\n", "bare.md")
    blog.publish()
    post = site.only_post()
    changed = {"excerpt": "Written on the site.", "status": "private", "sticky": False}
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json=changed)
    blog.write("---\ntitle: Bare\n---\nOther words.\n", "bare.md")
    assert blog.publish().file()["changed_fields"] == ["content"]
    after = site.only_post()
    assert (after["excerpt"]["raw"], after["status"]) == ("Written on the site.", "private")


def test_the_first_heading_is_the_title_where_the_file_names_none(blog: Blog, site: Site) -> None:
    blog.write("# A *quiet* place\n\nWords.\n", "quiet.md")
    assert blog.publish().status == 0
    post = site.only_post()
    assert post["title"]["raw"] == "A quiet place"
    assert "quiet" not in post["content"]["raw"]
    assert post["slug"] == "quiet"


def test_a_file_with_nothing_but_text_is_titled_and_addressed_by_its_name(blog: Blog, site: Site) -> None:
    blog.write("Words.\n", "2026-01-02-a_quiet-place.md")
    assert blog.publish().status == 0
    post = site.only_post()
    assert (post["title"]["raw"], post["slug"], post["status"]) == ("A quiet place", "a-quiet-place", "publish")


def test_an_empty_body_still_carries_the_mark(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Only a title\n---\n", "only.md")
    assert blog.publish().status == 0
    assert read_mark(site.only_post()["content"]["raw"]) is not None
    assert blog.publish().file()["action"] == "unchanged"


def test_a_renamed_file_keeps_its_post(blog: Blog, site: Site) -> None:
    path = blog.write()
    first = blog.publish().file()
    path.rename(path.with_name("another-name.md"))
    renamed = blog.publish().file()
    assert (renamed["id"], renamed["action"]) == (first["id"], "updated")
    assert blog.publish().file()["action"] == "unchanged"
    assert len(site.posts()) == 1


def test_a_file_renamed_together_with_its_slug_keeps_its_post(blog: Blog, site: Site) -> None:
    text = "---\ntitle: Movable\n---\nThe same words.\n"
    path = blog.write(text, "one-name.md")
    first = blog.publish().file()
    path.rename(path.with_name("other-name.md"))
    renamed = blog.publish().file()
    assert (renamed["id"], renamed["action"], renamed["changed_fields"]) == (first["id"], "updated", ["slug"])
    assert site.only_post()["slug"] == "other-name"


def test_a_copied_file_becomes_a_post_of_its_own(blog: Blog, site: Site) -> None:
    text = "---\ntitle: Twin\n---\nThe same words.\n"
    blog.write(text, "one.md")
    blog.publish()
    blog.write(text, "two.md")
    assert [entry["action"] for entry in blog.publish().report()["files"]] == ["unchanged", "created"]
    assert [post["slug"] for post in site.posts()] == ["one", "two"]


def test_a_uid_is_the_identity_whatever_the_file_is_called(blog: Blog, site: Site) -> None:
    path = blog.write("---\ntitle: With uid\nuid: 7f3a\n---\nWords.\n", "a.md")
    first = blog.publish().file()
    path.unlink()
    blog.write("---\ntitle: Another title\nuid: 7f3a\n---\nOther words.\n", "b.md")
    second = blog.publish().file()
    assert (second["id"], second["action"]) == (first["id"], "updated")
    assert len(site.posts()) == 1


@also_on_the_oldest
def test_a_changed_file_of_many_is_the_only_one_written(blog: Blog, site: Site) -> None:
    for number in range(8):
        blog.write(f"---\ntitle: Post {number}\ntags: [all]\n---\nWords {number}.\n", f"post-{number}.md")
    first = blog.publish().report()
    assert first["summary"] == {"created": 8}
    assert len(site.posts()) == 8
    blog.write("---\ntitle: Post 3\ntags: [all]\n---\nOther words.\n", "post-3.md")
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"updated": 1, "unchanged": 7}
    assert len(site.writes()) == 1
    assert len(site.requests()) <= 4


def test_a_renamed_folder_of_a_site_with_many_pages_of_posts_is_found_again(blog: Blog, site: Site) -> None:
    for number in range(7):
        blog.write(f"---\ntitle: Post {number}\n---\nWords {number}.\n", f"post-{number}.md")
    ids = [entry["id"] for entry in blog.publish().report()["files"]]
    others = [
        {"method": "POST", "path": "/wp/v2/posts", "body": {"title": f"Other {number}", "status": "publish"}}
        for number in range(100)
    ]
    for start in range(0, 100, 25):
        site.rest("POST", "/batch/v1", json={"requests": others[start : start + 25]})
    for post_id in ids:  # found by the mark alone, on whatever page of the list they are
        site.rest("POST", f"/wp/v2/posts/{post_id}", json={"slug": f"moved-{post_id}"})
    entries = blog.publish().report()["files"]
    assert [(entry["id"], entry["action"]) for entry in entries] == [(post_id, "drift") for post_id in ids]
    assert len(site.posts()) == 107


def test_terms_are_found_as_wordpress_compares_them(blog: Blog, site: Site) -> None:
    site.rest("POST", "/wp/v2/tags", json={"name": "Q&A"})
    site.rest("POST", "/wp/v2/tags", json={"name": "Python"})
    site.rest("POST", "/wp/v2/tags", json={"name": "日本語 🎌"})
    blog.write('---\ntitle: Terms\ntags: ["Q&A", python, C++, "日本語 🎌", Café]\n---\nWords.\n', "terms.md")
    report = blog.publish().report()
    assert [term["path"] for term in report["new_terms"]] == [["C++"], ["Café"]]
    assert len(names(site, "tags")) == 5
    assert len(site.only_post()["tags"]) == 5
    assert blog.publish().file()["action"] == "unchanged"


def test_a_plan_writes_nothing_and_says_what_publish_will_do(blog: Blog, site: Site) -> None:
    blog.write()
    site.forget_requests()
    run = blog.plan()
    assert run.status == 0
    assert run.file()["action"] == "create"
    assert [term["path"] for term in run.report()["new_terms"]] == [
        ["Travel"],
        ["Travel", "Korea"],
        ["night"],
        ["seoul"],
    ]
    assert blog.plan("--exit-code").status == 3
    assert site.writes() == []
    blog.publish()
    assert blog.plan("--exit-code").status == 0
    blog.write(POST.replace("second one", "last one"))
    shown = blog.run("plan", "posts", "--diff")
    assert "-<p>The second one.</p>" in shown.stdout
    assert "+<p>The last one.</p>" in shown.stdout
    assert 'wppush":{' not in shown.stdout


def test_the_front_end_shows_the_post_with_its_table(blog: Blog) -> None:
    import requests

    blog.write(POST + "\n| Actor | Role |\n|---|--:|\n| Nam | Ko |\n")
    link = blog.publish().file()["link"]
    page = requests.get(link, timeout=60)
    assert page.status_code == 200
    assert "First light</h1>" in page.text
    assert "<th>Actor</th>" in page.text
    assert '<td class="has-text-align-right" data-align="right">Ko</td>' in page.text
    assert "wppush" not in page.text
