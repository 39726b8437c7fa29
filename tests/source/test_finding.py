"""Which files an argument names, and what is said where it names none."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from wppush.errors import SourceError
from wppush.source import find

if TYPE_CHECKING:
    from pathlib import Path

TREE = [
    "a.md", "b.markdown", "C.MD", "notes.txt", "x[1].md", "sub/d.md", "sub/deeper/e.md", "sub/pic.jpg", "empty/pic.jpg",
    ".hidden.md", ".obsidian/f.md", "sub/.git/g.md", "node_modules/h/README.md", "two words/README.md",
]  # fmt: skip


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder in the folder that is worked in."""
    for name in TREE:
        path = tmp_path / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "posts"


def names(posts: Path, *arguments: str) -> list[str]:
    return [path.relative_to(os.path.realpath(posts)).as_posix() for path in find(arguments, content_root=posts)]


def codes(posts: Path, *arguments: str) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as caught:
        find(arguments, content_root=posts)
    return [(str(fault.code), str(fault.location)) for fault in caught.value.diagnostics]


ALL = ["C.MD", "a.md", "b.markdown", "sub/d.md", "sub/deeper/e.md", "two words/README.md", "x[1].md"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ALL),
        (["posts"], ALL),
        (["posts/"], ALL),
        (["posts/a.md"], ["a.md"]),
        (["./posts/sub/../a.md", "posts/a.md", "posts"], ALL),
        (["posts/sub", "posts/a.md"], ["a.md", "sub/d.md", "sub/deeper/e.md"]),
        (["posts/x[1].md"], ["x[1].md"]),
        (["posts/*.md"], ["a.md", "x[1].md"]),
        (["posts/?.md"], ["a.md"]),
        (["posts/[ab].*"], ["a.md", "b.markdown"]),
        (["posts/**/*.md"], ["a.md", "sub/d.md", "sub/deeper/e.md", "two words/README.md", "x[1].md"]),
        (["posts/**/e.md"], ["sub/deeper/e.md"]),
        (["posts/s*"], ["sub/d.md", "sub/deeper/e.md"]),
        (["p*/sub/**"], ["sub/d.md", "sub/deeper/e.md"]),
        (["posts/.hidden.md"], [".hidden.md"]),
        (["posts/.obsidian"], [".obsidian/f.md"]),
    ],
)
def test_arguments_name_files_folders_and_patterns(posts: Path, arguments: list[str], expected: list[str]) -> None:
    assert names(posts, *arguments) == expected


def test_absolute_paths_are_taken_as_well(posts: Path) -> None:
    assert names(posts, str(posts / "a.md"), str(posts / "sub" / "*.md")) == ["a.md", "sub/d.md"]


def test_all_faults_are_reported_at_once(posts: Path) -> None:
    arguments = ["posts/gone.md", "posts/empty", "posts/z*.md", "pyproject.toml", "posts/notes.txt", "..", "posts/a.md"]
    assert codes(posts, *arguments) == [
        ("WP101", "posts/gone.md"),
        ("WP102", "posts/empty"),
        ("WP102", "posts/z*.md"),
        ("WP101", "pyproject.toml"),
        ("WP104", "posts/notes.txt"),
        ("WP103", ".."),
    ]


def test_the_folder_above_is_answered_with_the_content_folder(posts: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find(["."], content_root=posts)
    assert caught.value.diagnostics[0].hint == "did you mean 'posts'?"


@pytest.mark.parametrize("argument", ["", "a\0b.md", "x" * 5_000 + ".md", "posts/a.md/b.md", "[", "**/\0"])
def test_odd_arguments_are_faults_too(posts: Path, argument: str) -> None:
    assert codes(posts / "empty", argument)


def test_the_hint_names_what_was_most_likely_meant(posts: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find(["posts/b.markdwon"], content_root=posts)
    assert caught.value.diagnostics[0].hint == "did you mean 'posts/b.markdown'?"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
class TestLinks:
    """Links are followed as far as the content folder goes."""

    def test_a_link_out_of_the_content_folder_is_refused(self, posts: Path, tmp_path: Path) -> None:
        (tmp_path / "secret").mkdir()
        (tmp_path / "secret" / "s.md").write_text("x")
        (posts / "file.md").symlink_to(tmp_path / "secret" / "s.md")
        (posts / "folder").symlink_to(tmp_path / "secret")
        assert codes(posts, "posts/file.md", "posts/folder/s.md", "posts/folder") == [
            ("WP103", "posts/file.md"),
            ("WP103", "posts/folder/s.md"),
            ("WP103", "posts/folder"),
        ]
        assert sorted(codes(posts, "posts")) == [("WP103", "posts/file.md"), ("WP103", "posts/folder")]

    def test_a_link_within_it_is_the_same_file(self, posts: Path) -> None:
        (posts / "again.md").symlink_to(posts / "a.md")
        (posts / "ring").symlink_to(posts)
        assert names(posts, "posts") == ALL
        assert names(posts, "posts/ring/**/again.md") == ["a.md"]

    def test_a_link_that_leads_nowhere_is_a_fault(self, posts: Path) -> None:
        (posts / "broken.md").symlink_to("gone.md")
        (posts / "loop.md").symlink_to("loop.md")
        assert codes(posts, "posts") == [("WP101", "posts/broken.md"), ("WP101", "posts/loop.md")]

    def test_the_content_folder_itself_may_be_reached_by_a_link(self, posts: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(posts)
        found = find(["link/a.md"], content_root=tmp_path / "link")
        assert [path.name for path in found] == ["a.md"]
