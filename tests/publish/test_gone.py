"""Files that were removed, renamed, copied or brought back, and what becomes of their posts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from blog import POST, Blog
from media.pictures import picture, written
from proxy import Answer
from versions import also_on_the_oldest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from local_site import Site
    from proxy import Proxy, Seen


def post_of(site: Site, slug: str, kind: str = "posts") -> dict[str, Any]:
    [post] = [post for post in site.posts(kind=kind) if post["slug"].removesuffix("__trashed") == slug]
    return post


def entries(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the entries of a report by their files, and of posts without one by their titles."""
    return {entry["source"] or entry["title"]: entry for entry in report["files"]}


def actions(report: dict[str, Any]) -> dict[str, str]:
    return {name: entry["action"] for name, entry in entries(report).items()}


def without_dates(post: dict[str, Any]) -> dict[str, Any]:
    """Give what of a post must be again what it was."""
    left_out = ["modified", "modified_gmt", "_links", "content", "excerpt", "class_list", "permalink_template"]
    if post["status"] in ("draft", "pending"):
        left_out += ["date", "date_gmt"]
    kept = {key: value for key, value in post.items() if key not in left_out}
    return {**kept, "guid": None, "content": post["content"]["rendered"], "excerpt": post["excerpt"]["raw"]}


def test_the_post_of_a_file_that_is_gone_is_named_in_runs_about_a_folder_and_stays(blog: Blog, site: Site) -> None:
    blog.write()
    kept = blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.write("---\ntitle: A page\ntype: page\nstatus: draft\n---\nWords.\n", "a-page.md").unlink()
    page = blog.write("---\ntitle: A page\ntype: page\nstatus: draft\n---\nWords.\n", "a-page.md")
    blog.publish()
    (blog.folder / "posts/first-light.md").unlink()
    page.unlink()
    site.forget_requests()
    run = blog.publish()
    gone = entries(run.report())
    assert run.status == 0
    assert actions(run.report()) == {"posts/kept.md": "unchanged", "First light": "gone", "A page": "gone"}
    [note] = gone["First light"]["diagnostics"]
    assert (note["code"], note["severity"]) == ("WP320", "warning")
    assert gone["First light"]["link"] in note["message"]
    assert "--prune" in note["hint"]
    assert actions(blog.plan().report()) == actions(run.report())
    assert actions(blog.run("publish", str(kept), "--json").report()) == {"posts/kept.md": "unchanged"}
    assert not site.writes()


def test_pruned_posts_come_back_with_their_files_as_they_were(blog: Blog, site: Site) -> None:
    blog.write(POST.replace("tags:", "sticky: true\ntags:").replace('["Travel > Korea"]', "[]"))
    blog.write("---\ntitle: A page\ntype: page\nstatus: draft\n---\nWords.\n", "a-page.md")
    blog.write("---\ntitle: Ahead\ndate: 2999-01-02 10:00\n---\nWords.\n", "ahead.md")
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    names = ("first-light", "a-page", "ahead")
    before = {post["id"]: without_dates(post) for kind in ("posts", "pages") for post in site.posts(kind=kind)}
    texts = {name: (blog.folder / f"posts/{name}.md").read_text() for name in names}
    for name in names:
        (blog.folder / f"posts/{name}.md").unlink()
    planned = blog.plan("--prune")
    assert (planned.status, actions(planned.report())["First light"]) == (0, "trash")
    run = blog.publish("--prune")
    assert run.status == 0
    assert {entry["action"] for name, entry in entries(run.report()).items() if name != "posts/kept.md"} == {"trashed"}
    assert {post_of(site, "first-light")["status"], post_of(site, "ahead")["status"]} == {"trash"}
    assert post_of(site, "a-page", "pages")["status"] == "trash"
    site.forget_requests()
    assert actions(blog.publish("--prune").report()) == {"posts/kept.md": "unchanged"}
    assert not site.writes()

    for name in names:
        blog.write(texts[name], f"{name}.md")
    run = blog.publish()
    assert run.status == 0
    assert {entry["action"] for name, entry in entries(run.report()).items() if name != "posts/kept.md"} == {"updated"}
    after = {post["id"]: without_dates(post) for kind in ("posts", "pages") for post in site.posts(kind=kind)}
    assert after == before
    site.forget_requests()
    assert set(actions(blog.publish("--prune").report()).values()) == {"unchanged"}
    assert not site.writes()


