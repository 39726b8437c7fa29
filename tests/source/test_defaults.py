"""Front matter that wppush.toml gives to every file below a folder: who wins, and whose fault a fault is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from wppush.config import load
from wppush.errors import ConfigError, SourceError
from wppush.source import Document, FeaturedImage, FrontMatter, Status, read

if TYPE_CHECKING:
    from pathlib import Path


def documents(folder: Path, toml: str, files: dict[str, str]) -> dict[str, Document]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "wppush.toml").write_text(toml, encoding="utf-8")
    config = load(folder)
    found = read(
        [folder / name for name in files],
        content_root=config.content_root,
        project_root=config.root,
        defaults=config.defaults,
        slugs=config.slugs,
        ignore_keys=config.ignore_keys,
    )
    return {document.name: document for document in found}


def one(folder: Path, toml: str, front_matter: str, name: str = "reviews/2024/a.md") -> Document:
    content = f"---\n{front_matter}\n---\ntext\n"
    return documents(folder, toml, {name: content})[name]


LAYERS = """\
[defaults]
author = "jane"
tags = ["all"]
comments = false

[folders."reviews/2024".defaults]
Tags = ["new"]

[folders.reviews.defaults]
category = "Reviews"
keywords = "review"
"""


def test_the_nearest_folder_wins_key_by_key_and_the_file_over_all(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        LAYERS,
        {
            "a.md": "x",
            "reviews/b.md": "x",
            "reviews/2024/c.md": "x",
            "reviews/2024/deep/d.md": "---\ntag: own\nallow_comments: true\n---\nx",
            "reviews2/e.md": "x",
        },
    )
    everywhere = FrontMatter(author="jane", comments="closed")
    reviews = replace(everywhere, categories=(("Reviews",),))
    assert {name: document.front_matter for name, document in found.items()} == {
        "a.md": replace(everywhere, tags=("all",)),
        "reviews/b.md": replace(reviews, tags=("review",)),
        "reviews/2024/c.md": replace(reviews, tags=("new",)),
        "reviews/2024/deep/d.md": replace(reviews, tags=("own",), comments="open"),
        "reviews2/e.md": replace(everywhere, tags=("all",)),
    }
    assert all(document.diagnostics == () for document in found.values())


def test_the_place_of_a_default_is_in_the_configuration(tmp_path: Path) -> None:
    found = one(tmp_path, LAYERS, "title: A")
    assert {name: str(place) for name, place in found.places.items()} == {
        "author": "wppush.toml:2", "comments": "wppush.toml:4", "tags": "wppush.toml:7", "categories": "wppush.toml:10",
        "title": "reviews/2024/a.md:2:8",
    }  # fmt: skip


@pytest.mark.parametrize("front_matter", ["tags:", "keywords: ~", "Tag: null"])
def test_a_key_without_a_value_cancels_a_default(tmp_path: Path, front_matter: str) -> None:
    found = one(tmp_path, '[defaults]\ntags = ["a"]\n', front_matter)
    assert (found.front_matter, dict(found.places)) == (FrontMatter(), {})


@pytest.mark.parametrize(
    ("default", "front_matter", "expected"),
    [
        ("draft = true", "title: x", Status.DRAFT),
        ("draft = true", "status: publish", Status.PUBLISH),
        ("draft = true", "draft: false", Status.PUBLISH),
        ("draft = true", "published: true", Status.PUBLISH),
        ("published = false", "draft: no", Status.PUBLISH),
        ('status = "private"', "draft: true", Status.DRAFT),
        ("draft = true", "status:", None),
        ("draft = true", "draft:", None),
    ],
)
def test_the_status_of_the_file_wins_however_it_is_said(
    tmp_path: Path, default: str, front_matter: str, expected: Status | None
) -> None:
    assert one(tmp_path, f"[defaults]\n{default}\n", front_matter).front_matter.status == expected


def test_meta_and_taxonomies_are_laid_over_each_other_key_by_key(tmp_path: Path) -> None:
    toml = '[defaults.meta]\na = 1\nb = 2\n\n[defaults.taxonomies]\nmood = ["calm"]\n'
    found = one(tmp_path, toml, "meta:\n  b: 3\n  c: 4\ntaxonomies: {place: [Seoul]}")
    assert found.front_matter.meta == {"a": 1, "b": 3, "c": 4}
    assert found.front_matter.taxonomies == {"mood": (("calm",),), "place": (("Seoul",),)}
    assert {name: str(place) for name, place in found.places.items() if "." in name} == {
        "meta.a": "wppush.toml:2", "meta.b": "reviews/2024/a.md:3:3", "meta.c": "reviews/2024/a.md:4:3",
        "taxonomies.mood": "wppush.toml:6", "taxonomies.place": "reviews/2024/a.md:5:14",
    }  # fmt: skip


def test_a_default_that_the_type_does_not_have_is_not_meant(tmp_path: Path) -> None:
    toml = (
        '[defaults]\ntags = ["a"]\nformat = "aside"\nsticky = true\n[folders.pages.defaults]\ntype = "page"\n'
        'parent = "about"\n'
    )
    found = documents(tmp_path, toml, {"pages/a.md": "x", "b.md": "x", "pages/c.md": "---\ntype: post\n---\nx"})
    assert found["pages/a.md"].front_matter == FrontMatter(type="page", parent="about")
    assert found["b.md"].front_matter == FrontMatter(tags=("a",), format="aside", sticky=True)
    assert found["pages/c.md"].front_matter == FrontMatter(type="post", tags=("a",), format="aside", sticky=True)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("images/a.jpg", "../../images/a.jpg"),
        ("reviews/2024/a.jpg", "a.jpg"),
        ("/images/a.jpg", "/images/a.jpg"),
        ("https://example.com/a.jpg", "https://example.com/a.jpg"),
    ],
)
def test_the_path_of_a_default_is_seen_from_the_configuration(tmp_path: Path, written: str, seen: str) -> None:
    found = one(tmp_path, f'[defaults]\ncover = {{src = "{written}", alt = "x"}}\n', "title: x")
    assert found.front_matter.featured_image == FeaturedImage(src=seen, alt="x")
    own = one(tmp_path, f'[defaults]\ncover = "{written}"\n', "cover: images/b.jpg")
    assert own.front_matter.featured_image == FeaturedImage(src="images/b.jpg")


@pytest.mark.parametrize(("written", "seen"), [("about.md", "../../about.md"), ("about/team", "about/team"), ("3", 3)])
def test_the_path_of_a_parent_too(tmp_path: Path, written: str, seen: str | int) -> None:
    found = one(tmp_path, f'[defaults]\ntype = "page"\nparent = "{written}"\n', "title: x")
    assert found.front_matter.parent == seen


def test_layout_page_is_fine_where_the_type_is_a_default(tmp_path: Path) -> None:
    assert one(tmp_path, '[defaults]\ntype = "page"\n', "layout: page\nweight: 3").diagnostics == ()


def test_what_a_file_and_a_default_refuse_together_is_the_files_fault(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        one(tmp_path, "[defaults]\nsticky = true\n", "password: x")
    assert [(one.code, str(one.location)) for one in caught.value.diagnostics] == [("WP144", "reviews/2024/a.md:2:11")]
    with pytest.raises(SourceError) as caught:
        one(tmp_path, '[defaults]\nstatus = "future"\n', "title: x")
    assert [(one.code, str(one.location)) for one in caught.value.diagnostics] == [("WP143", "wppush.toml:2")]


@pytest.mark.parametrize(
    ("toml", "line", "words"),
    [
        ('[defaults]\nformat = "foo"', 2, "defaults.format: WordPress has no format"),
        ("[defaults]\n\ntags = [3]", 3, 'defaults.tags.0: A name is text, not "3".'),
        ('[defaults]\ntitle = "x"', 2, "defaults.title: There is no default for it"),
        ('[defaults]\nslug = "x"', 2, "defaults.slug: "),
        ('[defaults]\nuid = "x"', 2, "defaults.uid: "),
        ("[defaults]\nid = 3", 2, "defaults.id: "),
        ('[defaults]\ncreated = "x"', 2, "defaults.created: There is no default for it"),
        ('[defaults]\npassword = "hunter2"', 2, "made to be shared"),
        ('[defaults]\ntagz = ["x"]', 2, 'defaults.tagz: There is no such field. (did you mean "tags"?)'),
        ('[defaults]\nlayout = "post"', 2, "defaults.layout: It means nothing to WordPress. (delete it)"),
        ('[defaults]\nlayout = "page"', 2, "defaults.layout: layout: page does not make a page"),
        ('[defaults]\nexcerpt = "a"\nsummary = "b"', 3, '"excerpt" and "summary" both name the field excerpt'),
        ('[defaults]\ndraft = true\nstatus = "publish"', 3, "draft is true, and the status is publish."),
        ('[defaults.meta]\nfootnotes = "x"', 2, "defaults.meta.footnotes: "),
        ('[folders."reviews/2024".defaults]\ntype = "pages"', 2, 'folders."reviews/2024".defaults.type: '),
        ('[folders.reviews]\ndefaults = {type = "pages"}', 2, 'did you mean "page"?'),
    ],
)
def test_a_fault_of_a_default_is_one_of_the_configuration(tmp_path: Path, toml: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        one(tmp_path, toml, "title: fine")
    assert caught.value.message.startswith(f"wppush.toml:{line}: ")
    assert words in caught.value.message
    assert "hunter2" not in caught.value.message
    assert "\n" not in caught.value.message


def test_all_faults_of_all_defaults_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    toml = '[folders.reviews.defaults]\nformat = "foo"\n[defaults]\nid = 3\nsticky = "maybe"\n'
    with pytest.raises(ConfigError) as caught:
        one(tmp_path, toml, "title: fine")
    assert [line.split(": ")[0] for line in caught.value.message.split("\n")] == [
        "wppush.toml:2", "wppush.toml:4", "wppush.toml:5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("python/tips.md", "python-tips"),
        ("a/b/My Post.md", "a-b-my-post"),
        ("python/2024-05-01-tips.md", "python-tips"),
        ("a/trip/index.md", "a-trip"),
        ("tips.md", "tips"),
        ("2024/05/tips.md", "2024-05-tips"),
        ("日本/語.md", "日本-語"),
    ],
)
def test_with_slugs_by_path_the_folders_are_part_of_the_slug(tmp_path: Path, name: str, slug: str) -> None:
    assert one(tmp_path, 'slugs = "path"\n', "title: x", name).slug == slug
    assert one(tmp_path, 'slugs = "path"\n', "slug: own", name).slug == "own"


def test_with_slugs_by_path_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    found = documents(tmp_path, 'slugs = "path"\n', {"a/tips.md": "x", "b/tips.md": "x"})
    assert [document.slug for document in found.values()] == ["a-tips", "b-tips"]


def test_ignored_keys_are_ignored_in_defaults_too(tmp_path: Path) -> None:
    toml = 'ignore_keys = ["summary", "mood"]\n[defaults]\nsummary = "x"\nmood = "calm"\n'
    assert one(tmp_path, toml, "mood: 3").front_matter == FrontMatter()


def test_a_default_by_our_own_name_counts_where_the_files_use_the_name_otherwise(tmp_path: Path) -> None:
    toml = 'ignore_keys = ["type"]\n[folders.reviews.defaults]\ntype = "page"\n'
    found = one(tmp_path, toml, "type: article")
    assert (found.front_matter.type, found.diagnostics) == ("page", ())
