"""Pages, and types and taxonomies of a site's own: found, filled, placed below each other, and refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog
    from local_site import Site

BOOK = """\
---
type: book
title: A book
slug: a-book
excerpt: Short.
taxonomies:
  genre: [Novel > Crime, Poetry]
  mood: [dark, "Q&A"]
template: wide
menu_order: 3
---
Words.
"""


def books(site: Site) -> list[dict[str, Any]]:
    params = {"context": "edit", "status": "any", "orderby": "id", "order": "asc"}
    found = site.rest("GET", "/acme/v1/books", params=params)
    assert isinstance(found, list)
    return found


def faults(blog: Blog, text: str) -> list[tuple[str, int, str, str]]:
    """Give the code, the line, the message and the hint of each fault that keeps a file from being published."""
    blog.write(text, "faulty.md")
    run = blog.publish()
    assert run.status == 1
    return [
        (note["code"], note["line"], note["message"], note["hint"])
        for entry in run.report()["files"]
        for note in entry["diagnostics"]
    ]


def quiet(blog: Blog, site: Site) -> None:
    """See to it that another run would do nothing."""
    site.forget_requests()
    run = blog.publish()
    assert {entry["action"] for entry in run.report()["files"]} == {"unchanged"}
    assert not site.writes()


@pytest.mark.usefixtures("kinds")
def test_a_type_of_the_sites_own_is_published_with_its_taxonomies_and_template(blog: Blog, site: Site) -> None:
    blog.write(BOOK, "a-book.md")
    blog.write("---\ntype: book\ntitle: Part\nslug: part\nparent: a-book.md\n---\nWords.\n", "part.md")
    blog.write("---\ntype: book\ntitle: Page\nslug: page\nparent: a-book/part\n---\nWords.\n", "a-page.md")
    blog.write("---\ntitle: Review\ntaxonomies: {genre: [novel > CRIME]}\n---\nWords.\n", "review.md")
    alone = blog.run("plan", "posts/part.md", "--json").report()["files"]
    assert [note["code"] for entry in alone for note in entry["diagnostics"]] == ["WP326"]
    run = blog.publish()
    assert run.status == 0, run.stdout
    assert [note for entry in run.report()["files"] for note in entry["diagnostics"]] == []
    book, part, page = books(site)
    genres = {term["id"]: (term["name"], term["parent"]) for term in site.rest("GET", "/wp/v2/genre")}
    moods = {term["id"]: term["name"] for term in site.rest("GET", "/wp/v2/moods")}
    assert sorted(genres[number][0] for number in book["genre"]) == ["Crime", "Poetry"]
    assert sorted(name for name, _ in genres.values()) == ["Crime", "Novel", "Poetry"]
    assert sorted(moods[number] for number in book["moods"]) == ["Q&amp;A", "dark"]
    assert (book["template"], book["menu_order"], book["excerpt"]["raw"]) == ("wide", 3, "Short.")
    assert (part["parent"], page["parent"]) == (book["id"], part["id"])
    assert site.only_post()["genre"] == [number for number in book["genre"] if genres[number][0] == "Crime"]
    quiet(blog, site)
    assert blog.run("publish", "posts/a-page.md", "--json").file()["action"] == "unchanged"
    blog.write(BOOK.replace(", Poetry", "").replace("wide", "narrow"), "a-book.md")
    [changed] = [entry for entry in blog.publish().report()["files"] if entry["action"] == "updated"]
    assert changed["changed_fields"] == ["template", "taxonomies.genre"]
    site.rest("POST", f"/acme/v1/books/{book['id']}", json={"moods": [], "template": ""})
    drifted = next(entry for entry in blog.publish().report()["files"] if entry["action"] == "drift")
    assert drifted["drifted_fields"] == ["template", "taxonomies.mood"]
    blog.publish("--force")
    quiet(blog, site)
    assert (len(books(site)[0]["moods"]), books(site)[0]["template"]) == (2, "narrow")
    blog.write(BOOK.replace("wide", "nowhere"), "a-book.md")
    failed = next(entry for entry in blog.publish().report()["files"] if entry["action"] == "failed")
    assert "wide, narrow" in failed["diagnostics"][0]["message"]
    assert failed["diagnostics"][0]["line"] == 9


@pytest.mark.usefixtures("kinds")
def test_what_the_site_has_no_place_for_is_refused_with_its_line_and_what_there_is(blog: Blog, site: Site) -> None:
    [(code, line, _, hint)] = faults(blog, "---\ntitle: A\ntype: novel\n---\nWords.\n")
    assert (code, line) == ("WP327", 3)
    assert "book" in hint
    assert "attachment" not in hint
    [(code, line, _, hint)] = faults(blog, "---\ntitle: A\ntaxonomies:\n  genres: [Crime]\n---\nWords.\n")
    assert (code, line) == ("WP327", 4)
    assert "genre, mood" in hint
    [(code, line, _, hint)] = faults(blog, "---\ntitle: A\ntaxonomies:\n  mood: [dark]\n---\nWords.\n")
    assert (code, line) == ("WP327", 4)
    assert hint == "its taxonomies are category, genre, post_format, post_tag" or "genre" in hint
    [(_, line, message, _)] = faults(blog, "---\ntype: book\ntaxonomies:\n  mood: [A > B]\n---\nWords.\n")
    assert (line, message) == (4, "the terms of mood have no parents")
    text = (
        "---\ntype: bare\nexcerpt: Short\ncategories: [A]\nsticky: true\nformat: aside\nmeta: {note: x}\n---\nWords.\n"
    )
    assert sorted(line for _, line, _, _ in faults(blog, text)) == [3, 4, 5, 6, 7]
    [(_, line, message, _)] = faults(blog, "---\ntype: mute\n---\nWords.\n")
    assert (line, "no text" in message) == (2, True)
    assert site.posts() == []
    assert site.rest("GET", "/wp/v2/tags") == []


@pytest.mark.usefixtures("kinds")
def test_a_type_without_titles_and_excerpts_is_kept_all_the_same(blog: Blog, site: Site) -> None:
    blog.write("---\ntype: bare\nsticky: false\ncomments: closed\n---\nWords.\n", "bare.md")
    entry = blog.publish().file()
    assert (entry["action"], entry["diagnostics"]) == ("created", [])
    quiet(blog, site)


def test_pages_may_share_a_slug_below_different_parents_and_move(blog: Blog, site: Site) -> None:
    page = "---\ntype: page\ntitle: {0}\nslug: {0}\n{1}\n---\nWords.\n"
    blog.write(page.format("one", ""), "one.md")
    blog.write(page.format("two", ""), "two.md")
    blog.write(page.format("team", "parent: ../one.md\nmenu_order: 2"), "one/team.md")
    blog.write(page.format("team", "parent: ../two.md\nmenu_order: 1"), "two/team.md")
    run = blog.publish()
    assert run.status == 0, run.stdout
    quiet(blog, site)

    def links() -> dict[str, str]:
        return {page["link"].removeprefix(site.url): page["parent"] for page in site.posts(kind="pages")}

    assert {"/one/team/", "/two/team/"} <= set(links())
    blog.write(page.format("team", 'parent: ""\nmenu_order: 2'), "one/team.md")
    entry = next(entry for entry in blog.publish().report()["files"] if entry["source"] == "posts/one/team.md")
    assert (entry["changed_fields"], entry["link"]) == (["parent"], f"{site.url}/team/")
    number = next(page["id"] for page in site.posts(kind="pages") if page["slug"] == "two")
    blog.write(page.format("squad", f"parent: {number}\nmenu_order: 2"), "one/team.md")
    entry = next(entry for entry in blog.publish().report()["files"] if entry["source"] == "posts/one/team.md")
    assert (entry["changed_fields"], entry["link"]) == (["title", "slug", "parent"], f"{site.url}/two/squad/")
    quiet(blog, site)
    team = next(page for page in site.posts(kind="pages") if page["slug"] == "squad")
    site.rest("POST", f"/wp/v2/pages/{team['id']}", json={"parent": 0, "menu_order": 9})
    drift = next(entry for entry in blog.publish().report()["files"] if entry["action"] == "drift")
    assert drift["drifted_fields"] == ["parent", "menu_order"]
    blog.publish("--force")
    quiet(blog, site)
    blog.write(page.format("lost", "parent: nowhere/at-all"), "lost.md")
    run = blog.publish()
    assert (run.status, run.file()["diagnostics"][0]["code"], run.file()["diagnostics"][0]["line"]) == (1, "WP325", 5)


def test_a_page_whose_slug_is_that_of_a_file_of_the_library_is_not_made(blog: Blog, site: Site, tmp_path: Path) -> None:
    from media.pictures import picture, written

    image = written(picture(20, 20), tmp_path / "about.png").read_bytes()
    upload(site, "about.png", image)
    blog.write("---\ntype: page\ntitle: About\nslug: about\n---\nWords.\n", "about.md")
    run = blog.publish()
    assert (run.status > 0, run.file()["action"]) == (True, "refused")
    assert "media library" in run.file()["diagnostics"][0]["message"]
    assert [page["status"] for page in site.posts(kind="pages") if page["title"]["raw"] == "About"] == ["trash"]


def upload(site: Site, name: str, content: bytes) -> None:
    import requests

    account = site.users["admin"]
    answer = requests.post(
        f"{site.url}/",
        params={"rest_route": "/wp/v2/media"},
        data=content,
        headers={"Content-Type": "image/png", "Content-Disposition": f'attachment; filename="{name}"'},
        auth=(account.username, account.app_password),
        timeout=60,
    )
    answer.raise_for_status()


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_who_may_not_write_pages_is_told_so_before_anything_is_written(blog: Blog, site: Site, role: str) -> None:
    blog.environ = site.environ(role)
    blog.write("---\ntitle: Post\nstatus: draft\n---\nWords.\n", "post.md")
    [(code, line, message, _)] = faults(blog, "---\ntype: page\ntitle: About\n---\nWords.\n")
    assert (code, line) == ("WP328", 2)
    assert "page" in message
    assert site.posts() == []


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize("words", [("posts",), ("posts/a-book.md",)], ids=["folder", "file"])
def test_a_file_that_had_a_type_of_the_sites_own_does_not_get_a_second_post(
    blog: Blog, site: Site, words: tuple[str, ...]
) -> None:
    blog.write(BOOK, "a-book.md")
    blog.publish()
    blog.write("---\ntitle: A book\nslug: a-book\n---\nWords.\n", "a-book.md")
    run = blog.run("publish", *words, "--json")
    assert (run.status, run.file()["action"]) == (4, "refused")
    assert (len(site.posts()), len(books(site))) == (0, 1)
