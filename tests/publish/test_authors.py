"""Who is named as the author: by slug, address or id, and only by whom WordPress lets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site


def write(blog: Blog, author: object, *more: str) -> None:
    blog.write("\n".join(["---", "title: One", "slug: one", f"author: {author}", *more, "---", "Words.\n"]))


def users(site: Site) -> dict[str, dict[str, Any]]:
    found = site.rest("GET", "/wp/v2/users", params={"context": "edit", "per_page": 100})
    return {role: user for user in found for role in user["roles"]}


@pytest.mark.parametrize("role", ["admin", "editor"])
def test_an_author_is_found_by_slug_address_and_id(blog: Blog, site: Site, role: str) -> None:
    known = users(site)
    author, editor = known["author"], known["editor"]
    blog.environ = site.environ(role)
    write(blog, author["slug"].upper())
    assert blog.publish().status == 0
    assert site.only_post()["author"] == author["id"]
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert not site.writes()
    write(blog, editor["id"])
    assert blog.publish().file()["changed_fields"] == ["author"]
    assert site.only_post()["author"] == editor["id"]
    # By an address only who may list users finds anyone, but each finds himself.
    wanted = author if role == "admin" else editor
    write(blog, wanted["email"])
    assert blog.publish().status == 0
    assert site.only_post()["author"] == wanted["id"]
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"author": known["administrator"]["id"]})
    assert blog.publish().file()["drifted_fields"] == ["author"]
    assert blog.publish("--force").file()["changed_fields"] == ["author"]
    write(blog, "nobody")
    run = blog.publish()
    [fault] = run.file()["diagnostics"]
    assert (run.status, fault["code"], fault["line"]) == (1, "WP324", 4)
    write(blog, 99999)
    run = blog.publish()
    [fault] = run.file()["diagnostics"]
    assert (run.status, fault["line"]) == (1, 4)
    assert site.only_post()["author"] == wanted["id"]


def test_an_address_that_is_part_of_anothers_is_not_taken_for_it(blog: Blog, site: Site) -> None:
    author = users(site)["author"]
    user = {"username": "another", "email": f"x{author['email']}", "password": "x", "roles": ["author"]}
    other = site.rest("POST", "/wp/v2/users", json=user)
    write(blog, author["email"])
    assert blog.publish().status == 0
    assert site.only_post()["author"] == author["id"]
    write(blog, f"x{author['email']}")
    assert blog.publish().status == 0
    assert site.only_post()["author"] == other["id"]
    write(blog, author["email"][1:])
    assert blog.publish().status == 1


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_who_may_not_write_for_others_is_told_before_anything_is_written(blog: Blog, site: Site, role: str) -> None:
    known = users(site)
    blog.environ = site.environ(role)
    for own in (known[role]["slug"], known[role]["email"], known[role]["id"]):
        write(blog, own, "status: draft")
        assert blog.publish().status == 0, own
        assert site.only_post()["author"] == known[role]["id"]
    blog.write("---\ntitle: Two\nstatus: draft\n---\nWords.\n", "a-second.md")
    for other in (known["editor"]["slug"], known["editor"]["email"], known["editor"]["id"], "nobody"):
        write(blog, other, "status: draft")
        run = blog.publish()
        [fault] = run.file()["diagnostics"]
        assert (run.status, fault["code"], fault["line"]) == (1, "WP328", 4), other
    assert site.only_post()["author"] == known[role]["id"]


def test_what_a_role_may_not_do_is_said_with_the_lines_and_nothing_is_written(blog: Blog, site: Site) -> None:
    from media.pictures import picture, written

    written(picture(20, 20), blog.folder / "posts/cover.png")
    blog.environ = site.environ("contributor")
    blog.write(
        "---\ntitle: One\nstatus: private\ncategories: [New]\ntags: [new]\nfeatured_image: cover.png\n---\nWords.\n"
    )
    run = blog.publish()
    assert run.status == 1
    assert sorted((fault["line"], fault["code"]) for fault in run.file()["diagnostics"]) == [
        (3, "WP328"),
        (4, "WP329"),
        (6, "WP332"),
    ]
    assert (site.posts(), site.posts(kind="tags"), site.posts(kind="media")) == ([], [], [])
    blog.write("---\ntitle: One\nstatus: pending\ntags: [new]\ncategories: [Uncategorized]\n---\nWords.\n")
    assert blog.publish().status == 0
    assert blog.publish().file()["action"] == "unchanged"


def test_an_author_who_may_not_make_posts_sticky_has_no_half_made_post(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    write(blog, site.users["author"].username, "sticky: true")
    run = blog.publish()
    if site.version.startswith("6."):
        assert site.only_post()["sticky"]
        return
    [fault] = run.file()["diagnostics"]
    assert (run.status, run.file()["action"], fault["line"]) == (1, "failed", 5)
    assert "editor" in fault["hint"]
    assert site.posts() == []
