"""Corners in which a promise could break: forced writes that get lost, creates that land late, other people's posts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from blog import POST
from proxy import Answer, Swallow
from versions import also_on_the_oldest

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site
    from proxy import Proxy, Seen

BAD_GATEWAY = Answer(status=502, body=b"bad", headers={"Content-Type": "text/html"})


def once(
    matches: Callable[[Seen], bool], answer: Answer | Swallow = BAD_GATEWAY
) -> Callable[[Seen], Answer | Swallow | None]:
    """Give a script that spoils the first request that matches."""
    spoiled: list[Seen] = []

    def script(seen: Seen) -> Answer | Swallow | None:
        if matches(seen) and not spoiled:
            spoiled.append(seen)
            return answer
        return None

    return script


def is_write(seen: Seen) -> bool:
    return seen.method == "POST"


def is_update(seen: Seen) -> bool:
    return is_write(seen) and seen.path.partition("?")[0].rpartition("/")[2].isdecimal()


def asks_for_batches(seen: Seen) -> bool:
    """Say whether this is the last that a run asks before it begins to write."""
    return seen.method == "GET" and seen.path.partition("?")[0].endswith("/wp-json/")


def edit(site: Site, **fields: object) -> None:
    site.rest("POST", f"/wp/v2/posts/{site.posts()[0]['id']}", json=fields)


def test_a_project_without_a_name_is_not_published_and_told_what_to_type(blog: Blog, site: Site) -> None:
    (blog.folder / "wppush.toml").unlink()
    blog.write("First.\n", "first/index.md")
    run = blog.run("publish", "posts/first/index.md")
    assert run.status == 1
    assert "type: wppush init" in run.stderr
    (blog.folder / "wppush.toml").write_text('content = "posts"\n[sites.a]\nurl = "https://a.example"\n')
    run = blog.run("publish", "posts/first/index.md")
    assert run.status == 1
    assert 'write project = "my-blog" as its first line' in run.stderr
    assert site.posts() == []


def test_a_forced_write_that_got_lost_is_sent_again(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.write()
    blog.publish()
    edit(site, content=site.only_post()["content"]["raw"].replace("first paragraph", "site's paragraph"))
    blog.environ["WPPUSH_URL"] = proxy.url
    proxy.script = once(is_write)
    entry = blog.publish("--force").file()
    assert (entry["action"], entry["diagnostics"]) == ("updated", [])
    assert "first paragraph" in site.only_post()["content"]["raw"]


def test_a_post_is_really_out_of_the_trash_when_it_is_said_to_be(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.write()
    first = blog.publish().file()
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}")
    blog.environ["WPPUSH_URL"] = proxy.url
    proxy.script = once(is_write)
    assert blog.publish("--force").file()["action"] == "updated"
    assert site.only_post()["status"] == "publish"


def test_a_restored_post_gets_its_files_slug_and_no_status_that_nobody_asked_for(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Quiet\n---\nWords.\n", "quiet.md")
    first = blog.publish().file()
    edit(site, slug="moved", status="draft")
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}")
    assert blog.publish("--force").file()["action"] == "updated"
    post = site.only_post()
    assert (post["slug"], post["status"]) == ("quiet", "draft")
    assert blog.publish().file()["action"] == "unchanged"


def test_an_edit_made_while_a_run_is_on_is_not_written_over(blog: Blog, site: Site, proxy: Proxy) -> None:
    for name in ("a", "b"):
        blog.write(f"---\ntitle: Post {name}\n---\nWords of {name}.\n", f"{name}.md")
    blog.publish()
    b = site.posts()[1]

    def meanwhile(seen: Seen) -> None:
        if asks_for_batches(seen):
            raw = site.posts()[1]["content"]["raw"].replace("Words of b", "Better words of b")
            site.rest("POST", f"/wp/v2/posts/{b['id']}", json={"content": raw})
            time.sleep(2.1)

    proxy.script = meanwhile
    blog.environ["WPPUSH_URL"] = proxy.url
    for name in ("a", "b"):
        blog.write(f"---\ntitle: New title {name}\n---\nWords of {name}.\n", f"{name}.md")
    run = blog.publish()
    assert run.status == 4
    assert [entry["action"] for entry in run.report()["files"]] == ["updated", "conflict"]
    assert "Better words of b" in site.posts()[1]["content"]["raw"]
    proxy.script = lambda _: None
    again = blog.publish()
    assert again.report()["files"][1]["changed_fields"] == ["title"]
    assert "Better words of b" in site.posts()[1]["content"]["raw"]


def test_adopt_does_not_give_a_file_a_second_post(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    site.rest("POST", "/wp/v2/posts", json={"title": "T", "slug": "theirs", "status": "publish", "content": "theirs"})
    blog.write(POST.replace("slug: first-light", "slug: theirs"))
    for words in ((), ("--adopt",), ("--force",)):
        run = blog.publish(*words)
        assert (run.status, run.file()["action"]) == (4, "refused")
        assert "another slug" in run.file()["diagnostics"][0]["hint"]
    assert site.posts()[1]["content"]["raw"] == "theirs"


def test_a_create_that_lands_after_the_next_run_goes_to_the_trash(
    blog: Blog, site: Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[bytes] = []

    def hold(seen: Seen) -> Answer | None:
        if is_write(seen) and seen.path.partition("?")[0].endswith("/posts") and not late:
            late.append(seen.body)
            return Answer(status=504, body=b"too slow", headers={"Content-Type": "text/html"})
        return None

    monkeypatch.setattr("time.sleep", lambda _: None)
    proxy.script = hold
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    first = blog.publish()
    assert (first.status, first.file()["action"]) == (1, "failed")
    assert "nothing is made twice" in first.file()["diagnostics"][0]["hint"]
    second = blog.publish().file()
    assert second["action"] == "created"
    site.rest("POST", "/wp/v2/posts", json=json.loads(late[0]))
    third = blog.publish().report()
    assert [entry["action"] for entry in third["files"]] == ["unchanged", "trashed"]
    assert [post["status"] for post in site.posts()] == ["publish", "trash"]
    assert blog.publish().file()["action"] == "unchanged"


@also_on_the_oldest
def test_a_contributors_post_that_an_editor_published_is_not_made_again(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("contributor")
    blog.write("---\ntitle: Mine\nstatus: pending\n---\nWords.\n", "mine.md")
    first = blog.publish().file()
    edit(site, status="publish", slug="mine")
    run = blog.publish()
    assert (run.status, run.file()["action"], run.file()["id"]) == (4, "refused", first["id"])
    assert "you may not change it" in run.file()["diagnostics"][0]["message"]
    assert len(site.posts()) == 1


@also_on_the_oldest
def test_an_author_is_told_of_anothers_published_post_before_anything_is_written(blog: Blog, site: Site) -> None:
    site.rest("POST", "/wp/v2/posts", json={"title": "T", "slug": "mine", "status": "publish", "content": "theirs"})
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    assert blog.plan().file()["action"] == "refused"
    assert blog.publish("--adopt").file()["action"] == "refused"
    assert site.only_post()["content"]["raw"] == "theirs"


def test_a_refused_create_leaves_nothing_that_the_next_run_would_take_for_its_own(blog: Blog, site: Site) -> None:
    site.rest("POST", "/wp/v2/posts", json={"title": "T", "slug": "mine", "status": "draft", "content": "theirs"})
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    assert blog.publish().file()["action"] == "refused"
    assert blog.publish().file()["action"] == "refused"
    blog.write("---\ntitle: Mine\nslug: mine-indeed\n---\nWords.\n", "mine.md")
    assert blog.publish().file()["action"] == "created"
    assert blog.publish().file()["action"] == "unchanged"


def test_a_filtered_write_that_was_cut_off_is_finished_by_the_next_run(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.environ = {**site.environ("author"), "WPPUSH_URL": proxy.url}
    proxy.script = lambda seen: BAD_GATEWAY if is_update(seen) else None
    text = "---\ntitle: Q & A\n---\nWords.\n\n<iframe src='https://example.com/'></iframe>\n"
    blog.write(text, "qa.md")
    assert blog.publish().file()["action"] == "failed"
    proxy.script = lambda _: None
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", [])
    assert blog.publish().file()["action"] == "unchanged"
    blog.write(text.replace("Words.", "Other words."), "qa.md")
    assert blog.publish().file()["action"] == "updated"


def test_what_wordpress_changes_along_with_a_status_is_nobodys_edit(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("contributor")
    blog.write("---\ntitle: Mine\nstatus: draft\n---\nWords.\n", "mine.md")
    blog.publish()
    blog.write("---\ntitle: Mine\nstatus: pending\n---\nWords.\n", "mine.md")
    assert blog.publish().file()["action"] == "updated"
    assert blog.publish().file()["action"] == "unchanged"


def test_an_author_does_not_strip_what_an_administrator_put_in(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    blog.publish()
    frame = '\n\n<!-- wp:html -->\n<iframe src="https://example.com/"></iframe>\n<!-- /wp:html -->'
    edit(site, content=site.only_post()["content"]["raw"] + frame)
    blog.write("---\ntitle: Mine, renamed\n---\nWords.\n", "mine.md")
    run = blog.publish()
    assert (run.status, run.file()["drifted_fields"]) == (4, ["content"])
    assert "iframe" in site.only_post()["content"]["raw"]


def test_a_contributor_who_names_no_status_is_told_which(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("contributor")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert "status: pending" in run.stderr
    assert site.posts() == []


def test_a_page_that_repeats_the_credentials_is_not_quoted_with_them(blog: Blog, site: Site, proxy: Proxy) -> None:
    import base64

    account = site.environ()
    secret = base64.b64encode(f"{account['WPPUSH_USERNAME']}:{account['WPPUSH_APP_PASSWORD']}".encode()).decode()
    page = f"Blocked: Basic {secret}".encode()
    proxy.script = lambda seen: Answer(status=403, body=page) if is_write(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert "Blocked: Basic ***" in run.stderr
    assert secret not in run.stdout + run.stderr


@pytest.mark.parametrize("reply", ["[null]", '[{"id": 5}]', '[{"id": 5, "title": "flat"}]', '{"0": {}}', "[[]]"])
def test_a_list_of_something_else_is_an_error_and_not_a_crash(blog: Blog, site: Site, proxy: Proxy, reply: str) -> None:
    answer = Answer(body=reply.encode(), headers={"Content-Type": "application/json", "X-WP-TotalPages": "many"})
    proxy.script = lambda seen: answer if seen.path.startswith("/wp-json/wp/v2/posts") else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert "/wp/v2/posts gave something" in run.stderr
    assert site.posts() == []


def test_a_reply_without_the_post_is_looked_up_and_not_sent_again(blog: Blog, site: Site, proxy: Proxy) -> None:
    def strip(seen: Seen) -> Answer | None:
        if not (is_write(seen) and seen.path.partition("?")[0].endswith("/posts")):
            return None
        made = site.rest("POST", "/wp/v2/posts", json=json.loads(seen.body))
        reply = json.dumps({"id": made["id"]}).encode()
        return Answer(status=201, body=reply, headers={"Content-Type": "application/json"})

    proxy.script = strip
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    assert blog.publish().file()["action"] == "created"
    assert len(site.posts()) == 1


def test_a_host_that_can_not_be_one_is_an_error_and_not_a_crash(blog: Blog) -> None:
    blog.write()
    blog.environ["WPPUSH_URL"] = f"https://{'a' * 300}.example"
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert run.stderr.startswith("error WP350: ")


def test_a_report_reaches_an_output_of_any_encoding(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: 日本\nslug: nihon\n---\nWords.\n", "日本.md")
    environ = {**os.environ, **blog.environ, "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "wppush", "publish", "posts"]
    done = subprocess.run(command, cwd=blog.folder, env=environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "posts/日本.md" in done.stdout.decode()
    assert len(site.posts()) == 1


def test_a_full_output_is_an_error_and_not_a_crash(blog: Blog) -> None:
    blog.write()
    command = f"{sys.executable} -m wppush check posts > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=blog.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


@also_on_the_oldest
def test_a_contributors_post_that_an_editor_scheduled_or_trashed_is_not_made_again(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("contributor")
    blog.write("---\ntitle: Mine\nstatus: pending\n---\nWords.\n", "mine.md")
    first = blog.publish().file()
    edit(site, status="future", date="2031-01-01T00:00:00")
    run = blog.publish()
    assert (run.status, run.file()["action"], run.file()["id"]) == (4, "refused", first["id"])
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}")
    assert blog.publish().file()["action"] == "refused"
    assert len(site.posts()) == 1


def test_an_edit_in_the_very_moment_of_a_write_is_not_taken_for_our_own(blog: Blog, site: Site, proxy: Proxy) -> None:
    text = "---\ntitle: X\nexcerpt: short\ntags: [a]\n---\nWords.\n"
    blog.write(text, "x.md")
    blog.publish()
    edits = 0

    def meanwhile(seen: Seen) -> None:
        nonlocal edits
        if is_update(seen) and edits == 0:
            edits += 1
            edit(site, title="Editor's title", excerpt="Editor's excerpt")

    proxy.script = meanwhile
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write(text.replace("[a]", "[a, b]"), "x.md")
    notes = blog.publish().file()["diagnostics"]
    assert [note["code"] for note in notes] == ["WP311", "WP311"]
    assert blog.publish().file()["drifted_fields"] == ["title", "excerpt"]
    blog.write(text.replace("title: X", "title: Y").replace("[a]", "[a, b]"), "x.md")
    assert blog.publish().file()["action"] == "conflict"
    assert site.only_post()["title"]["raw"] == "Editor's title"


@pytest.mark.parametrize("role", ["author", "admin"])
def test_a_late_create_goes_to_the_trash_for_every_role_that_publishes(
    blog: Blog, site: Site, proxy: Proxy, role: str
) -> None:
    late: list[bytes] = []

    def hold(seen: Seen) -> None:
        if is_write(seen) and seen.path.partition("?")[0].endswith("/posts"):
            late.append(seen.body)

    proxy.script = hold
    blog.environ = {**site.environ(role), "WPPUSH_URL": proxy.url}
    blog.write("---\ntitle: Q & A\n---\nWords.\n", "x.md")
    assert blog.publish().file()["action"] == "created"
    site.rest("POST", "/wp/v2/posts", user=role, json=json.loads(late[0]))
    assert [entry["action"] for entry in blog.publish().report()["files"]] == ["unchanged", "trashed"]
    first = site.posts()[0]
    site.rest("DELETE", f"/wp/v2/posts/{first['id']}", params={"force": "true"})
    assert blog.publish().file()["action"] == "created"


def test_of_two_posts_from_one_request_that_came_twice_at_the_same_moment_one_goes_to_the_trash(
    blog: Blog, site: Site, plugin: Callable[[str], None]
) -> None:
    # WordPress looks for the slug and stores the post in two steps: both get the very same slug.
    blog.write("---\ntitle: Q & A\n---\nWords.\n", "x.md")
    assert blog.publish().file()["action"] == "created"
    first = site.only_post()
    plugin("add_filter('pre_wp_unique_post_slug', fn ($said, $slug) => $slug, 10, 2);")
    body = {"title": "Q & A", "slug": first["slug"], "status": "publish", "content": first["content"]["raw"]}
    second = site.rest("POST", "/wp/v2/posts", json=body)
    assert second["slug"] == first["slug"]
    assert [entry["action"] for entry in blog.publish().report()["files"]] == ["unchanged", "trashed"]
    assert [post["id"] for post in site.posts() if post["status"] == "publish"] == [first["id"]]
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_a_second_post_that_somebody_wrote_to_is_not_trashed(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: X\n---\nWords.\n", "x.md")
    blog.publish()
    raw = site.only_post()["content"]["raw"]
    copy = {"title": "X", "slug": "x", "status": "publish", "content": raw}
    second = site.rest("POST", "/wp/v2/posts", json=copy)
    time.sleep(1.1)  # WordPress keeps whole seconds
    site.rest("POST", f"/wp/v2/posts/{second['id']}", json={"sticky": True})
    [entry] = blog.publish().report()["files"]
    assert (entry["action"], [note["code"] for note in entry["diagnostics"]]) == ("unchanged", ["WP301"])
    assert [post["status"] for post in site.posts()] == ["publish", "publish"]


def test_an_edit_after_a_run_that_was_cut_off_is_not_written_over(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.environ = {**site.environ("author"), "WPPUSH_URL": proxy.url}
    proxy.script = lambda seen: BAD_GATEWAY if is_update(seen) else None
    blog.write("---\ntitle: Plain\n---\nWords.\n", "x.md")
    blog.publish()
    proxy.script = lambda _: None
    time.sleep(1.1)
    raw = site.only_post()["content"]["raw"].replace("Words.", "The editor's hours of work.")
    edit(site, content=raw)
    blog.write("---\ntitle: Plain\n---\nOther words.\n", "x.md")
    assert blog.publish().file()["action"] == "conflict"
    assert "hours of work" in site.only_post()["content"]["raw"]


def test_a_contributors_pending_post_has_no_slug_and_that_is_no_edit(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.environ = {**site.environ("contributor"), "WPPUSH_URL": proxy.url}
    proxy.script = lambda seen: BAD_GATEWAY if is_update(seen) else None
    blog.write("---\ntitle: Mine\nstatus: pending\n---\nWords.\n", "mine.md")
    assert blog.publish().file()["action"] == "failed"
    proxy.script = lambda _: None
    assert blog.publish().file()["drifted_fields"] == []
    assert blog.publish().file()["action"] == "unchanged"


@pytest.mark.parametrize("role", ["admin", "author"])
def test_a_post_without_categories_stays_without_them(blog: Blog, site: Site, role: str) -> None:
    blog.environ = site.environ(role)
    text = "---\ntitle: Q & A\ncategories: []\n---\nWords.\n"
    blog.write(text, "x.md")
    blog.publish()
    assert blog.publish().file()["action"] == "unchanged"
    blog.write(text.replace("Words", "Other words"), "x.md")
    assert blog.publish().file()["changed_fields"] == ["content"]
    assert site.only_post()["categories"] == []
    assert blog.publish().file()["action"] == "unchanged"


def test_an_update_names_what_was_written_and_says_what_was_left_alone(blog: Blog, site: Site) -> None:
    text = "---\ntitle: X\ntags: [a]\n---\nWords.\n"
    blog.write(text, "x.md")
    blog.publish()
    edit(site, title="Editor's title")
    blog.write(text.replace("[a]", "[b]"), "x.md")
    run = blog.run("publish", "posts")
    assert run.stdout.startswith("updated  posts/x.md  tags  ")
    assert "WP302" in run.stderr
    assert "(title)" in run.stderr


def test_a_category_is_not_made_again_because_of_a_copy(blog: Blog, site: Site) -> None:
    parent = site.rest("POST", "/wp/v2/categories", json={"name": "Reviews"})["id"]
    site.rest("POST", "/wp/v2/categories", json={"name": "K-Drama", "parent": parent})
    blog.write("---\ntitle: X\ncategories: [K-Drama]\n---\nWords.\n", "x.md")
    first = blog.publish().file()
    post = site.only_post()
    copy = {"title": "Copy", "status": "draft", "slug": "x-2", "categories": post["categories"]}
    site.rest("POST", "/wp/v2/posts", json={**copy, "content": post["content"]["raw"]})
    site.rest("POST", f"/wp/v2/posts/{first['id']}", json={"categories": [1]})
    report = blog.publish("--force").report()
    assert (report["new_terms"], report["files"][0]["changed_fields"]) == ([], ["categories"])


def test_a_long_page_is_cut_only_after_the_credentials_are_out_of_it(blog: Blog, site: Site, proxy: Proxy) -> None:
    import base64

    account = site.environ()
    secret = base64.b64encode(f"{account['WPPUSH_USERNAME']}:{account['WPPUSH_APP_PASSWORD']}".encode()).decode()
    page = f"Request rejected by policy. Header Authorization: Basic {secret}".encode()
    proxy.script = lambda seen: Answer(status=403, body=page) if is_write(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    assert secret[:8] not in blog.run("publish", "posts").stderr


def test_a_run_about_some_fields_does_not_strip_what_an_administrator_put_into_others(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    blog.write("---\ntitle: Mine\n---\nWords.\n", "mine.md")
    blog.publish()
    frame = '\n\n<!-- wp:html -->\n<iframe src="https://example.com/"></iframe>\n<!-- /wp:html -->'
    edit(site, content=site.only_post()["content"]["raw"] + frame)
    blog.write("---\ntitle: Mine, renamed\n---\nWords.\n", "mine.md")
    run = blog.publish("--only", "title")
    assert (run.status, run.file()["drifted_fields"]) == (4, ["content"])
    assert "iframe" in site.only_post()["content"]["raw"]


def test_an_edit_before_the_first_of_two_writes_is_not_written_over(blog: Blog, site: Site, proxy: Proxy) -> None:
    for name, said in (("a", ""), ("b", "sticky: true\n")):
        blog.write(f"---\ntitle: Post {name}\n{said}---\nWords of {name}.\n", f"{name}.md")
    blog.publish()
    b = site.posts()[1]

    def meanwhile(seen: Seen) -> None:
        if asks_for_batches(seen):
            site.rest("POST", f"/wp/v2/posts/{b['id']}", json={"title": "A better title"})
            time.sleep(2.1)

    proxy.script = meanwhile
    blog.environ["WPPUSH_URL"] = proxy.url
    for name, said in (("a", ""), ("b", "password: sesame\n")):
        blog.write(f"---\ntitle: New title {name}\n{said}---\nWords of {name}.\n", f"{name}.md")
    run = blog.publish()
    assert [entry["action"] for entry in run.report()["files"]] == ["updated", "conflict"]
    assert (site.posts()[1]["title"]["raw"], site.posts()[1]["sticky"]) == ("A better title", True)


def test_an_edit_between_a_post_and_its_links_is_not_written_over(blog: Blog, site: Site, proxy: Proxy) -> None:
    blog.write("---\ntitle: A\nslug: a\n---\nTo [b](b.md).\n", "a.md")
    blog.write("---\ntitle: B\nslug: b\n---\nTo [a](a.md).\n", "b.md")
    edited: list[int] = []

    def meanwhile(seen: Seen) -> None:
        # The second create: the first post is there, and waits for its link.
        if is_write(seen) and not is_update(seen) and (posts := site.posts()) and not edited:
            edited.append(posts[0]["id"])
            raw = posts[0]["content"]["raw"].replace("To ", "Off to ")
            site.rest("POST", f"/wp/v2/posts/{posts[0]['id']}", json={"content": raw})
            time.sleep(2.1)

    proxy.script = meanwhile
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert [entry["action"] for entry in run.report()["files"]].count("conflict") == 1
    assert "Off to " in site.posts()[0]["content"]["raw"]
    entries = blog.publish().report()["files"]
    assert sorted(entry["action"] for entry in entries) == ["drift", "unchanged"]
    blog.publish("--force")
    assert "Off to " not in site.posts()[0]["content"]["raw"]
    assert {entry["action"] for entry in blog.publish().report()["files"]} == {"unchanged"}
