"""What is on the site, post by post: `wppush list`; and a file's post in the browser: `wppush open`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

DRAFT = "---\ntitle: An idea\nstatus: draft\n---\nNot yet.\n"
PUBLISHED = "---\ntitle: {title}\ndate: 2026-01-0{day}\n---\nText of {title}.\n"


def states(blog: Blog, *words: str) -> dict[str | None, Any]:
    run = blog.run("list", "--json", *words)
    assert run.status == 0, run.stdout
    return {post["source"] or post["title"]: (post["state"], post["status"]) for post in run.report()["posts"]}


def test_each_post_is_listed_with_its_state_and_nothing_is_written(blog: Blog, site: Site) -> None:
    for day, name in enumerate(["same", "changed", "drifted", "both", "gone"], start=1):
        blog.write(PUBLISHED.format(title=name.title(), day=day), f"{name}.md")
    blog.write(DRAFT, "idea.md")
    assert blog.publish().status == 0
    by_slug = {post["slug"]: post["id"] for post in site.posts()}
    site.rest("POST", f"/wp/v2/posts/{by_slug['drifted']}", json={"title": "Other words"})
    site.rest("POST", f"/wp/v2/posts/{by_slug['both']}", json={"title": "Others again"})
    site.rest("POST", "/wp/v2/posts", json={"title": "By hand", "status": "publish", "content": "Written there."})
    blog.write(PUBLISHED.format(title="Changed now", day=2), "changed.md")
    blog.write(PUBLISHED.format(title="Both now", day=4), "both.md")
    blog.write(PUBLISHED.format(title="New", day=6), "new.md")
    (blog.folder / "posts/gone.md").unlink()
    site.forget_requests()
    found = states(blog)
    assert site.writes() == []
    assert found == {
        "posts/new.md": ("new", None),
        "posts/idea.md": ("same", "draft"),
        "posts/changed.md": ("changed", "publish"),
        "posts/drifted.md": ("drift", "publish"),
        "posts/both.md": ("conflict", "publish"),
        "posts/same.md": ("same", "publish"),
        "Gone": ("gone", "publish"),
    }
    assert states(blog, "--all")["By hand"] == ("other", "publish")
    assert set(states(blog, "--status", "draft")) == {"posts/idea.md"}
    assert states(blog, "--all", "--type", "page") == {
        title: state for title, state in states(blog, "--all").items() if title in ("Sample Page", "Privacy Policy")
    }
    assert states(blog, "posts/same.md") == {"posts/same.md": ("same", "publish")}
    table = blog.run("list").stdout.splitlines()
    assert re.fullmatch(r"drift +published +2026-01-03 00:00 +posts/drifted\.md +title +http\S+/drifted/", table[4])
    assert table[-1] == "7 posts"
    # The list takes the requests of a plan, and no more.
    site.forget_requests()
    blog.run("plan")
    planned = len(site.requests())
    site.forget_requests()
    blog.run("list")
    assert len(site.requests()) == planned


def test_the_post_of_a_file_is_opened_where_it_can_be_seen(blog: Blog, site: Site) -> None:
    blog.write(DRAFT, "idea.md")
    blog.write(PUBLISHED.format(title="First", day=1), "first.md")
    run = blog.run("open", "posts/first.md", "--print")
    assert run.status == 1
    assert "WP308" in run.stderr
    assert "type: wppush publish posts/first.md" in run.stderr
    blog.publish()
    by_slug = {post["slug"] or "an-idea": post for post in site.posts()}
    idea, first = by_slug["idea"], by_slug["first"]
    site.forget_requests()
    assert blog.run("open", "posts/first.md", "--print").stdout == f"{first['link']}\n"
    assert len(site.requests()) == 2
    assert blog.run("open", "posts/idea.md", "--print").stdout == f"{site.url}/?p={idea['id']}&preview=true\n"
    editor = f"{site.url}/wp-admin/post.php?post={idea['id']}&action=edit\n"
    assert blog.run("open", "posts/idea.md", "--edit", "--print").stdout == editor
    # Without a display there is nothing to open.
    nowhere = dict.fromkeys(["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"], "")
    assert blog.run("open", "posts/first.md", environ=nowhere).stdout == f"{first['link']}\n"
    # A slug that somebody has changed on the site does not hide the post, and another's with that slug is none of ours.
    site.rest("POST", f"/wp/v2/posts/{first['id']}", json={"slug": "second"})
    site.rest(
        "POST", "/wp/v2/posts", json={"title": "First", "slug": "first", "status": "publish", "content": "By hand."}
    )
    assert blog.run("open", "posts/first.md", "--print").stdout == f"{site.url}/second/\n"
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}")
    trash = f"{site.url}/wp-admin/edit.php?post_status=trash&post_type=post\n"
    assert blog.run("open", "posts/first.md", "--print").stdout == trash
    several = blog.run("open", "posts", "--print")
    assert several.status == 1
    assert "WP543" in several.stderr


def test_a_post_by_hand_with_the_slug_of_a_file_is_not_opened_for_it(blog: Blog, site: Site) -> None:
    blog.write(PUBLISHED.format(title="First", day=1), "first.md")
    site.rest(
        "POST", "/wp/v2/posts", json={"title": "First", "slug": "first", "status": "publish", "content": "By hand."}
    )
    run = blog.run("open", "posts/first.md", "--print")
    assert run.status == 1
    assert "was not written from it" in run.stderr
