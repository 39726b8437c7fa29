"""Notations of front matter that only one tool has, read as that tool means them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wppush.diagnostics import Location
from wppush.errors import SourceError
from wppush.source import Status, read

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.source import Document

PELICAN = """\
Title: Rain: all of it
Date: 2024-02-29 08:00
Tags: seoul, night
Status: draft
Summary: It rained
    all day.

All day.
"""


def document(tmp_path: Path, text: str) -> Document:
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    [found] = read([tmp_path / "post.md"], content_root=tmp_path, project_root=tmp_path)
    return found


def test_lines_of_pelican_are_front_matter_up_to_the_first_empty_one(tmp_path: Path) -> None:
    found = document(tmp_path, PELICAN)
    matter = found.front_matter
    assert (matter.title, matter.tags, matter.status) == ("Rain: all of it", ("seoul", "night"), Status.DRAFT)
    assert matter.excerpt == "It rained all day."
    assert (found.body, found.body_line, found.diagnostics) == ("All day.\n", 8, ())
    assert found.places["tags"] == Location(path="post.md", line=3, column=7)


def test_a_fault_in_such_a_line_has_its_place(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        document(tmp_path, "Title: A\nDate: the day before\nTitle: B\n\nText.\n")
    assert [(fault.code, str(fault.location)) for fault in caught.value.diagnostics] == [
        ("WP150", "post.md:2:7"),
        ("WP123", "post.md:3:1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is a text.\n\nAnd goes on.\n",
        "Title: a\nand then words.\n\nText.\n",
        "https://example.com\n\nTitle: x\n\nText\n",
        "A text.\nTitle: x\n\n",
    ],
)
def test_a_text_that_only_begins_like_that_stays_text(text: str, tmp_path: Path) -> None:
    assert document(tmp_path, text).body == text


def test_a_title_alone_is_front_matter_also_at_the_end_of_the_file(tmp_path: Path) -> None:
    assert document(tmp_path, "Title: About").front_matter.title == "About"
    assert document(tmp_path, "title: About\nauthor: jane\n").front_matter.author == "jane"


def test_tags_and_categories_of_zola_stand_in_its_taxonomies(tmp_path: Path) -> None:
    toml = '+++\ntitle = "A"\n[taxonomies]\ntags = ["seoul"]\ncategories = ["Travel"]\nmood = ["calm"]\n+++\nText.\n'
    found = document(tmp_path, toml)
    assert (found.front_matter.tags, found.front_matter.categories) == (("seoul",), (("Travel",),))
    assert found.front_matter.taxonomies == {"mood": (("calm",),)}
    assert found.places["tags"] == Location(path="post.md", line=4, column=8)
    with pytest.raises(SourceError) as caught:
        document(tmp_path, '+++\ntags = ["a"]\n[taxonomies]\ntags = ["b"]\n+++\nText.\n')
    assert [fault.code for fault in caught.value.diagnostics] == ["WP164"]


def test_a_post_of_hexo_is_found_by_its_name_beside_the_pages(tmp_path: Path) -> None:
    from wppush.source.references import PostFile, resolve

    (tmp_path / "_posts").mkdir()
    for name in ("first.md", "rain.md"):
        (tmp_path / "_posts" / name).write_text("Text.\n", encoding="utf-8")
    document = tmp_path / "_posts/first.md"
    found = resolve("{% post_path rain %}", document=document, content_root=tmp_path, project_root=tmp_path)
    assert isinstance(found, PostFile)
    assert found.path.name == "rain.md"
