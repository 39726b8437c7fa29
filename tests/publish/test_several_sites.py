"""One run, several sites: each gets the files that are meant for it, and one that fails keeps nobody waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

NEWS = "# News\n\nWords.\n"
REVIEW = "---\nuid: a-review\n---\n# Review\n\nWords.\n"


@pytest.fixture
def two(blog: Blog, site: Site, site_subdirectory: Site) -> Blog:
    """A blog whose news are for any site and whose reviews are for the second one."""
    first, second = site.environ(), site_subdirectory.environ()
    blog.configure(
        f'site = "first"\n[sites.second]\nurl = "{second["WPPUSH_URL"]}"\nusername = "admin"\n'
        f'[sites.first]\nurl = "{first["WPPUSH_URL"]}"\nusername = "admin"\n'
        '[folders.reviews]\nsite = "second"\n'
    )
    blog.environ = {
        "WPPUSH_APP_PASSWORD_FIRST": first["WPPUSH_APP_PASSWORD"],
        "WPPUSH_APP_PASSWORD_SECOND": second["WPPUSH_APP_PASSWORD"],
    }
    blog.write(NEWS, "news.md")
    blog.write(REVIEW, "reviews/review.md")
    return blog


def slugs(site: Site) -> list[str]:
    return [post["slug"] for post in site.posts()]


def test_each_site_gets_what_is_meant_for_it(two: Blog, site: Site, site_subdirectory: Site) -> None:
    run = two.publish()
    report = run.report()
    assert (run.status, report["format_version"], report["command"]) == (0, 1, "publish")
    assert [(entry["name"], entry["site"], entry["summary"]) for entry in report["sites"]] == [
        ("first", site.url, {"created": 1}),
        ("second", site_subdirectory.url, {"created": 1}),
    ]
    assert (slugs(site), slugs(site_subdirectory)) == (["news"], ["review"])
    # A file of another site is not gone here, also where it was once published.
    (two.folder / "posts/reviews").rename(two.folder / "posts/essays")
    (two.folder / "wppush.toml").write_text(
        (two.folder / "wppush.toml")
        .read_text()
        .replace("[folders.reviews]", "[folders.essays]")
        .replace('"second"', '"first"')
    )
    moved = two.publish("--site", "first", "--site", "second", "--prune").report()["sites"]
    assert [entry["summary"] for entry in moved] == [{"created": 1, "unchanged": 1}, {"created": 1}]
    assert site_subdirectory.posts("trash") == []


def test_sites_that_are_named_get_what_is_meant_for_them_and_no_others(
    two: Blog, site: Site, site_subdirectory: Site
) -> None:
    shown = two.run("publish", "--site", "second", "--site", "first")
    assert shown.status == 0
    headings = [line for line in shown.stdout.splitlines() if "(http" in line]
    assert headings == [f"second ({site_subdirectory.url})", f"first ({site.url})"]
    assert (slugs(site), slugs(site_subdirectory)) == (["news"], ["news", "review"])
    none = two.run("publish", "posts/reviews", "--site", "first")
    assert none.status == 0
    assert none.stdout == "none of these files is for first: their folders are for other sites\n"
    site.forget_requests()
    report = two.run("plan", "posts/reviews/review.md", "--site", "first", "--json").report()
    assert (report["site"], report["files"]) == (site.url, [])
    assert report["note"].startswith("none of these files is for first")
    assert site.requests() == []


def test_a_link_to_a_file_of_another_site_is_broken_there(two: Blog, site: Site, site_subdirectory: Site) -> None:
    two.write("# News\n\nSee [it](reviews/review.md).\n", "news.md")
    run = two.run("publish", "--site", "first", "--site", "second")
    assert run.status == 1
    assert "posts/news.md:3:10: error WP340: posts/reviews/review.md is linked to, and is for another site: second" in (
        run.stderr
    )
    assert slugs(site) == []
    assert slugs(site_subdirectory) == ["review", "news"]


def test_a_site_that_fails_does_not_keep_the_next_one_waiting(two: Blog, site: Site, site_subdirectory: Site) -> None:
    two.environ["WPPUSH_APP_PASSWORD_FIRST"] = "aaaa bbbb cccc dddd eeee ffff"
    run = two.publish()
    assert run.status == 1
    first, second = run.report()["sites"]
    assert (first["name"], first["error"]["kind"]) == ("first", "AuthError")
    assert (second["name"], second["summary"]) == ("second", {"created": 1})
    # A conflict is outweighed by the error, and weighs more than what is pending.
    two.environ["WPPUSH_APP_PASSWORD_FIRST"] = site.environ()["WPPUSH_APP_PASSWORD"]
    [post] = site_subdirectory.posts()
    site_subdirectory.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": post["content"]["raw"] + "<p>x</p>"})
    two.write(REVIEW.replace("Words", "Other words"), "reviews/review.md")
    plan = two.run("plan", "--exit-code")
    assert plan.status == 4
    assert plan.stdout.count("\nplan ") == 2
    assert two.run("plan", "posts/news.md", "--exit-code").status == 3
