"""Everything that the sidebar of WordPress sets can be said in front matter, and what it would refuse is refused."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.source import Document, FeaturedImage, FrontMatter, Status, read

if TYPE_CHECKING:
    from pathlib import Path


def document(folder: Path, front_matter: str, fence: str = "---") -> Document:
    (folder / "post.md").write_text(f"{fence}\n{front_matter}\n{fence}\ntext\n", encoding="utf-8")
    [found] = read([folder / "post.md"], content_root=folder, project_root=folder)
    return found


def faults(folder: Path, front_matter: str, fence: str = "---") -> list[Diagnostic]:
    with pytest.raises(SourceError) as caught:
        document(folder, front_matter, fence)
    return [fault for fault in caught.value.diagnostics if isinstance(fault, Diagnostic)]


def places(found: list[Diagnostic]) -> list[tuple[str, int | None, int | None]]:
    return [(fault.code, fault.location.line, fault.location.column) for fault in found if fault.location]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("updated: 2024-05-01", FrontMatter(updated=datetime(2024, 5, 1))),  # noqa: DTZ001 - in the site's time zone
        ("author: jane", FrontMatter(author="jane")),
        ("author: jane@example.com", FrontMatter(author="jane@example.com")),
        ("author: 7", FrontMatter(author=7)),
        ("author: [jane]", FrontMatter(author="jane")),
        ("author: {login: jane, display_name: Jane}", FrontMatter(author="jane")),
        ("featured_image: images/a.jpg", FrontMatter(featured_image=FeaturedImage(src="images/a.jpg"))),
        ("featured_image: https://e.com/a", FrontMatter(featured_image=FeaturedImage(src="https://e.com/a"))),
        ("featured_image: 42", FrontMatter(featured_image=FeaturedImage(id=42))),
        ("featured_image: 0", FrontMatter(featured_image=FeaturedImage())),
        ("featured_image: false", FrontMatter(featured_image=FeaturedImage())),
        ("featured_image: ''", FrontMatter(featured_image=FeaturedImage())),
        ("featured_image: []", FrontMatter(featured_image=FeaturedImage())),
        ("featured_image:", FrontMatter()),
        ("featured_image: [a.jpg]", FrontMatter(featured_image=FeaturedImage(src="a.jpg"))),
        ("featured_image: '[[a b.jpg|200]]'", FrontMatter(featured_image=FeaturedImage(src="a b.jpg"))),
        ("featured_image: [[a.jpg]]", FrontMatter(featured_image=FeaturedImage(src="a.jpg"))),
        (
            "featured_image: {src: a.jpg, alt: 7 cats, caption: ''}",
            FrontMatter(featured_image=FeaturedImage(src="a.jpg", alt="7 cats", caption="")),
        ),
        (
            "featured_image:\n  path: a.jpg\n  alt:",
            FrontMatter(featured_image=FeaturedImage(src="a.jpg")),
        ),
        ("featured_image: {id: 42, alt: x}", FrontMatter(featured_image=FeaturedImage(id=42, alt="x"))),
        ("featured_image: {image: '', alt: x}", FrontMatter(featured_image=FeaturedImage())),
        ("type: page", FrontMatter(type="page")),
        ("type: Post", FrontMatter(type="post")),
        ("type: my_book", FrontMatter(type="my_book")),
        ("type: page\nparent: about", FrontMatter(type="page", parent="about")),
        ("type: page\nparent: /about/team/", FrontMatter(type="page", parent="about/team")),
        ("type: page\nparent: ../about.md", FrontMatter(type="page", parent="../about.md")),
        ("type: page\nparent: 12", FrontMatter(type="page", parent=12)),
        ("type: page\nparent: 0", FrontMatter(type="page", parent="")),
        ("type: page\nparent: ''", FrontMatter(type="page", parent="")),
        ("type: page\nparent: /", FrontMatter(type="page", parent="")),
        ("type: page\nmenu_order: -3", FrontMatter(type="page", menu_order=-3)),
        ("type: page\nmenu_order: 0", FrontMatter(type="page", menu_order=0)),
        ("type: book\nmenu_order: 3\ntags: [a]\nsticky: true", FrontMatter(
            type="book", menu_order=3, tags=("a",), sticky=True
        )),
        ("template: page-no-title", FrontMatter(template="page-no-title")),
        ("template: ''", FrontMatter(template="")),
        ("template: default", FrontMatter(template="")),
        ("format: Aside", FrontMatter(format="aside")),
        ("format: standard", FrontMatter(format="standard")),
        ("sticky: true", FrontMatter(sticky=True)),
        ("sticky: off", FrontMatter(sticky=False)),
        ("sticky: 100", FrontMatter(sticky=True)),
        ("sticky: 0", FrontMatter(sticky=False)),
        ("password: ' a b '", FrontMatter(password=" a b ")),
        ("password: ''", FrontMatter(password="")),
        ("password: 123", FrontMatter(password="123")),
        ("comments: false", FrontMatter(comments="closed")),
        ("comments: Open", FrontMatter(comments="open")),
        ("comments: on", FrontMatter(comments="open")),
        ("comments: disabled", FrontMatter(comments="closed")),
        ("pings: closed", FrontMatter(pings="closed")),
        ("pings: yes", FrontMatter(pings="open")),
        ("id: 42", FrontMatter(id=42)),
        ("taxonomies: {series: Seoul}", FrontMatter(taxonomies={"series": (("Seoul",),)})),
        (
            "taxonomies:\n  series: [Seoul, A > B]\n  mood:\n  place: []",
            FrontMatter(taxonomies={"series": (("Seoul",), ("A", "B")), "place": ()}),
        ),
        ("taxonomies: {place: {Asia: [Seoul]}}", FrontMatter(taxonomies={"place": (("Asia", "Seoul"),)})),
        ("published: true", FrontMatter(status=Status.PUBLISH)),
        ("published: false", FrontMatter(status=Status.DRAFT)),
        ("published: 2024-05-01", FrontMatter(date=datetime(2024, 5, 1))),  # noqa: DTZ001 - the same
        ("published:", FrontMatter()),
        ("published: off", FrontMatter(status=Status.DRAFT)),
        ("published: true\ndraft: false", FrontMatter(status=Status.PUBLISH)),
        ("published: false\nstatus: pending", FrontMatter(status=Status.PENDING)),
        ("published: false\nstatus: private", FrontMatter(status=Status.PRIVATE)),
        ("published: true\nstatus: private", FrontMatter(status=Status.PRIVATE)),
        # What is empty says nothing that a type could not have.
        ("type: page\ntags: []\nsticky: false\nformat: standard\ncategories: []", FrontMatter(type="page")),
        ("parent: ''\nmenu_order: 0", FrontMatter()),
    ],
)  # fmt: skip
def test_each_field_is_read(tmp_path: Path, yaml: str, expected: FrontMatter) -> None:
    found = document(tmp_path, yaml)
    assert found.front_matter == expected
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("yaml", "code", "column"),
    [
        ("updated: soon", "WP150", 10),
        ("author: ''", "WP139", 9),
        ("author: 0", "WP130", 9),
        ("author: []", "WP130", 9),
        ("author: {display: x}", "WP130", 9),
        ("featured_image: true", "WP130", 17),
        ("featured_image: {alt: x}", "WP130", 17),
        ("featured_image: {src: a, alt: [x]}", "WP130", 31),
        ("featured_image: {src: [a]}", "WP130", 23),
        ("featured_image: {src: a, path: b}", "WP127", 32),
        ("type: pages", "WP138", 7),
        ("parent: about\ntype: pages", "WP138", 7),
        ("type: My Type", "WP138", 7),
        ("type: ''", "WP138", 7),
        ("type: [page]", "WP130", 7),
        ("type: page\nparent: About Us", "WP133", 9),
        ("type: page\nparent: https://example.com/about", "WP133", 9),
        ("type: page\nparent: -1", "WP130", 9),
        ("type: page\nmenu_order: first", "WP130", 13),
        ("type: page\nmenu_order: 1.5", "WP130", 13),
        ("type: page\nmenu_order: 9999999999", "WP132", 13),
        ("template: [a]", "WP130", 11),
        ('template: "a\\nb"', "WP139", 11),
        ("format: html", "WP138", 9),
        ("format: ''", "WP138", 9),
        ("sticky: maybe", "WP141", 9),
        ("published: [x]", "WP150", 12),
        ("draft: 3", "WP141", 8),
        (f"password: {'ä' * 128}", "WP132", 11),
        ("password: ' '", "WP139", 11),
        ("comments: []", "WP138", 11),
        ("pings: 3", "WP138", 8),
        ("id: intro", "WP130", 5),
        ("id: 0", "WP130", 5),
        ("taxonomies: [a]", "WP130", 13),
        ("taxonomies: {category: [a]}", "WP164", 14),
        ("taxonomies: {post_tag: [a]}", "WP164", 14),
        ("taxonomies: {tags: [a]}", "WP164", 14),
        ("taxonomies: {Mood: [a]}", "WP138", 14),
        ("taxonomies: {mood: [a, '']}", "WP160", 24),
        ("meta: x", "WP130", 7),
        ("meta: {footnotes: x}", "WP171", 8),
        ("meta: {' ': x}", "WP171", 8),
        ('meta: {a: ["\\0"]}', "WP125", 12),
    ],
)
def test_what_a_field_does_not_take_is_reported_where_it_stands(
    tmp_path: Path, yaml: str, code: str, column: int
) -> None:
    [found] = faults(tmp_path, yaml)
    line = 3 if "\n" in yaml else 2
    assert places([found]) == [(code, line, column)]
    assert found.hint


@pytest.mark.parametrize(
    ("yaml", "hint"),
    [
        ("type: pages", 'did you mean "page"?'),
        ("format: vidoe", 'did you mean "video"?'),
        ("taxonomies: {tag: x}", "write tags: beside taxonomies, and not in it"),
        ("tags: [a]\ntype: page", "delete tags"),
        ("parent: about", "delete parent, or write type: page"),
        (
            "id: intro",
            'write a number, such as id: 42; where it is for another tool: ignore_keys = ["id"] in wppush.toml',
        ),
    ],
)
def test_the_hint_says_how_to_go_on(tmp_path: Path, yaml: str, hint: str) -> None:
    [found] = faults(tmp_path, yaml)
    assert found.hint == hint


@pytest.mark.parametrize(
    ("yaml", "code", "line", "words"),
    [
        ("sticky: true\npassword: x", "WP144", 3, "sticky"),
        ("password: x\nstatus: private", "WP144", 2, "private"),
        ("type: page\nsticky: true", "WP145", 3, "A page of WordPress has no sticky."),
        ("type: page\nformat: aside", "WP145", 3, "no format"),
        ("categories: [a]\ntype: page", "WP145", 2, "no categories"),
        ("type: page\ntags: a", "WP145", 3, "no tags"),
        ("parent: about", "WP145", 2, "A post of WordPress has no parent."),
        ("type: post\nmenu_order: 3", "WP145", 3, "no menu_order"),
        ("published: true\nstatus: draft", "WP142", 3, "published is true, and the status is draft."),
        ("published: true\nstatus: pending", "WP142", 3, "pending"),
        ("published: false\nstatus: publish", "WP142", 3, "published is false"),
        ("published: true\ndraft: true", "WP142", 2, "draft is true, and published is true."),
        ("published: false\ndraft: false", "WP142", 2, "draft is false, and published is false."),
        ("status: future", "WP143", 2, "no date"),
    ],
)
def test_what_wordpress_refuses_together_is_refused(
    tmp_path: Path, yaml: str, code: str, line: int, words: str
) -> None:
    [found] = faults(tmp_path, yaml)
    assert places([found])[0][:2] == (code, line)
    assert words in found.message
    assert found.hint


def test_a_password_is_not_in_the_repr(tmp_path: Path) -> None:
    found = document(tmp_path, "password: sesame")
    assert found.front_matter.password == "sesame"
    assert "sesame" not in repr(found.front_matter)


def test_meta_has_the_types_of_the_notation(tmp_path: Path) -> None:
    yaml = """\
