"""`id: N` in the front matter takes a post over that is there, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blog import Blog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from local_site import Site

TERMS = "title: Old\nslug: old\ntags: [mine]\nexcerpt: Ours."


def write(blog: Blog, number: int, more: str = TERMS, name: str = "old.md") -> None:
    blog.write(f"---\nid: {number}\n{more}\n---\nWords.\n", name)


def made(site: Site, kind: str = "posts", **fields: Any) -> int:
    body = {"title": "By hand", "status": "publish", "slug": "by-hand", "content": "<p>By hand.</p>", **fields}
    number = site.rest("POST", f"/wp/v2/{kind}", json=body)["id"]
    assert isinstance(number, int)
    return number


def refused(blog: Blog) -> str:
    run = blog.publish()
    assert run.status > 0
    notes = [note for entry in run.report()["files"] for note in entry["diagnostics"] if note["code"] == "WP304"]
    assert {note["line"] for note in notes} == {2}
    return str(notes[0]["message"])


def test_a_post_made_by_hand_is_taken_over_with_what_the_file_says(blog: Blog, site: Site) -> None:
    number = made(site, sticky=True, comment_status="closed")
    write(blog, number)
    entry = blog.publish().file()
    assert (entry["action"], entry["id"]) == ("adopted", number)
    assert {"title", "slug", "tags", "excerpt", "content"} <= set(entry["changed_fields"])
    post = site.only_post()
    assert (post["slug"], post["sticky"], post["comment_status"]) == ("old", True, "closed")
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert not site.writes()
    # The text that was there, and nowhere else, is among the revisions.
    revisions = site.rest("GET", f"/wp/v2/posts/{number}/revisions", params={"context": "edit"})
    assert "<p>By hand.</p>" in [revision["content"]["raw"] for revision in revisions]
    # Once it is the file's, the id may stay or go; another id is not heeded, and that is said.
    blog.write(f"---\n{TERMS}\n---\nWords.\n", "old.md")
    assert blog.publish().file()["action"] == "unchanged"
    write(blog, made(site, slug="another"))
    entry = blog.publish().file()
    assert (entry["action"], entry["id"], [note["code"] for note in entry["diagnostics"]]) == (
        "unchanged",
        number,
        ["WP307"],
    )


def test_what_is_not_there_or_not_free_is_refused_with_the_line(blog: Blog, site: Site) -> None:
    write(blog, 99999)
    assert "the site has none of that id" in refused(blog)
    number = made(site)
    site.rest("DELETE", f"/wp/v2/posts/{number}")
    write(blog, number)
    assert "trash" in refused(blog)
    page = made(site, "pages", slug="a-page")
    write(blog, page)
    assert "of the type page" in refused(blog)
    two = made(site, slug="two")
    write(blog, two)
    write(blog, two, "title: New\nslug: new", "new.md")
    assert "another file has it" in refused(blog)
    write(blog, two, "title: Old\nslug: old")
    (blog.folder / "posts/new.md").unlink()
    assert blog.publish().file()["action"] == "adopted"
    write(blog, two, "title: New\nslug: new", "new.md")
    assert "another file has it" in refused(blog)
    assert len(site.posts(status="publish")) == 1


def test_another_projects_post_is_taken_over_and_a_post_of_a_gone_file_too(
    blog: Blog, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Blog(tmp_path / "other", site.environ(), monkeypatch)
    (other.folder / "wppush.toml").write_text('project = "another-blog"\ncontent = "posts"\n')
    other.write("---\ntitle: Theirs\nslug: theirs\n---\nTheirs.\n", "theirs.md")
    number = other.publish().file()["id"]
    write(blog, number)
    assert blog.publish().file()["action"] == "adopted"
    assert blog.publish().file()["action"] == "unchanged"
    (blog.folder / "posts/old.md").rename(blog.folder / "posts/moved.md")
    write(blog, number, "title: Quite another\nslug: quite-another", "moved.md")
    entry = next(entry for entry in blog.publish().report()["files"] if entry["source"])
    assert (entry["action"], entry["id"]) == ("updated", number)
    assert len(site.posts()) == 1


def test_an_author_does_not_get_anothers_post(blog: Blog, site: Site) -> None:
    number = made(site)
    blog.environ = site.environ("author")
    write(blog, number, "title: Old\nslug: old")
    run = blog.publish()
    assert run.status > 0
    assert site.only_post()["title"]["raw"] == "By hand"
