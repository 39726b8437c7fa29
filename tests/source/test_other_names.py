"""Files of Hugo, Jekyll, Obsidian and others are read as they are: their names of our fields, and their own keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.source import Document, FeaturedImage, FrontMatter, Status, read
from wppush.source.aliases import ALIASES, NEAR, OTHERS, PERMALINKS, SOFT
from wppush.source.names import fold
from wppush.source.schema import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = datetime(2024, 5, 1)  # noqa: DTZ001 - in the site's time zone
VALUES = {
    "slug": ("a-b", "a-b"),
    "published": ("true", None),
    "date": ("2024-05-01", DAY),
    "updated": ("2024-05-01", DAY),
    "author": ("jane", "jane"),
    "excerpt": ("short", "short"),
    "categories": ("News", (("News",),)),
    "tags": ("a, b", ("a", "b")),
    "featured_image": ("a.jpg", FeaturedImage(src="a.jpg")),
    "type": ("page", "page"),
    "parent": ("about", "about"),
    "menu_order": ("3", 3),
    "template": ("wide", "wide"),
    "format": ("aside", "aside"),
    "sticky": ("true", True),
    "password": ("sesame", "sesame"),
    "comments": ("closed", "closed"),
    "pings": ("closed", "closed"),
    "meta": ("{a: 1}", {"a": 1}),
    "id": ("42", 42),
}
"""For each field with other names, how a value is written, and what it is."""
ROWS = [(field, alias) for field, aliases in ALIASES.items() for alias in aliases if field != "published"]


def document(folder: Path, front_matter: str, *, ignore_keys: tuple[str, ...] = ()) -> Document:
    (folder / "post.md").write_text(f"---\n{front_matter}\n---\ntext\n", encoding="utf-8")
    [found] = read([folder / "post.md"], content_root=folder, project_root=folder, ignore_keys=ignore_keys)
    return found


def faults(folder: Path, front_matter: str) -> list[Diagnostic]:
    with pytest.raises(SourceError) as caught:
        document(folder, front_matter)
    return [fault for fault in caught.value.diagnostics if isinstance(fault, Diagnostic)]


@pytest.mark.parametrize(("field", "alias"), ROWS, ids=lambda value: value)
@pytest.mark.parametrize("spelled", [str, str.upper, lambda name: name.replace("_", "-")], ids=["as is", "upper", "-"])
def test_every_other_name_of_a_field_is_taken_in_any_spelling(
    tmp_path: Path, field: str, alias: str, spelled: Callable[[str], str]
) -> None:
    written, expected = VALUES[field]
    needs_page = "type: page\n" if field in ("parent", "menu_order") else ""
    found = document(tmp_path, f"{needs_page}{spelled(alias)}: '{written}'".replace("'{a: 1}'", "{a: 1}"))
    assert getattr(found.front_matter, field) == expected
    assert found.diagnostics == ()


@pytest.mark.parametrize("field", sorted(NAMES - {"published", "draft", "status", "title", "uid", "taxonomies"}))
def test_our_own_names_are_taken_in_any_spelling(tmp_path: Path, field: str) -> None:
    written, expected = VALUES[field]
    needs_page = "TYPE: page\n" if field in ("parent", "menu_order") else ""
    value = written if field == "meta" else f"'{written}'"
    assert getattr(document(tmp_path, f"{needs_page}{field.title()}: {value}").front_matter, field) == expected


def test_no_name_has_two_meanings() -> None:
    names = {fold(name): {name} for name in NAMES}
    for field, aliases in ALIASES.items():
        for alias in aliases:
            names.setdefault(fold(alias), set()).add(field)
    assert [name for name, fields in names.items() if len(fields) > 1] == ["published"]  # a boolean, or a date
    assert set(map(fold, OTHERS)).isdisjoint(names)
    assert set(map(fold, NEAR)).isdisjoint([*names, *map(fold, OTHERS)])
    assert set(ALIASES) <= NAMES
    assert {*SOFT, *PERMALINKS} <= {alias for aliases in ALIASES.values() for alias in aliases}
    assert set(VALUES) == set(ALIASES)


@pytest.mark.parametrize("key", OTHERS)
def test_nothing_is_said_about_keys_that_only_steer_another_tool(tmp_path: Path, key: str) -> None:
    found = document(tmp_path, f'"{key}": x')
    assert (found.front_matter, found.diagnostics) == (FrontMatter(), ())


@pytest.mark.parametrize(("key", "meant"), NEAR.items())
def test_what_comes_near_one_of_our_fields_is_not_taken_for_it(tmp_path: Path, key: str, meant: str) -> None:
    found = document(tmp_path, f"{key}: x")
    assert found.front_matter == FrontMatter()
    assert [(one.code, one.hint) for one in found.diagnostics] == [("WP126", f'did you mean "{meant}"?')]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("description: a\nexcerpt: a", FrontMatter(excerpt="a")),
        ("tags: [a, b]\nkeywords: a,b", FrontMatter(tags=("a", "b"))),
        ("date: 2024-05-01\npublishDate: 2024-05-01 00:00", FrontMatter(date=DAY)),
        ("excerpt: a\ndescription:\nsummary: ''", FrontMatter(excerpt="a")),
        ("description: ''\nsummary: a", FrontMatter(excerpt="a")),
        ("description: ''", FrontMatter(excerpt="")),
        ("excerpt:\nsummary: a", FrontMatter(excerpt="a")),
        ("summary: a\nexcerpt:", FrontMatter(excerpt="a")),
        ("cover: {image: a.jpg}\nthumbnail: a.jpg", FrontMatter(featured_image=FeaturedImage(src="a.jpg"))),
    ],
)
def test_two_names_that_say_the_same_are_one(tmp_path: Path, yaml: str, expected: FrontMatter) -> None:
    found = document(tmp_path, yaml)
    assert (found.front_matter, found.diagnostics) == (expected, ())


@pytest.mark.parametrize(
    ("yaml", "line", "names", "other"),
    [
        ("excerpt: a\ndescription: b", 3, '"excerpt" and "description"', "description"),
        ("description: b\nexcerpt: a", 3, '"description" and "excerpt"', "description"),
        ("description: b\nsummary: a", 3, '"description" and "summary"', "summary"),
        ("title: a\nTitle: b", 3, '"title" and "Title"', "Title"),
        ("excerpt: ''\nsummary: a", 3, '"excerpt" and "summary"', "summary"),
        ("date: 2024-05-01\ncreated: soon", 3, '"date" and "created"', "created"),
    ],
)
def test_two_names_that_differ_are_both_named(tmp_path: Path, yaml: str, line: int, names: str, other: str) -> None:
    [found] = faults(tmp_path, yaml)
    assert found.location
    assert (found.code, found.location.line, found.location.column) == ("WP127", line, 1)
    assert names in found.message
    assert found.hint == f'delete one of the two, or write ignore_keys = ["{other}"] in wppush.toml'


def test_a_fault_behind_another_name_says_how_the_key_is_left_alone(tmp_path: Path) -> None:
    [found] = faults(tmp_path, "created: Wednesday")
    assert str(found.location) == "post.md:2:10"
    assert found.hint is not None
    assert found.hint.endswith('; if created is not for WordPress: ignore_keys = ["created"] in wppush.toml')


def test_a_field_that_a_page_does_not_have_is_named_as_the_file_names_it(tmp_path: Path) -> None:
    [found] = faults(tmp_path, "type: page\nkeywords: a")
    assert (found.code, str(found.location)) == ("WP145", "post.md:3:11")
    assert found.hint == 'delete tags; if keywords is not for WordPress: ignore_keys = ["keywords"] in wppush.toml'


@pytest.mark.parametrize(
    ("yaml", "slug", "warning"),
    [
        ("permalink: about", "about", None),
        ("permalink: /about/", "about", None),
        ("url: /about", "about", None),
        ("url: about\nslug: about", "about", None),
        ("slug: about\npermalink: /2024/05/other/", "about", 'write ignore_keys = ["permalink"] in wppush.toml'),
        ("permalink: /2024/05/my-post/", "post", "write slug: my-post"),
        ("permalink: /2024/05/my-post.html", "post", "write slug: my-post"),
        ("url: https://example.com/a/", "post", "write slug: a"),
        ("permalink: /:year/:title/", "post", 'write ignore_keys = ["permalink"] in wppush.toml'),
        ("permalink: false", "post", 'write ignore_keys = ["permalink"] in wppush.toml'),
        ("permalink: /", "post", 'write ignore_keys = ["permalink"] in wppush.toml'),
        ("permalink:", "post", None),
    ],
)
def test_a_permalink_is_the_slug_where_it_is_nothing_else(
    tmp_path: Path, yaml: str, slug: str, warning: str | None
) -> None:
    found = document(tmp_path, yaml)
    assert found.slug == slug
    assert [(one.code, one.hint) for one in found.diagnostics] == ([("WP137", warning)] if warning else [])


def test_a_permalink_is_the_slug_that_wordpress_makes_of_it(tmp_path: Path) -> None:
    assert document(tmp_path, "permalink: /About-Us/").slug == "about-us"
    assert document(tmp_path, "url: caf%C3%A9").slug == "cafe"


def test_a_permalink_that_wordpress_keeps_for_itself_is_no_slug(tmp_path: Path) -> None:
    found = document(tmp_path, "url: '12523'")
    assert (found.slug, [said.code for said in found.diagnostics]) == ("post", ["WP137"])


def test_a_permalink_that_ends_in_the_slug_is_followed_as_far_as_can_be(tmp_path: Path) -> None:
    assert document(tmp_path, "permalink: /docs/post/").diagnostics == ()


@pytest.mark.parametrize("key", SOFT)
def test_a_place_in_another_tools_list_is_one_among_pages_only(tmp_path: Path, key: str) -> None:
    assert document(tmp_path, f"{key}: 3\ntype: page").front_matter == FrontMatter(type="page", menu_order=3)
    for yaml in (f"{key}: 3", f"{key}: last", f"{key}: 3\ntype: post"):
        found = document(tmp_path, yaml)
        assert (found.front_matter.menu_order, found.diagnostics) == (None, ())
    assert document(tmp_path, f"{key}: 3\ntype: page\nmenu_order: 1").front_matter.menu_order == 1


def test_layout_page_makes_no_page_and_says_so(tmp_path: Path) -> None:
    found = document(tmp_path, "layout: page")
    assert found.front_matter == FrontMatter()
    assert [(one.code, str(one.location)) for one in found.diagnostics] == [("WP129", "post.md:2:1")]
    for yaml in (
        "layout: post",
        "layout: page\ntype: page",
        "layout: page\ntype: post",
        "layout: page\npost_type: page",
    ):
        assert document(tmp_path, yaml).diagnostics == ()


def test_featured_is_an_image_and_not_a_wish(tmp_path: Path) -> None:
    assert document(tmp_path, "featured: a.jpg").front_matter.featured_image == FeaturedImage(src="a.jpg")
    wished = document(tmp_path, "featured: true")
    assert wished.front_matter == FrontMatter()
    assert [one.hint for one in wished.diagnostics] == ["write sticky: true to keep a post at the top"]
    assert document(tmp_path, "featured: false").front_matter == FrontMatter()


def test_publish_is_published(tmp_path: Path) -> None:
    assert document(tmp_path, "publish: false").front_matter.status is Status.DRAFT
    assert document(tmp_path, "Published: yes").front_matter.status is Status.PUBLISH


def test_ignored_keys_are_not_read_by_any_spelling(tmp_path: Path) -> None:
    yaml = "description: a\nKeywords: b\nformat: html\nmy-key: x\nuid: u"
    found = document(tmp_path, yaml, ignore_keys=("Description", "keywords", "format", "my_key", "uid"))
    assert (found.front_matter, found.diagnostics) == (FrontMatter(uid="u"), ())


def test_alt_text_beside_an_image_is_not_lost_in_silence(tmp_path: Path) -> None:
    found = document(tmp_path, "feature_image: a.jpg\nfeature_image_alt: A cat")
    [warning] = found.diagnostics
    assert (warning.code, warning.severity) == ("WP126", Severity.WARNING)
    assert warning.hint == "write featured_image: {src: …, alt: …, caption: …}"


REAL: dict[str, tuple[str, dict[str, object]]] = {
    "Hugo": (
        "title: A\ndate: 2024-05-01T10:00:00Z\nlastmod: 2024-06-01\ndraft: false\nweight: 10\ntoc: true\n"
        "images: [a.jpg]\ntags: [x]\ncategories: [News]\nsummary: S\ntype: post",
        {"excerpt": "S", "featured_image": FeaturedImage(src="a.jpg"), "status": Status.PUBLISH},
    ),
    "Jekyll": (
        "layout: post\ntitle: A\ndate: 2024-05-01 10:00:00 +0200\ncategory: News\npublished: false\npin: true\n"
        "image:\n  path: a.jpg\n  alt: B\n  lqip: xyz",
        {"sticky": True, "status": Status.DRAFT, "featured_image": FeaturedImage(src="a.jpg", alt="B")},
    ),
    "Pelican": (
        "Title: A\nDate: 2024-05-01 10:20\nModified: 2024-06-01\nCategory: Python\nTags: a, b\nSlug: my-post\n"
        "Authors: jane\nSummary: S",
        {"author": "jane", "tags": ("a", "b"), "slug": "my-post", "categories": (("Python",),)},
    ),
    "Obsidian": (
        "aliases: [B]\ntags:\n  - x\ncssclasses: [wide]\ncreated: 2024-05-01T10:00\nmodified: 2024-06-01\n"
        'cover: "[[a.jpg]]"\npublish: true',
        {"featured_image": FeaturedImage(src="a.jpg"), "status": Status.PUBLISH, "tags": ("x",)},
    ),
    "dev.to": (
        "title: A\npublished: true\ndescription: D\ntags: a, b\ncover_image: https://e.com/a.jpg",
        {"status": Status.PUBLISH, "excerpt": "D", "featured_image": FeaturedImage(src="https://e.com/a.jpg")},
    ),
    "Astro": (
        "title: A\ndescription: D\npubDate: 2024-05-01\nupdatedDate: 2024-06-01\nheroImage: ./a.jpg",
        {"date": DAY, "featured_image": FeaturedImage(src="./a.jpg")},
    ),
}


@pytest.mark.parametrize("tool", REAL)
def test_a_file_of_another_tool_is_read_without_a_word(tmp_path: Path, tool: str) -> None:
    yaml, expected = REAL[tool]
    found = document(tmp_path, yaml)
    assert {name: getattr(found.front_matter, name) for name in expected} == expected
    assert found.diagnostics == ()


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=30))
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
