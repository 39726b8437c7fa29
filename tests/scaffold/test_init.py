"""`wppush init`: what is written fits what is there, passes `wppush check`, and takes nothing away."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from blog import Blog
from wppush.project import Project

if TYPE_CHECKING:
    from blog import Run

SAMPLES = Path(__file__).with_name("samples")
SETTINGS: dict[str, dict[str, Any]] = {
    "hugo": {
        "content": "content",
        "ignore": ["_index.md", "_index.*.md"],
        "ignore_keys": ["type", "author", "authors"],
        "static": ["static"],
        "folders": {"about": {"defaults": {"type": "page"}}},
    },
    "hugo-sections": {"content": "text", "ignore": ["_index.md", "_index.*.md"], "slugs": "path"},
    "jekyll": {
        "content": ".",
        "include": ["/_posts/", "/_drafts/", "/about.md"],
        "ignore_keys": ["author", "authors"],
        "static": ["."],
        "folders": {"_drafts": {"defaults": {"draft": True}}},
    },
    "pelican": {
        "content": "content",
        "ignore_keys": ["save_as", "template", "translation", "lang", "author", "authors"],
        "static": ["content"],
        "folders": {"pages": {"defaults": {"type": "page"}}},
    },
    "obsidian": {"content": "Blog", "ignore": ["/Templates/"], "links": "warn"},
    "hexo": {
        "content": "source",
        "include": ["/_posts/", "/_drafts/", "/about/"],
        "static": ["source"],
        "folders": {"about": {"defaults": {"type": "page"}}, "_drafts": {"defaults": {"draft": True}}},
    },
    "zola": {
        "content": "content",
        "ignore": ["_index.md", "_index.*.md"],
        "ignore_keys": ["template"],
        "static": ["static"],
        "folders": {"about": {"defaults": {"type": "page"}}},
    },
    "eleventy": {"content": "src/posts", "static": ["src"]},
    "astro": {"content": "src/content/blog", "ignore_keys": ["author", "authors"], "static": ["public"]},
    "plain": {"content": ".", "ignore": ["/README.md"]},
}
POSTS: dict[str, dict[str, tuple[str, str, str | None]]] = {
    "hugo": {
        "content/about/index.md": ("page", "about", None),
        "content/posts/first-light.md": ("post", "first-light", None),
        "content/posts/rain/index.md": ("post", "rain", "draft"),
    },
    "hugo-sections": {
        "text/blog/more.md": ("post", "blog-more", None),
        "text/blog/tips.md": ("post", "blog-tips", None),
        "text/cooking/tips.md": ("post", "cooking-tips", None),
    },
    "jekyll": {
        "_drafts/idea.md": ("post", "idea", "draft"),
        "_posts/2024-02-29-rain.markdown": ("post", "rain", None),
        "_posts/2024-03-01-first-light.md": ("post", "first-light", None),
        "about.md": ("page", "about", None),
    },
    "pelican": {
        "content/first-light.md": ("post", "first-light", None),
        "content/pages/about.md": ("page", "about", None),
        "content/travel/rain.md": ("post", "rain", "draft"),
    },
    "obsidian": {
        "Blog/First light.md": ("post", "first-light", "publish"),
        "Blog/Rain.md": ("post", "rain", None),
    },
    "hexo": {
        "source/_drafts/idea.md": ("post", "idea", "draft"),
        "source/_posts/first-light.md": ("post", "first-light", None),
        "source/_posts/rain.md": ("post", "rain", None),
        "source/about/index.md": ("page", "about", None),
    },
    "zola": {
        "content/about/index.md": ("page", "about", None),
        "content/blog/first-light.md": ("post", "first-light", None),
        "content/blog/rain.md": ("post", "rain", "draft"),
    },
    "eleventy": {
        "src/posts/first-light.md": ("post", "first-light", None),
        "src/posts/rain.md": ("post", "rain", None),
    },
    "astro": {
        "src/content/blog/first-light.md": ("post", "first-light", None),
        "src/content/blog/rain.md": ("post", "rain", "draft"),
    },
    "plain": {"first-light.md": ("post", "first-light", None), "travel/rain.md": ("post", "rain", None)},
}
EMPTY = {"posts/hello.md", "wppush.toml", ".gitignore"}


def init(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Run:
    """Run `wppush init` in a folder as it is."""
    blog = Blog.__new__(Blog)
    blog.folder, blog.environ, blog._monkeypatch = folder, {}, monkeypatch
    return blog.run("init", *words)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("tool", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_folder_of_another_tool_gets_settings_that_publish_its_posts(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / tool
    shutil.copytree(SAMPLES / tool, folder)
    before = files(folder)
    run = init(folder, monkeypatch, "--yes", "https://blog.example")
    assert run.status == 0
    assert files(folder) - before == {"wppush.toml", ".gitignore"}
    said = tomllib.loads((folder / "wppush.toml").read_text(encoding="utf-8"))
    new = said.pop("new")
    assert said == {"project": tool, "sites": {"blog": {"url": "https://blog.example"}}, **SETTINGS[tool]}
    project = Project.load(folder)
    posts = project.check()
    assert {post.name: (post.type, post.slug, post.status) for post in posts} == POSTS[tool]
    # Every picture is found that these files show.
    featured = [post.featured_image.use for post in posts if post.featured_image]
    shown = {use.file.name for use in (*(use for post in posts for use in post.media), *featured) if use}
    assert {Path(name).name for name in shown} >= {Path(name).name for name in before if name.endswith("roof.png")}
    # And what `wppush new` begins there is one of its posts.
    begun = project.begin("A new: one")
    assert begun.suffix == ".md"
    [post] = [post for post in Project.load(folder).check() if post.name == begun.relative_to(folder).as_posix()]
    assert (post.title, post.slug, post.status, post.type) == ("A new: one", "a-new-one", "draft", "post") or (
        post.slug == "blog-a-new-one" and new["path"] == "blog/{slug}.md"
    )


def test_an_empty_folder_gets_a_first_post_and_a_second_run_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = init(tmp_path, monkeypatch, "--yes", "blog.example")
    assert run.status == 0
    assert files(tmp_path) == EMPTY
    assert "wppush login https://blog.example" in run.stdout
    assert len(Project.load(tmp_path).check()) == 1
    before = {name: (tmp_path / name).read_text() for name in EMPTY}
    again = init(tmp_path, monkeypatch, "--yes", "blog.example")
    assert again.status == 0
    assert {name: (tmp_path / name).read_text() for name in files(tmp_path)} == before
    assert again.stdout.startswith("kept ")


def test_a_site_at_wordpress_com_is_given_a_token_and_not_a_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = init(tmp_path, monkeypatch, "--yes", "--github", "--gitlab", "my-blog.wordpress.com")
    assert run.status == 0
    assert "wppush login" not in run.stdout
    assert "export WPPUSH_TOKEN=" in run.stdout
    job = yaml.safe_load((tmp_path / ".github/workflows/publish.yml").read_text())["jobs"]["publish"]["steps"][-1]
    assert set(job["env"]) == {"WPPUSH_URL", "WPPUSH_TOKEN"}
    assert "WPPUSH_URL and WPPUSH_TOKEN." in (tmp_path / ".gitlab-ci.yml").read_text()


def test_what_is_there_is_shown_and_kept_unless_it_is_to_be_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    mine = 'project = "mine"\ncontent = "texts"\n[sites.a]\nurl = "https://a.example"\n'
    (tmp_path / "wppush.toml").write_text(mine)
    (tmp_path / ".gitignore").write_text("*.log\n/.env")
    run = init(tmp_path, monkeypatch, "--yes")
    assert (tmp_path / "wppush.toml").read_text() == mine
    assert "kept wppush.toml, which says something else" in run.stdout
    assert "wppush login https://a.example" in run.stdout
    assert (tmp_path / "texts/hello.md").is_file()
    assert (tmp_path / ".gitignore").read_text() == "*.log\n/.env"
    (tmp_path / ".gitignore").write_text("*.log")
    init(tmp_path, monkeypatch, "--yes", "--force", "https://b.example", "--content", "texts")
    assert (tmp_path / ".gitignore").read_text() == "*.log\n\n# Passwords stay on this machine.\n.env\n"
    assert Project.load(tmp_path).config.sites["blog"].url == "https://b.example"


def test_a_dry_run_shows_the_files_and_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = init(tmp_path, monkeypatch, "--yes", "--dry-run", "--github", "https://blog.example")
    assert run.status == 0
    assert files(tmp_path) == set()
    assert '+project = "' in run.stdout
    assert "would write posts/hello.md:" in run.stdout
    assert "would write .github/workflows/publish.yml:" in run.stdout


def test_without_a_terminal_it_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Two People"
    folder.mkdir()
    run = init(folder, monkeypatch)
    assert run.status == 2
    assert "give --yes" in run.stderr
    assert "URL --project Two-People --content posts" in run.stderr
    assert files(folder) == set()
    run = init(folder, monkeypatch, "https://blog.example", "--project", "two", "--content", "texts/blog/")
    assert run.status == 0
    assert (folder / "texts/blog/hello.md").is_file()
    assert Project.load(folder).config.project == "two"


@pytest.mark.parametrize(
    "words",
    [["https://me:secret@blog.example"], ["--content", "../x"], ["--folder", "nowhere"], ["ftp://blog.example"]],
)
def test_what_can_not_be_meant_is_wrong_use(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = init(tmp_path, monkeypatch, "--yes", *words)
    assert run.status == 2
    assert "secret" not in run.stderr
    assert files(tmp_path) == set()


def test_jobs_for_ci_stand_where_the_repository_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = tmp_path / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/trunk\n")
    (git / "config").write_text(
        '[core]\n[remote "origin"]\n\turl = git@github.example:me/two-people.git\n\tfetch = +x\n'
    )
    folder = tmp_path / "site"
    folder.mkdir()
    assert init(folder, monkeypatch, "--yes", "--github", "--gitlab", "https://blog.example").status == 0
    workflow = tmp_path / ".github/workflows/publish.yml"
    text = workflow.read_text(encoding="utf-8")
    assert 'branches: ["trunk"]' in text
    assert 'paths: ["site/posts/**", "site/wppush.toml"]' in text
    assert 'working-directory: "site/"' in text
    assert "@" not in (tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8")
    lint = [str(Path(sys.executable).with_name("actionlint")), "-no-color", "-pyflakes=", "-shellcheck=", str(workflow)]
    linted = subprocess.run(lint, capture_output=True, text=True, timeout=60)
    assert (linted.returncode, linted.stdout) == (0, "")
    init(tmp_path, monkeypatch, "--yes")
    assert Project.load(tmp_path).config.project == "two-people"


def test_somebody_at_a_terminal_is_asked_with_proposals_to_take(tmp_path: Path) -> None:
    answers = [
        ("Address of the site", "blog.example"),
        ("Name of the project", ""),
        ("Folder of the Markdown", "texts"),
    ]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("WPPUSH_")}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wppush", "init"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environ, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = ""
    try:
        for question, answer in answers:
            until = time.monotonic() + 60
            while question not in said:
                assert time.monotonic() < until, said
                if select.select([ours], [], [], 1)[0]:
                    said += os.read(ours, 4096).decode()
            os.write(ours, f"{answer}\n".encode())
        assert running.wait(60) == 0
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    config = Project.load(tmp_path).config
    assert (config.sites["blog"].url, config.project) == ("https://blog.example", tmp_path.name)
    assert (tmp_path / "texts/hello.md").is_file()
