"""What folders and patterns leave out: held to git's own answer, and to `ignore` and `include`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from git_repository import git, needs_git, write
from wppush.errors import ConfigError, SourceError
from wppush.source import find
from wppush.source.discovery import find_all

FILES = ["a.md", "b.md", "draft.md", "x/a.md", "x/b.md", "x/y/a.md", "x/y/draft.md", "y/a.md", "y/x/b.md", "y/x/y/a.md"]


def names(content: Path, *arguments: str, include: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    found = find(arguments, content_root=content, include=include, ignore=ignore, project_root=content.parent)
    return [path.relative_to(os.path.realpath(content)).as_posix() for path in found]


def refusal(content: Path, *arguments: str, include: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(SourceError) as caught:
        names(content, *arguments, include=include, ignore=ignore)
    return [f"{fault.code} {fault.message}" for fault in caught.value.diagnostics]


def by_git(repository: Path, content: Path) -> list[str]:
    listed = git(repository, "ls-files", "-z", "--others", "--exclude-standard", "--", str(content)).split("\0")
    return sorted(
        (repository / name).relative_to(content).as_posix() for name in listed if name.endswith((".md", ".markdown"))
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder in a project that is no repository."""
    write(tmp_path / "posts", dict.fromkeys(FILES, "x"))
    return tmp_path / "posts"


TABLE: list[dict[str, str]] = [
    {".gitignore": "draft.md"},
    {".gitignore": "# draft.md\n\\#x\n\n   \nb.md   \r\n"},
    {".gitignore": "/a.md"},
    {".gitignore": "/posts/a.md"},
    {".gitignore": "posts/x/"},
    {".gitignore": "x"},
    {".gitignore": "x/"},
    {".gitignore": "x/y"},
    {".gitignore": "x/y/"},
    {".gitignore": "**/y/"},
    {".gitignore": "posts/**/a.md"},
    {".gitignore": "posts/x/**"},
    {".gitignore": "*.md\n!a.md"},
    {".gitignore": "x/\n!x/a.md"},
    {".gitignore": "posts/x/*\n!posts/x/a.md"},
    {".gitignore": "posts/*\n!posts/y/"},
    {".gitignore": "*\n!*/\n!a.md"},
    {".gitignore": "*.md\n!x/\n!b.md"},
    {".gitignore": "x\n!x/"},
    {".gitignore": "[ab].md"},
    {".gitignore": "[!a].md"},
    {".gitignore": "[z-a].md\nb.md"},
    {".gitignore": "?.md"},
    {".gitignore": "a.md/"},
    {".gitignore": "\ufeffa.md"},
    {".gitignore": "!a.md\n\\\n!\n/\n//\nb.md"},
    {".gitignore": "a.md", "posts/x/.gitignore": "!a.md"},
    {".gitignore": "x/", "posts/x/.gitignore": "!a.md"},
    {".gitignore": "!a.md", "posts/x/.gitignore": "a.md", "posts/x/y/.gitignore": "!a.md"},
    {"posts/.gitignore": "/a.md\ny/x"},
    {"posts/y/.gitignore": "*"},
    {"posts/y/.gitignore": "*\n!.gitignore"},
    {".git/info/exclude": "draft.md\nx/y"},
    {".git/info/exclude": "draft.md", ".gitignore": "!posts/draft.md"},
    {".git/info/exclude": "!a.md", ".gitignore": "a.md"},
    {"posts/y/x/.git/HEAD": "no repository"},
]


@needs_git
@pytest.mark.parametrize("rules", TABLE, ids=lambda rules: " | ".join(f"{k}: {v!r}" for k, v in rules.items()))
def test_what_git_ignores_is_left_out(content: Path, rules: dict[str, str]) -> None:
    git(content.parent, "init", "--quiet")
    write(content.parent, rules)
    assert names(content) == by_git(content.parent, content)


PATTERN = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "!"]),
        st.sampled_from(["", "", "/", "**/"]),
        st.lists(st.sampled_from(["posts", "x", "y", "*", "**", "a.md", "?", "[xy]"]), min_size=1, max_size=3)
        .filter(lambda parts: "" not in parts)
        .map("/".join),
        st.sampled_from(["", "", "/", "/*", ".md"]),
    ),
).filter(lambda pattern: not pattern.endswith("**/"))
"""Without a `**/` at the end: what git takes for the folders within, pathspec takes for the folder itself."""
PLACES = [".gitignore", "posts/.gitignore", "posts/x/.gitignore", "posts/y/x/.gitignore", ".git/info/exclude"]


