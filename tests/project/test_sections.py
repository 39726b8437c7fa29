"""Links to sections of other files: which headings get names by them, whatever the run is about."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from git_repository import commit, git, needs_git
from wppush.project import Project
from wppush.project.selection import files_of

NAMES = ("a", "b", "sub/c", "sub/index")
WRITTEN = (
    "[x]({path}.md#part-{number})",
    "[x](<{path}.md#Part {number}>)",
    '<a href="{path}.md#part-{number}">x</a>',
    "[[{name}#Part {number}|x]]",
    "[x][ref]\n\n[ref]: {path}.md#part-{number}\n",
    "[x](\n{path}.md#Part%20{number})",
    "text[^n]\n\n[^n]: [x]({path}.md?query#part-{number})",
)


def project(folder: Path, **files: str) -> Project:
    """Make a project of files, by their names with `__` for a slash."""
    (folder / "wppush.toml").write_text('project = "blog"\ncontent = "posts"\n')
    for name, text in files.items():
        path = folder / "posts" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project.load(folder)


def anchors(folder: Path, name: str) -> list[str]:
    """Give the names of the headings in a file's post."""
    [post] = Project.load(folder).check([str(folder / "posts" / f"{name}.md")])
    return re.findall(r'<h\d id="([^"]*)"', post.content)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(WRITTEN)), max_size=6))
@settings(max_examples=15)
def test_a_run_on_one_file_gives_the_same_text_as_a_run_on_all(linked: list[tuple[str, str, str]]) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        links: dict[str, list[str]] = {name: [] for name in NAMES}
        for number, (source, target, form) in enumerate(linked):
            path = f"{'../' if '/' in source else ''}{target}"
            links[source].append(form.format(path=path, name=target, number=number))
        parts = "\n\n".join(f"## Part {number}" for number in range(6))
        for name in NAMES:
            text = "\n\n".join([f"# {name}", *links[name], parts])
            project(folder, **{name.replace("/", "__"): text})
        whole = Project.load(folder).check([str(folder / "posts")])
        assert [note for post in whole for note in post.diagnostics if note.code == "WP189"] == []
        for post in whole:
            [alone] = Project.load(folder).check([str(folder / post.name)])
            assert (alone.content, alone.links, alone.nameless) == (post.content, post.links, post.nameless)
            own = {f"part-{number}" for number, link in enumerate(linked) if f"posts/{link[1]}.md" == post.name}
            assert {*re.findall(r'<h\d id="([^"]*)"', post.content)} == own


def test_a_section_that_is_not_there_is_told_of_with_its_place_and_the_one_that_was_meant(tmp_path: Path) -> None:
    text = "Words.\n\n[a](b.md#teh-part) [b](b.md#nothing-like-it) [c](#x) [d](b.md#comments) [e](a.md#nowhere)"
    posts = project(tmp_path, a=text, b="# B\n\n## The part").check([str(tmp_path / "posts")])
    said = [note for post in posts for note in post.diagnostics if note.code == "WP189"]
    assert [(str(note.location), note.severity) for note in said] == [
        ("posts/a.md:3:5", "warning"),
        ("posts/a.md:3:24", "warning"),
        ("posts/a.md:3:77", "warning"),
    ]
    assert said[0].hint == "did you mean b.md#the-part?"
    assert [link.fragment for link in posts[0].links] == ["teh-part", "nothing-like-it", "comments"]


def test_the_title_is_the_top_of_the_post_and_other_letters_are_encoded(tmp_path: Path) -> None:
    loaded = project(tmp_path, a="[a](b.md#the-title) [[b#Größe & Maß]]", b="# The title\n\n## Größe & Maß")
    posts = loaded.check([str(tmp_path / "posts")])
    assert [link.fragment for link in posts[0].links] == ["", "gr%C3%B6%C3%9Fe--ma%C3%9F"]
    assert anchors(tmp_path, "b") == ["größe--maß"]
    assert [note for post in posts for note in post.diagnostics] == []


def test_files_that_are_not_published_name_no_headings(tmp_path: Path) -> None:
    """They may not be there where somebody else publishes; what is hidden is not even read."""
    project(tmp_path, ignored="[b](b.md#one)", b="# B\n\n## One\n\n## Two\n\n## Three", c="[b](b.md#three)")
    (tmp_path / ".gitignore").write_text("ignored.md\n")
    hidden = tmp_path / "posts" / ".hidden"
    hidden.mkdir()
    (hidden / "x.md").write_text("[b](../b.md#two)")
    assert anchors(tmp_path, "b") == ["three"]


def test_a_link_on_the_disk_hides_no_section(tmp_path: Path) -> None:
    project(tmp_path, b="# B\n\n## One\n\n## Two", a="[b](other.md#one) [b](linked/b.md#two)")
    (tmp_path / "posts" / "other.md").symlink_to("b.md")
    (tmp_path / "posts" / "linked").symlink_to(".")
    assert anchors(tmp_path, "b") == ["one", "two"]


@needs_git
def test_a_change_concerns_the_post_to_whose_section_it_links(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    loaded = project(tmp_path, a="Words.", b="# B\n\n## One", c="Words.")
    commit(tmp_path, {"posts/a.md": "Words."})
    (tmp_path / "posts/a.md").write_text("[one](b.md#one)")
    found = files_of(loaded.config, [str(tmp_path / "posts")], changed_since="HEAD")
    assert [path.name for path in found] == ["a.md", "b.md"]
