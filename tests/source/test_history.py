"""Which posts a change concerns, told from real repositories."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from git_repository import ENVIRONMENT, commit, git, needs_git, write
from wppush.errors import ConfigError
from wppush.source.history import affected, changed_since

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, on main."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    root = Path(os.path.realpath(tmp_path)) / "repository"
    root.mkdir()
    git(root, "init", "--quiet")
    commit(root, {"posts/a.md": "a", "posts/b.md": "b", "posts/pic.png": "p", "wppush.toml": "x", ".gitignore": "out/"})
    return root


def changed(root: Path, ref: str, project: Path | None = None) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in changed_since(ref, project_root=project or root))


def refusal(root: Path, ref: str) -> str:
    with pytest.raises(ConfigError) as caught:
        changed_since(ref, project_root=root)
    return f"{caught.value.message} | {caught.value.hint} | {caught.value.ref}"


class TestWhatHasChanged:
    """Commits, what is not committed, and what git does not know yet."""

    def test_nothing_has_changed_since_the_last_commit(self, repository: Path) -> None:
        assert changed(repository, "HEAD") == []

    def test_commits_count_by_every_name_of_a_file(self, repository: Path) -> None:
        git(repository, "mv", "posts/a.md", "posts/renamed.md")
        git(repository, "rm", "--quiet", "posts/pic.png")
        commit(repository, {"posts/b.md": "changed", "posts/new é\n.md": "new"})
        names = ["posts/a.md", "posts/b.md", "posts/new é\n.md", "posts/pic.png", "posts/renamed.md"]
        assert changed(repository, "HEAD~1") == names
        git(repository, "tag", "-a", "v1", "-m", "A tag", "HEAD~1")
        assert changed(repository, "v1") == names

    def test_what_is_not_committed_counts(self, repository: Path) -> None:
        write(repository, {"posts/a.md": "changed", "posts/staged.md": "x", "posts/untracked.md": "x"})
        git(repository, "add", "posts/staged.md")
        (repository / "posts" / "b.md").unlink()
        assert changed(repository, "HEAD") == ["posts/a.md", "posts/b.md", "posts/staged.md", "posts/untracked.md"]

    def test_markdown_that_git_ignores_counts_as_git_can_not_tell(self, repository: Path) -> None:
        write(repository, {"out/x.md": "x", "out/x.png": "x", "out/node_modules/y.md": "x", "out/deep/Z.MD": "x"})
        assert changed(repository, "HEAD") == ["out/deep/Z.MD", "out/x.md"]

    def test_a_branch_is_compared_with_where_it_began(self, repository: Path) -> None:
        git(repository, "checkout", "--quiet", "-b", "branch")
        commit(repository, {"posts/a.md": "by the branch"})
        git(repository, "checkout", "--quiet", "main")
        commit(repository, {"posts/b.md": "by somebody else"})
        git(repository, "checkout", "--quiet", "branch")
        assert changed(repository, "main") == ["posts/a.md"]

    def test_histories_with_nothing_in_common_are_compared_as_they_are(self, repository: Path) -> None:
        git(repository, "checkout", "--quiet", "--orphan", "other")
        commit(repository, {"posts/a.md": "other"})
        assert changed(repository, "main") == ["posts/a.md"]

    def test_the_project_may_be_a_folder_of_the_repository(self, repository: Path) -> None:
        write(repository, {"posts/a.md": "changed", "shared/pic.png": "new"})
        git(repository, "config", "diff.relative", "true")
        assert changed(repository, "HEAD", repository / "posts") == ["posts/a.md", "shared/pic.png"]

    def test_a_repository_within_counts_by_its_files(self, repository: Path) -> None:
        (repository / "posts" / "inner").mkdir()
        git(repository / "posts" / "inner", "init", "--quiet")
        commit(repository / "posts" / "inner", {"x.md": "x", "deep/y.md": "y"})
        assert changed(repository, "HEAD") == ["posts/inner/deep/y.md", "posts/inner/x.md"]

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
    def test_a_link_to_what_has_changed_counts(self, repository: Path) -> None:
        (repository / "posts" / "link.png").symlink_to("pic.png")
        (repository / "pictures").symlink_to("posts")
        (repository / "posts" / "dangling").symlink_to("gone")
        commit(repository, {})
        write(repository, {"posts/pic.png": "changed"})
        assert changed(repository, "HEAD") == ["pictures", "posts/link.png", "posts/pic.png"]

    def test_nothing_is_written_to_the_repository(self, repository: Path) -> None:
        write(repository, {"posts/a.md": "a"})
        before = (repository / ".git" / "index").read_bytes()
        changed(repository, "HEAD")
        assert (repository / ".git" / "index").read_bytes() == before


class TestWhatGitCanNotSay:
    """Each is answered with what to do."""

    @pytest.mark.parametrize("ref", ["", " ", "-x", "--output=/tmp/x", "a\0b", "\ud800"])
    def test_what_can_be_no_commit(self, repository: Path, ref: str) -> None:
        assert "names no commit | name a branch" in refusal(repository, ref)

    @pytest.mark.parametrize("ref", ["origin/main", "HEAD~9", "HEAD..HEAD", "HEAD:posts", "x y"])
    def test_a_commit_that_is_not_there(self, repository: Path, ref: str) -> None:
        said = refusal(repository, ref)
        assert said.startswith(f"git knows no commit {ref!r} | name a branch")
        assert said.endswith("| WP532")

    def test_the_commit_before_the_first_push(self, repository: Path) -> None:
        assert "the first push of a branch: publish without --changed-since" in refusal(repository, "0" * 40)

    def test_a_commit_that_a_shallow_clone_has_not(self, repository: Path, tmp_path: Path) -> None:
        commit(repository, {"posts/a.md": "second"})
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
        assert "`fetch-depth: 0`" in refusal(tmp_path / "shallow", "HEAD~1")

    def test_a_branch_whose_beginning_a_shallow_clone_has_not(self, repository: Path, tmp_path: Path) -> None:
        git(repository, "checkout", "--quiet", "-b", "branch")
        commit(repository, {"posts/a.md": "second"})
        git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{repository}", "shallow")
        git(repository, "checkout", "--quiet", "main")
        said = refusal(tmp_path / "shallow", "origin/main")
        assert "went separate ways" in said
        assert "`fetch-depth: 0`" in said
        assert said.endswith("| WP533")

    def test_no_repository(self, tmp_path: Path) -> None:
        said = refusal(tmp_path, "HEAD")
        assert "is not in a git repository" in said
        assert said.endswith("| WP531")

    def test_a_repository_without_a_commit(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "--quiet")
        assert "git knows no commit 'HEAD'" in refusal(tmp_path, "HEAD")

    def test_no_git(self, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        said = refusal(repository, "HEAD")
        assert "git is not installed" in said
        assert said.endswith("| WP530")

    def test_a_git_that_fails_says_why(self, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        broken = tmp_path / "bin" / "git"
        broken.parent.mkdir()
        broken.write_text('#!/bin/sh\ncase "$*" in *rev-parse*) echo 0123456789;; *) echo no luck >&2; exit 3;; esac\n')
        broken.chmod(0o755)
        monkeypatch.setenv("PATH", f"{broken.parent}:/usr/bin:/bin")
        said = refusal(repository, "HEAD")
        assert "no luck" in said
        assert said.endswith("| WP534")


def concerned(root: Path, texts: dict[str, str], *names: str) -> list[str]:
    write(root, texts)
    files = [root / name for name in texts]
    return [path.relative_to(root).as_posix() for path in affected(files, {root / name for name in names})]


class TestWhatAChangeConcerns:
    """The changed posts, and those that name something changed."""

    @pytest.mark.parametrize(
        "text",
        [
            "![A](images/My%20pic_1.png)", "![A](<images/My pic_1.png>)", "[[My pic_1.png]]", "![A](my%20PIC_1.PNG)",
            "![A](/My\\ pic\\_1.png)", "![A](My&#32;pic_1.png)", "cover: My pic_1.png", '<img src="My%20pic%5F1.png">',
        ],
    )  # fmt: skip
    def test_a_picture_is_named_in_any_spelling(self, tmp_path: Path, text: str) -> None:
        assert concerned(tmp_path, {"a.md": text, "b.md": "other"}, "images/My pic_1.png") == ["a.md"]

    @pytest.mark.parametrize("name", ["Q&A.png", "R&notes 1.png", "a&amp;b.png", "100% x.png", "50%25.png", "é.png"])
    def test_special_characters_do_not_hide_a_name(self, tmp_path: Path, name: str) -> None:
        from urllib.parse import quote

        spellings = {
            "a.md": name,
            "b.md": quote(name),
            "c.md": name.replace("&", "&amp;"),
            "d.md": quote(name, safe="&"),
        }
        spellings = {file: f"![x]({text})" for file, text in spellings.items()} | {"e.md": "none"}
        assert concerned(tmp_path, spellings, name) == ["a.md", "b.md", "c.md", "d.md"]

    def test_letters_that_are_composed_in_another_way_are_the_same(self, tmp_path: Path) -> None:
        texts = {"a.md": "cafe\u0301.png", "b.md": "caf\u00e9.png", "c.md": "caf%C3%A9.png", "d.md": "cafe%CC%81.png"}
        assert concerned(tmp_path, texts, "cafe\u0301.png") == list(texts)
        assert concerned(tmp_path, texts, "caf\u00e9.png") == list(texts)

    @pytest.mark.parametrize(
        "text", ["[[Old note]]", "[[old note#x|y]]", "(Old%20note.md)", "(../Old%20note/)", "[[Old note.md]]"]
    )
    def test_a_post_is_named_without_its_ending(self, tmp_path: Path, text: str) -> None:
        assert concerned(tmp_path, {"a.md": text, "b.md": "other"}, "posts/Old note.md") == ["a.md"]

    @pytest.mark.parametrize("text", ["[x](../bundle/)", "[x](bundle)", "[x](bundle/index.md)", "[[index]]"])
    def test_an_index_is_named_by_its_folder(self, tmp_path: Path, text: str) -> None:
        assert concerned(tmp_path, {"a.md": text, "b.md": "other"}, "posts/bundle/index.md") == ["a.md"]

    @pytest.mark.parametrize("text", ["[x](..)", "[x](../#y)", "[x]: ./..", '<a href="..">', "[x](%2E%2E)"])
    def test_an_index_is_named_by_dots_alone(self, tmp_path: Path, text: str) -> None:
        texts = {"s/deep/a.md": text, "s/deep/b.md": "A word. And (one) more.", "other/c.md": text}
        assert concerned(tmp_path, texts, "s/_index.md") == ["s/deep/a.md"]

    def test_a_changed_post_is_concerned_itself(self, tmp_path: Path) -> None:
        assert concerned(tmp_path, {"b.md": "x", "1.md": "y", "c.md": "z"}, "c.md", "b.md") == ["b.md", "c.md"]

    def test_the_settings_concern_every_post(self, tmp_path: Path) -> None:
        assert concerned(tmp_path, {"b.md": "x", "1.md": "y"}, "wppush.toml") == ["b.md", "1.md"]

    def test_nothing_concerns_none(self, tmp_path: Path) -> None:
        assert concerned(tmp_path, {"a.md": "x [y](..)"}) == []

    def test_a_file_that_can_not_be_read_is_concerned(self, tmp_path: Path) -> None:
        assert affected([tmp_path / "gone.md"], {tmp_path / "x.png"}) == [tmp_path / "gone.md"]

    def test_text_that_is_not_utf8_is_read_all_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_bytes(b"\xff\xfe ![](x.png)")
        assert affected([tmp_path / "a.md"], {tmp_path / "x.png"}) == [tmp_path / "a.md"]

    def test_a_deleted_picture_concerns_the_posts_that_show_it(self, repository: Path) -> None:
        commit(repository, {"posts/a.md": "![](pic.png)"})
        git(repository, "rm", "--quiet", "posts/pic.png")
        files = [repository / "posts" / "a.md", repository / "posts" / "b.md"]
        assert affected(files, changed_since("HEAD", project_root=repository)) == files[:1]

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
    def test_a_file_may_be_given_by_a_link(self, tmp_path: Path) -> None:
        root = Path(os.path.realpath(tmp_path))
        write(root, {"posts/a.md": "x"})
        (root / "link").symlink_to("posts")
        assert affected([root / "link" / "a.md"], {root / "posts" / "a.md"}) == [root / "link" / "a.md"]