def test_a_file_that_comes_back_with_other_words_has_its_post_with_these(blog: Blog, site: Site) -> None:
    file = blog.write()
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    first = post_of(site, "first-light")
    file.unlink()
    blog.publish("--prune")
    blog.write(POST.replace("second one", "last one").replace("first-light", "last-light"))
    run = blog.publish()
    assert (run.status, actions(run.report())["posts/first-light.md"]) == (0, "updated")
    post = post_of(site, "last-light")
    assert (post["id"], post["status"]) == (first["id"], "publish")
    assert "last one" in post["content"]["raw"]
    assert set(actions(blog.publish().report()).values()) == {"unchanged"}


def test_a_trashed_post_comes_back_under_another_name_of_its_file(blog: Blog, site: Site) -> None:
    text = "---\ntitle: Light\n---\nThe first words.\n"
    file = blog.write(text, "light.md")
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    first = post_of(site, "light")
    file.unlink()
    blog.publish("--prune")
    blog.write(text, "elsewhere/another.md")
    assert actions(blog.publish().report())["posts/elsewhere/another.md"] == "updated"
    post = post_of(site, "another")
    assert (post["id"], post["status"]) == (first["id"], "publish")
    assert set(actions(blog.publish().report()).values()) == {"unchanged"}


def test_one_that_somebody_on_the_site_has_trashed_is_none_of_the_prunes(blog: Blog, site: Site) -> None:
    file = blog.write()
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    site.rest("DELETE", f"/wp/v2/posts/{post_of(site, 'first-light')['id']}")
    text = file.read_text()
    file.unlink()
    assert actions(blog.publish("--prune").report()) == {"posts/kept.md": "unchanged"}
    blog.write(text)
    assert actions(blog.publish().report())["posts/first-light.md"] == "drift"
    assert post_of(site, "first-light")["status"] == "trash"


def test_what_somebody_has_edited_is_left_to_stand_without_its_file(blog: Blog, site: Site) -> None:
    blog.write()
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    (blog.folder / "posts/first-light.md").unlink()
    post = post_of(site, "first-light")
    changed = {"content": post["content"]["raw"].replace("first paragraph", "first sentence"), "tags": []}
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json=changed)
    site.forget_requests()
    run = blog.publish("--prune")
    entry = entries(run.report())["First light"]
    assert (run.status, entry["action"]) == (0, "gone")
    assert "content, tags" in entry["diagnostics"][0]["message"]
    assert not site.writes()
    assert actions(blog.publish("--prune", "--force").report())["First light"] == "trashed"
    trashed = post_of(site, "first-light")
    assert (trashed["status"], "first sentence" in trashed["content"]["raw"]) == ("trash", True)
    # The file is back; what was edited on the site is still not lost.
    blog.write()
    assert actions(blog.publish().report())["posts/first-light.md"] == "updated"
    post = post_of(site, "first-light")
    assert (post["status"], "first sentence" in post["content"]["raw"]) == ("publish", True)


def test_nothing_is_trashed_while_a_file_can_not_be_read(blog: Blog, site: Site) -> None:
    blog.write()
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    (blog.folder / "posts/first-light.md").unlink()
    blog.write("---\ntitle: [\n---\nWords.\n", "kept.md")
    site.forget_requests()
    assert blog.publish("--prune").status == 1
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    (blog.folder / "posts/.other.md").write_text("---\ntitle: [\n---\n")
    blog.write("---\nuid: [\n---\nWords.\n", "drafts/other.md")
    blog.configure('ignore = ["drafts/"]\n')
    assert blog.publish("--prune").status == 1
    assert not site.writes()