meta:
  number: 5
  fraction: -1.5e3
  yes: true
  no: 'true'
  text: yes
  digits: "007"
  nothing:
  day: 2024-05-01
  list: [1, a, {b: false}]
  ' kept ': ' blanks '
"""
    assert document(tmp_path, yaml).front_matter.meta == {
        "number": 5, "fraction": -1500.0, "yes": True, "no": "true", "text": "yes", "digits": "007", "nothing": None,
        "day": "2024-05-01", "list": [1, "a", {"b": False}], " kept ": " blanks ",
    }  # fmt: skip
    toml = '[meta]\nnumber = 5\nday = 2024-05-01\nmoment = 2024-05-01T10:00:00Z\nat = 10:30:00\nok = true\ntext = "5"\n'
    assert document(tmp_path, toml, "+++").front_matter.meta == {
        "number": 5, "day": "2024-05-01", "moment": "2024-05-01T10:00:00+00:00", "at": "10:30:00", "ok": True,
        "text": "5",
    }  # fmt: skip
    assert [fault.code for fault in faults(tmp_path, "[meta]\na = nan", "+++")] == ["WP171"]


def test_toml_and_json_have_numbers_and_booleans_of_their_own(tmp_path: Path) -> None:
    toml = 'type = "page"\nmenu_order = 3\nparent = 7\ncomments = false\nid = 42\nauthor = 2\nfeatured_image = 9'
    expected = FrontMatter(
        type="page", menu_order=3, parent=7, comments="closed", id=42, author=2, featured_image=FeaturedImage(id=9)
    )
    assert document(tmp_path, toml, "+++").front_matter == expected
    json = '{"type": "page", "menu_order": 3, "parent": 7, "comments": false, "id": 42, "author": 2, "cover": 9}'
    assert document(tmp_path, json, ";;;").front_matter == expected
    assert document(tmp_path, '{"sticky": 1, "featured_image": false}', ";;;").front_matter == FrontMatter(
        sticky=True, featured_image=FeaturedImage()
    )


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("author: [jane, john]", ("WP128", 2, 16)),
        ("images:\n- a.jpg\n- b.jpg", ("WP128", 4, 3)),
        ("featured_image: {src: a, credit: Jane}", ("WP126", 2, 26)),
    ],
)
def test_what_is_left_out_of_a_value_is_said(tmp_path: Path, yaml: str, expected: tuple[str, int, int]) -> None:
    found = document(tmp_path, yaml)
    assert places(list(found.diagnostics)) == [expected]
    assert [(fault.severity, bool(fault.hint)) for fault in found.diagnostics] == [(Severity.WARNING, True)]


def test_the_place_of_each_field_is_known(tmp_path: Path) -> None:
    yaml = """\
