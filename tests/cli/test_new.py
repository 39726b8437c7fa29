"""`wppush new`: a file that a post begins as, by the rules by which it will be published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from blog import Blog
from wppush.errors import ConfigError
from wppush.project import Project
from wppush.source import read

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.source import Document

NOON = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)
TITLES = ["First light", 'Say "no": a #1', "1984", "yes", "- a list", "{title}", "Don't stop", "東京の夜", "C:\\new"]


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    return Blog(tmp_path / "blog", {}, monkeypatch)


def begun(blog: Blog, title: str, slug: str | None = None) -> Document:
    project = Project.load(blog.folder)
    path = project.begin(title, slug=slug, now=NOON)
    [document] = read([path], content_root=project.config.content_root, project_root=project.config.root)
    return document


def test_a_post_begins_as_a_draft_that_publishes_as_it_stands(author: Blog) -> None:
    run = author.run("new", "Zwölf Uhr: it's noon")
    assert (run.status, run.stdout) == (0, "posts/zwolf-uhr-its-noon.md\n")
    text = (author.folder / "posts/zwolf-uhr-its-noon.md").read_text(encoding="utf-8")
    assert text == '---\ntitle: "Zwölf Uhr: it\'s noon"\nstatus: draft\ntags:\n---\n\n'
    assert author.run("check").stdout == "1 file, no errors\n"


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "front_matter",
    [
        None,
        "title: '{title}'\ndate: \"{now}\"",
        "+++\ntitle = {title}\ndate = {now}\n+++",
        '{\n  "title": {title},\n  "date": "{now}"\n}',
    ],
)
def test_a_title_comes_back_as_it_was_typed_whatever_the_notation(
    title: str, front_matter: str | None, author: Blog
) -> None:
    if front_matter is not None:
        author.configure(f"\n[new]\nfront_matter = '''\n{front_matter}\n'''\n")
    document = begun(author, title, slug="a-post")
    assert document.front_matter.title == title
    # Without a date, the post gets that of its publication.
    assert document.front_matter.date == (None if front_matter is None else NOON)
    assert document.slug == "a-post"


@pytest.mark.parametrize(
    ("path", "file", "slug"),
    [
        ("{year}/{slug}.md", "2026/what-is-this.md", "what-is-this"),
        ("_posts/{date}-{slug}.markdown", "_posts/2026-01-02-what-is-this.markdown", "what-is-this"),
        ("{year}/{month}/{day}/{slug}/index.md", "2026/01/02/what-is-this/index.md", "what-is-this"),
        ("{title}.md", "What is this.md", "what-is-this"),
    ],
)
def test_its_place_is_said_in_the_configuration_and_its_slug_is_that_of_the_title(
    path: str, file: str, slug: str, author: Blog
) -> None:
    author.configure(f'\n[new]\npath = "{path}"\n')
    document = begun(author, "What is  this?")
    assert document.path == (author.folder / "posts" / file).resolve()
    assert document.slug == slug


def test_a_template_fills_in_what_it_names_and_leaves_other_braces_alone(author: Blog) -> None:
    author.configure('\n[new]\ntemplate = "post.md"\n')
    (author.folder / "post.md").write_text(
        '---\ntitle: {title}\n---\n# On {title}\n\n{{title}} {% x %} {other} "{date}"\n'
    )
    path = Project.load(author.folder).begin("A: b", now=NOON)
    assert path.read_text() == '---\ntitle: "A: b"\n---\n# On A: b\n\n{{title}} {% x %} {other} "2026-01-02"\n'


def test_a_file_that_is_there_is_not_overwritten(author: Blog) -> None:
    file = author.write("Mine.\n", "first-light.md")
    run = author.run("new", "First light")
    assert run.status == 1
    assert "WP541" in run.stderr
    assert "--slug another-name" in run.stderr
    assert file.read_text() == "Mine.\n"


def test_a_place_that_is_no_folder_is_said(author: Blog) -> None:
    author.configure('\n[new]\npath = "notes/{slug}.md"\n')
    (author.folder / "posts/notes").write_text("no folder")
    with pytest.raises(ConfigError) as caught:
        Project.load(author.folder).begin("First", now=NOON)
    assert caught.value.ref == "WP542"


def test_a_title_that_makes_no_slug_needs_one(author: Blog) -> None:
    for title in ("???", "2026"):
        run = author.run("new", title)
        assert run.status == 1
        assert "--slug my-post" in run.stderr
    assert author.run("new", "  ").status == 2
    assert author.run("new", "2026", "--slug", "the-year").stdout == "posts/the-year.md\n"
    assert [file.name for file in (author.folder / "posts").iterdir()] == ["the-year.md"]


@pytest.mark.parametrize(
    ("setting", "hint"),
    [
        ('path = "{name}.md"', "there are {slug}"),
        ('path = "../{slug}.md"', "{year}/{slug}.md"),
        ('path = ".drafts/{slug}.md"', "{year}/{slug}.md"),
        ('path = "{slug}.txt"', "{year}/{slug}.md"),
        ('path = "{date}.md"', "{year}/{slug}.md"),
        ('template = "post.md"', "write a post there"),
        ('template = "../wppush.toml"\nfront_matter = "x: y"', "write the front matter into the template"),
        ('file = "x"', "the keys here are path, front_matter, template"),
    ],
)
def test_a_setting_that_can_not_be_meant_is_named_with_what_to_write(setting: str, hint: str, author: Blog) -> None:
    author.configure(f"\n[new]\n{setting}\n")
    run = author.run("new", "First")
    assert run.status == 1
    assert "WP503" in run.stderr
    assert hint in run.stderr


def test_the_editor_is_opened_on_the_file(author: Blog, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Written." >> "$1"\n')
    editor.chmod(0o755)
    run = author.run("new", "First", "--edit", environ={"VISUAL": str(editor)})
    assert run.status == 0
    assert (author.folder / "posts/first.md").read_text().endswith("---\n\nWritten.\n")