def test_a_run_that_would_empty_the_site_is_refused(blog: Blog, site: Site) -> None:
    for number in range(14):
        blog.write(f"---\ntitle: Number {number}\nstatus: draft\n---\nWords {number}.\n", f"number-{number:02}.md")
    blog.publish()
    for number in range(11):
        (blog.folder / f"posts/number-{number:02}.md").unlink()
    site.forget_requests()
    run = blog.publish("--prune")
    error = run.report()["error"]
    assert (run.status, error["kind"], error["code"]) == (1, "UnsafePlan", "WP382")
    assert "11 of the project's 14 posts" in error["message"]
    assert blog.plan("--prune").status == 1
    assert not site.writes()
    blog.write("---\ntitle: Number 0\nstatus: draft\n---\nWords 0.\n", "number-00.md")
    assert list(actions(blog.publish("--prune").report()).values()).count("trashed") == 10
    assert len([post for post in site.posts() if post["status"] == "trash"]) == 10


def test_a_file_may_move_with_its_pictures_and_its_links(blog: Blog, site: Site) -> None:
    written(picture(60, 40), blog.folder / "posts/a/photo.png")
    text = "---\ntitle: Moved\nslug: moved\n---\n![A photo](photo.png)\n\nOn to [the other](../other.md).\n"
    blog.write(text, "a/moved.md")
    blog.write("---\ntitle: Slugless\n---\n![A photo](photo.png)\n\n[Other](../other.md)\n", "a/slugless.md")
    blog.write("---\ntitle: Other\n---\nBack to [it](a/moved.md).\n", "other.md")
    blog.publish()
    before = {post["id"]: without_dates(post) for post in site.posts()}
    media = [entry["id"] for entry in site.posts(kind="media")]
    shutil.copytree(blog.folder / "posts/a", blog.folder / "posts/deep/er")
    shutil.rmtree(blog.folder / "posts/a")
    blog.write(text.replace("../other", "../../other"), "deep/er/moved.md")
    blog.write("---\ntitle: Slugless\n---\n![A photo](photo.png)\n\n[Other](../../other.md)\n", "deep/er/slugless.md")
    blog.write("---\ntitle: Other\n---\nBack to [it](deep/er/moved.md).\n", "other.md")
    run = blog.publish("--prune")
    assert (run.status, set(actions(run.report()).values())) == (0, {"updated"})
    assert {post["id"]: without_dates(post) for post in site.posts()} == before
    assert [entry["id"] for entry in site.posts(kind="media")] == media
    site.forget_requests()
    assert set(actions(blog.publish("--prune").report()).values()) == {"unchanged"}
    assert not site.writes()


def test_a_file_renamed_keeps_its_post_and_the_links_to_it_follow(blog: Blog, site: Site) -> None:
    file = blog.write("---\ntitle: Old\n---\nThe words of it.\n", "old.md")
    blog.write("---\ntitle: Other\n---\nSee [it](old.md).\n", "other.md")
    blog.publish()
    first = post_of(site, "old")
    file.rename(file.with_name("new.md"))
    blog.write("---\ntitle: Other\n---\nSee [it](new.md).\n", "other.md")
    run = blog.publish("--prune")
    assert (run.status, actions(run.report())) == (0, {"posts/new.md": "updated", "posts/other.md": "updated"})
    moved = post_of(site, "new")
    assert moved["id"] == first["id"]
    assert f'href="{moved["link"]}"' in post_of(site, "other")["content"]["raw"]
    assert set(actions(blog.publish("--prune").report()).values()) == {"unchanged"}


def test_a_file_renamed_and_rewritten_at_once_is_known_by_its_slug_alone(blog: Blog, site: Site) -> None:
    blog.write(POST).rename(blog.folder / "posts/seen.md")
    blog.write("---\ntitle: Unseen\n---\nWords.\n", "unseen.md")
    blog.publish()
    ids = {post["slug"]: post["id"] for post in site.posts()}
    (blog.folder / "posts/seen.md").unlink()
    (blog.folder / "posts/unseen.md").unlink()
    blog.write(POST.replace("second one", "last one"), "elsewhere.md")
    blog.write("---\ntitle: Unseen\n---\nOther words.\n", "nowhere.md")
    run = blog.publish()
    assert actions(run.report()) == {
        "posts/elsewhere.md": "updated",
        "posts/nowhere.md": "created",
        "Unseen": "gone",
    }
    after = {post["slug"]: post["id"] for post in site.posts()}
    assert (after["first-light"], after["unseen"]) == (ids["first-light"], ids["unseen"])