@needs_git
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(PLACES), st.lists(PATTERN, min_size=1, max_size=4).map("\n".join), min_size=1, max_size=3
    )
)
def test_any_patterns_leave_out_what_git_leaves_out(rules: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        git(root, "init", "--quiet")
        write(root / "posts", dict.fromkeys(FILES, "x"))
        write(root, rules)
        expected = by_git(root, root / "posts")
        # A rule about the content folder itself does not count: wppush.toml names that folder.
        if not expected and git(root, "ls-files", "--others", "--exclude-standard", "--directory", "--", "posts") == "":
            return
        if expected:
            assert names(root / "posts") == expected
        else:
            assert "left out" in refusal(root / "posts")[0]


class TestWithoutARepository:
    """A folder that was downloaded, or is synchronised, leaves out the same."""

    def test_the_files_from_the_project_down_count(self, content: Path) -> None:
        write(content.parent, {".gitignore": "y/", "posts/x/.gitignore": "draft.md\ny/a.md"})
        assert names(content) == ["a.md", "b.md", "draft.md", "x/a.md", "x/b.md"]

    def test_a_file_above_the_project_does_not_count(self, content: Path) -> None:
        write(content.parent, {".gitignore": "*"})
        assert find([], content_root=content, project_root=content)


@needs_git
def test_a_further_work_tree_has_the_excludes_of_its_repository(tmp_path: Path) -> None:
    (tmp_path / "main").mkdir()
    git(tmp_path / "main", "init", "--quiet")
    git(tmp_path / "main", "commit", "--quiet", "--allow-empty", "--message", "First")
    git(tmp_path / "main", "worktree", "add", "--quiet", "../other")
    write(tmp_path, {"main/.git/info/exclude": "draft.md", "other/posts/draft.md": "x", "other/posts/a.md": "x"})
    assert names(tmp_path / "other" / "posts") == by_git(tmp_path / "other", tmp_path / "other" / "posts") == ["a.md"]


class TestFoldersThatAreNamed:
    """The content folder was named in wppush.toml, other folders on the command line."""

    def test_a_content_folder_that_is_ignored_itself_is_published(self, content: Path) -> None:
        write(content.parent, {".gitignore": "posts/\nx/"})
        assert names(content) == ["a.md", "b.md", "draft.md", "y/a.md"]

    def test_a_folder_that_is_ignored_says_so(self, content: Path) -> None:
        write(content.parent, {".gitignore": "# mine\nx/\n"})
        folder = str(content / "x")
        [said] = refusal(content, folder)
        assert said == (
            f"WP107 Every Markdown file below the folder {folder!r} is left out: "
            "for 'x/a.md', .gitignore, line 2, says 'x/'."
        )

    def test_a_folder_with_ignored_files_alone_says_so(self, content: Path) -> None:
        write(content, {"x/.gitignore": "*.md"})
        assert refusal(content, str(content / "x"))[0].endswith(
            "for 'x/a.md', posts/x/.gitignore, line 1, says '*.md'."
        )

    def test_a_pattern_of_ignored_files_says_so(self, content: Path) -> None:
        write(content, {".gitignore": "draft.md"})
        assert refusal(content, str(content / "**" / "draft.md"))[0].startswith(
            "WP107 Every Markdown file that matches"
        )
        assert refusal(content, str(content / "**" / "none.md"))[0].startswith("WP102")

    def test_a_folder_without_markdown_is_not_said_to_be_ignored(self, content: Path) -> None:
        write(content, {"pictures/a.txt": "x", ".gitignore": "pictures/"})
        assert refusal(content, str(content / "pictures"))[0].startswith("WP102")


class TestIgnore:
    """The `ignore` of wppush.toml: patterns from the content folder on."""

    @pytest.mark.parametrize(
        ("ignore", "left"),
        [
            (("draft.md",), ["a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md", "y/a.md", "y/x/b.md", "y/x/y/a.md"]),
            (("/x/", "y/x"), ["a.md", "b.md", "draft.md", "y/a.md"]),
            (("./x", "./y/"), ["a.md", "b.md", "draft.md"]),
            (("*.md", "!y/**/a.md"), ["y/a.md", "y/x/y/a.md"]),
            (("posts/",), FILES),
            (("", "# nothing"), FILES),
        ],
    )
    def test_it_leaves_files_out(self, content: Path, ignore: tuple[str, ...], left: list[str]) -> None:
        assert names(content, ignore=ignore) == sorted(left)

    def test_it_comes_before_git_and_so_brings_back_what_git_ignores(self, content: Path) -> None:
        write(content.parent, {".gitignore": "posts/x/\ndraft.md"})
        assert names(content, ignore=("!/x/", "y/")) == ["a.md", "b.md", "x/a.md", "x/b.md"]

    def test_a_refusal_names_it(self, content: Path) -> None:
        assert refusal(content, ignore=("*",))[0].endswith("for 'a.md', `ignore` in wppush.toml has '*'.")

    def test_what_is_no_pattern_is_refused(self, content: Path) -> None:
        with pytest.raises(ConfigError, match=r"`ignore` in wppush.toml has '!', which is no pattern"):
            names(content, ignore=("a.md", "!"))
        with pytest.raises(ConfigError, match=r"`include` in wppush.toml has '!', which is no pattern"):
            names(content, include=("a.md", "!"))


class TestInclude:
    """The `include` of wppush.toml: nothing else is published of a folder."""

    @pytest.mark.parametrize(
        ("include", "taken"),
        [
            (("a.md",), ["a.md", "x/a.md", "x/y/a.md", "y/a.md", "y/x/y/a.md"]),
            (("/x/",), ["x/a.md", "x/b.md", "x/y/a.md", "x/y/draft.md"]),
            (("./x/*.md", "y/x"), ["x/a.md", "x/b.md", "y/x/b.md", "y/x/y/a.md"]),
            (("x/", "!draft.md", "!/y/"), ["x/a.md", "x/b.md", "x/y/a.md"]),
        ],
    )
    def test_it_takes_what_matches(self, content: Path, include: tuple[str, ...], taken: list[str]) -> None:
        assert names(content, include=include) == taken

    def test_what_is_ignored_stays_out(self, content: Path) -> None:
        write(content, {".gitignore": "draft.md"})
        assert names(content, include=("/x/y/",), ignore=()) == ["x/y/a.md"]

    def test_a_refusal_names_it(self, content: Path) -> None:
        assert refusal(content, include=("none/",))[0].endswith("for 'a.md', `include` in wppush.toml does not match.")


def test_a_file_that_is_named_itself_is_always_taken(content: Path) -> None:
    write(content.parent, {".gitignore": "draft.md\nx/"})
    named = [str(content / "draft.md"), str(content / "x" / "y" / "a.md")]
    assert names(content, *named, include=("none",), ignore=("*",)) == ["draft.md", "x/y/a.md"]


def test_every_file_exists_whatever_is_ignored_or_hidden(content: Path) -> None:
    write(content.parent, {".gitignore": "*", "posts/.hidden.md": "x", "posts/.wip/a.md": "x"})
    write(content, {"node_modules/a.md": "x", ".git/a.md": "x", ".trash/a.md": "x"})
    found = find_all(content_root=content)
    assert [path.relative_to(os.path.realpath(content)).as_posix() for path in found] == [
        ".hidden.md",
        ".wip/a.md",
        *FILES,
    ]


def test_no_file_at_all_is_no_fault_where_all_are_asked_for(tmp_path: Path) -> None:
    assert find_all(content_root=tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
class TestLinks:
    """A link is left out by its own name, and by that of what it leads to."""

    def test_a_link_to_what_is_ignored_brings_nothing_back(self, content: Path) -> None:
        (content / "again").symlink_to(content / "y")
        (content / "again.md").symlink_to(content / "draft.md")
        write(content, {".gitignore": "/y/\ndraft.md"})
        assert names(content) == ["a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md"]

    def test_a_link_that_is_ignored_is_not_followed(self, content: Path, tmp_path: Path) -> None:
        (content / "out").symlink_to(tmp_path)
        (content / "out.md").symlink_to(tmp_path / "nowhere.md")
        write(content, {".gitignore": "out\nout.md"})
        assert names(content) == sorted(FILES)
        assert len(find_all(content_root=content)) == len(FILES)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the user of these tests may read anything")
class TestUnreadable:
    """What can not be read may say anything."""

    def test_a_gitignore_that_can_not_be_read_stops_the_run(self, content: Path) -> None:
        write(content, {".gitignore": "draft.md"})
        (content / ".gitignore").chmod(0)
        assert refusal(content)[0].startswith("WP105 posts/.gitignore can not be read")

    def test_a_folder_that_can_not_be_read_hides_no_post(self, content: Path) -> None:
        (content / "x").chmod(0)
        try:
            with pytest.raises(SourceError):
                find_all(content_root=content)
        finally:
            (content / "x").chmod(0o700)
            shutil.rmtree(content / "x")