Title: A
draft: true
Tags: [x]
summary: y
taxonomies:
  series: [a]
meta:
  rating: 5
date:
"""
    found = document(tmp_path, yaml)
    assert {name: str(place) for name, place in found.places.items()} == {
        "title": "post.md:2:8", "status": "post.md:3:8", "tags": "post.md:4:7", "excerpt": "post.md:5:10",
        "taxonomies": "post.md:7:3", "taxonomies.series": "post.md:7:3", "meta": "post.md:9:3",
        "meta.rating": "post.md:9:3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("slug: x", "slug: x", True),
        ("slug: x", "slug: x\ntype: post", True),
        ("slug: x", "slug: x\ntype: page", False),
        ("slug: x\ntype: page", "slug: x\ntype: page", True),
        ("slug: x\ntype: page\nparent: a", "slug: x\ntype: page\nparent: b", False),
        ("slug: x\ntype: page\nparent: a", "slug: x\ntype: page", False),
        ("slug: x\ntype: page\nparent: ''", "slug: x\ntype: page", True),
        ("slug: x\ntype: page\nparent: /a/", "slug: x\ntype: page\nparent: a", True),
        ("slug: x\ntype: book\nparent: a", "slug: x\ntype: book\nparent: b", False),
    ],
)
def test_slugs_are_kept_apart_by_type_and_by_parent(tmp_path: Path, one: str, other: str, twins: bool) -> None:
    for name, yaml in (("a.md", one), ("b.md", other)):
        (tmp_path / name).write_text(f"---\n{yaml}\n---\nx")
    codes: list[str] = []
    try:
        read([tmp_path / "a.md", tmp_path / "b.md"], content_root=tmp_path, project_root=tmp_path)
    except SourceError as error:
        codes = [fault.code for fault in error.diagnostics]
    assert codes == (["WP180"] if twins else [])