def test_two_files_that_swap_their_names_swap_nothing_on_the_site_but_their_words(blog: Blog, site: Site) -> None:
    one = blog.write("---\ntitle: One\nslug: first\n---\nThe words of one.\n", "one.md")
    two = blog.write("---\ntitle: Two\nslug: second\n---\nThe words of two.\n", "two.md")
    blog.publish()
    ids = {post["slug"]: post["id"] for post in site.posts()}
    first, second = one.read_text(), two.read_text()
    one.write_text(second)
    two.write_text(first)
    blog.publish()
    blog.publish()
    assert {post["slug"] for post in site.posts()} == set(ids)
    assert {post["id"] for post in site.posts()} == set(ids.values())
    for post in site.posts():
        assert ("words of one" in post["content"]["raw"]) == (post["slug"] == "first")
    assert set(actions(blog.publish("--prune").report()).values()) == {"unchanged"}


def test_a_copy_of_a_file_is_a_post_of_its_own(blog: Blog, site: Site) -> None:
    file = blog.write("---\ntitle: One\n---\nThe words.\n", "one.md")
    blog.publish()
    shutil.copy(file, file.with_name("copy.md"))
    assert actions(blog.publish("--prune").report()) == {"posts/one.md": "unchanged", "posts/copy.md": "created"}
    # Once the first one is gone, nobody can take the copy for it any more.
    file.unlink()
    assert actions(blog.publish("--prune").report()) == {"posts/copy.md": "unchanged", "One": "trashed"}
    assert [post["status"] for post in site.posts()] == ["trash", "publish"]


def test_files_that_are_left_out_or_hidden_are_not_gone(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    for name in ("ignored/a.md", "git/b.md", "other/c.md"):
        blog.write(f"---\ntitle: {name}\n---\nThe words of {name}.\n", name)
    hidden = blog.write("---\ntitle: Hidden\n---\nHidden words.\n", ".draft.md")
    below = blog.write("---\ntitle: Below\n---\nWords below.\n", ".wip/below.md")
    blog.publish()
    assert blog.run("publish", str(hidden), str(below)).status == 0
    blog.configure('ignore = ["ignored/"]\n[folders."other"]\nsite = "elsewhere"\n')
    blog.configure('[sites.elsewhere]\nurl = "http://blog.example"\n')  # which no password is sent to
    (blog.folder / "posts/.gitignore").write_text("git/\n")
    site.forget_requests()
    [here, elsewhere] = blog.publish("--prune").report()["sites"]
    assert elsewhere["error"]["kind"] == "CredentialsError"
    assert actions(here) == {"posts/kept.md": "unchanged"}
    assert not [line for line in site.writes() if "DELETE" in line]
    assert {post["status"] for post in site.posts()} == {"publish"}
    hidden.unlink()
    assert actions(blog.publish("--prune").report()["sites"][0])["Hidden"] == "trashed"


def test_a_prune_that_was_cut_off_between_its_writes_is_finished_or_taken_back(
    blog: Blog, site: Site, proxy: Proxy
) -> None:
    one = blog.write("---\ntitle: One\n---\nThe words of one.\n", "one.md")
    two = blog.write("---\ntitle: Two\n---\nThe words of two.\n", "two.md")
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.publish()
    text = two.read_text()
    one.unlink()
    two.unlink()

    def no_deletes(seen: Seen) -> Answer | None:
        deletes = seen.method == "DELETE" or b'"DELETE"' in seen.body
        return Answer(status=403, body=b'{"code":"rest_cannot_delete"}') if deletes else None

    proxy.script = no_deletes
    blog.environ["WPPUSH_URL"] = proxy.url
    run = blog.publish("--prune")
    assert (run.status, actions(run.report())["One"]) == (1, "failed")
    assert post_of(site, "two")["status"] == "publish"
    blog.environ["WPPUSH_URL"] = site.url
    # One file is back before the next run: what the mark says of the trash must not outlive that.
    blog.write(text, "two.md")
    run = blog.publish("--prune")
    assert (actions(run.report())["One"], actions(run.report())["posts/two.md"]) == ("trashed", "updated")
    site.forget_requests()
    assert actions(blog.publish().report()) == {"posts/kept.md": "unchanged", "posts/two.md": "unchanged"}
    assert not site.writes()
    site.rest("DELETE", f"/wp/v2/posts/{post_of(site, 'two')['id']}")
    assert actions(blog.publish().report())["posts/two.md"] == "drift"


@also_on_the_oldest
def test_an_author_trashes_his_own_posts_and_no_one_elses(blog: Blog, site: Site) -> None:
    mine = blog.write("---\ntitle: Mine\n---\nThe words of mine.\n", "mine.md")
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    blog.environ.update(site.environ("author"))
    blog.publish()
    theirs = blog.write("---\ntitle: Theirs\n---\nThe words of theirs.\n", "theirs.md")
    assert blog.run("publish", str(theirs), environ=site.environ("editor")).status == 0
    mine.unlink()
    theirs.unlink()
    run = blog.publish("--prune")
    assert (run.status, actions(run.report())) == (0, {"posts/kept.md": "unchanged", "Mine": "trashed"})
    assert (post_of(site, "theirs")["status"], post_of(site, "mine")["status"]) == ("publish", "trash")
    blog.write("---\ntitle: Mine\n---\nThe words of mine.\n", "mine.md")
    assert actions(blog.publish().report())["posts/mine.md"] == "updated"
    assert post_of(site, "mine")["status"] == "publish"


@pytest.fixture
def other(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A second project on the same site."""
    other = Blog(tmp_path / "other", site.environ(), monkeypatch)
    (other.folder / "wppush.toml").write_text('project = "another-blog"\ncontent = "posts"\n')
    return other


def test_two_projects_on_one_site_leave_each_others_posts_alone(blog: Blog, other: Blog, site: Site) -> None:
    for folder in (blog, other):
        written(picture(60, 40), folder.folder / "posts/photo.png")
    blog.write("---\ntitle: Same\n---\n![A photo](photo.png)\n", "same.md")
    gone = blog.write("---\ntitle: Ours\n---\nThe same words.\n", "ours.md")
    other.write("---\ntitle: Theirs\nslug: theirs\n---\n![A photo](photo.png)\n", "same.md")
    other.write("---\ntitle: Also theirs\nslug: also-theirs\n---\nThe same words.\n", "ours.md")
    assert (blog.publish().status, other.publish().status) == (0, 0)
    assert len(site.posts(kind="media")) == 1
    before = {post["slug"]: without_dates(post) for post in site.posts()}
    # Of the same words, names and pictures: neither a renamed file nor a gone one is looked for over there.
    gone.unlink()
    assert actions(blog.publish("--prune").report()) == {"posts/same.md": "unchanged", "Ours": "trashed"}
    blog.write("---\ntitle: New\n---\nThe same words.\n", "also-theirs.md")
    run = blog.publish("--prune")
    assert (run.status, actions(run.report())["posts/also-theirs.md"]) == (4, "refused")
    after = {post["slug"]: without_dates(post) for post in site.posts()}
    assert all(after[slug] == before[slug] for slug in ("theirs", "also-theirs", "same"))
    assert set(actions(other.publish("--prune").report()).values()) == {"unchanged"}


BOOKS = """<?php
add_action( 'init', function () {
  $supports = [ 'title', 'editor', 'custom-fields', 'revisions' ];
  register_post_type( 'book', [ 'public' => true, 'show_in_rest' => true, 'supports' => $supports ] );
} );
"""


@pytest.fixture
def books(site: Site) -> Iterator[None]:
    """A type of posts that a plugin has added."""
    folder = site.folder / "wordpress/wp-content/mu-plugins"
    folder.mkdir(exist_ok=True)
    file = folder / "books.php"
    file.write_text(BOOKS)
    yield
    file.unlink()


@pytest.mark.usefixtures("books")
def test_the_last_post_of_a_type_is_found_to_be_gone_too(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Kept\n---\nWords.\n", "kept.md")
    book = blog.write("---\ntitle: A book\ntype: book\n---\nThe words of a book.\n", "book.md")
    assert blog.publish().status == 0
    book.unlink()
    assert actions(blog.publish("--prune").report())["A book"] == "trashed"
    assert site.rest("GET", "/wp/v2/book", params={"status": "trash", "_fields": "slug"}) == [{"slug": "book__trashed"}]
