"""wppush.toml: where it is looked for, what it says, and what is said about its faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wppush.config import Config, MarkdownConfig, SiteConfig, load
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

COMPLETE = """\
project = "my-posts"
content = "posts"   # with a comment

format = "html"

[markdown]
flavor = "python-markdown"
extensions = ["pymdownx.keys", "toc"]
tasks = "checkboxes"
math = false
emoji = true
smart = true
comments = "warn"

[markdown.extension_configs.toc]
permalink = true

[sites.blog]
url = "https://Example.com/blog/"
username = "anna"

[sites."the other"]
url = "http://localhost:8080/wp-admin/"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "posts").mkdir(exist_ok=True)
    (folder / "wppush.toml").write_text(text, encoding="utf-8")
    return folder


def complaints(folder: Path, text: str) -> list[tuple[int, str]]:
    """Line and words of each fault."""
    with pytest.raises(ConfigError) as caught:
        load(written(folder, text))
    found = []
    for line in caught.value.message.split("\n"):
        match = re.fullmatch(r".*wppush\.toml:(\d+): (.*)", line)
        assert match, line
        found.append((int(match[1]), match[2]))
    return found


def test_everything_that_a_file_can_say(tmp_path: Path) -> None:
    assert load(written(tmp_path, COMPLETE)) == Config(
        file=tmp_path / "wppush.toml",
        root=tmp_path,
        content_root=tmp_path / "posts",
        project="my-posts",
        format="html",
        markdown=MarkdownConfig(
            extensions=("pymdownx.keys", "toc"),
            extension_configs={"toc": {"permalink": True}},
            tasks="checkboxes",
            math=False,
            emoji=True,
            smart=True,
            comments="warn",
        ),
        sites={
            "blog": SiteConfig(name="blog", url="https://example.com/blog", username="anna"),
            "the other": SiteConfig(name="the other", url="http://localhost:8080"),
        },
    )


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")) == Config(
        file=tmp_path / "wppush.toml", root=tmp_path, content_root=tmp_path, project="", sites={}
    )


def test_the_nearest_file_above_is_read_also_from_outside_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "posts" / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "posts" / ".git").mkdir()
    written(tmp_path, COMPLETE)
    assert load(deep).root == tmp_path


def test_without_a_file_the_repository_is_the_project(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".git").write_text("gitdir: elsewhere")  # as in a worktree
    assert load(deep) == Config(file=None, root=tmp_path, content_root=tmp_path)


def test_without_file_and_repository_the_folder_is_the_project(tmp_path: Path) -> None:
    assert load(tmp_path).root == tmp_path


def test_a_relative_start_gives_absolute_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path as RealPath

    monkeypatch.chdir(written(tmp_path, COMPLETE))
    assert load(RealPath()).content_root == tmp_path / "posts"


def test_a_bom_and_crlf_are_taken(tmp_path: Path) -> None:
    written(tmp_path, "")
    (tmp_path / "wppush.toml").write_bytes(b"\xef\xbb\xbf" + COMPLETE.replace("\n", "\r\n").encode())
    assert load(tmp_path).project == "my-posts"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nprojct = "x"', 2, 'projct. (did you mean "project"?)'),
        ('[sites.a]\nurl = "https://x.com"\nuser = "x"', 3, 'sites.a.user. (did you mean "username"?)'),
        ('url = "https://x.com"', 1, "it belongs into a table [sites.NAME]"),
        ("zzz = 1", 1, "the keys here are project, content, format, include, ignore"),
        ("project = 3", 1, 'put it in quotes: project = "…"'),
        ('project = ""', 1, "blank"),
        ('project = "a\\nb"', 1, "line break"),
        ('a = """\nproject = 3\n"""\nproject = 3', 4, "project is not text."),
        ('content = "post"', 1, "mkdir -p 'post'"),
        ('content = "wppush.toml"', 1, "There is no folder"),
        ('content = ".."', 1, "is not below the folder of this file"),
        ('content = "/"', 1, "is not below the folder of this file"),
        ("sites = 3", 1, "sites is not a table."),
        ("[sites]\nblog = 'x'", 2, "sites.blog is not a table."),
        ("\n[sites.blog]", 2, 'add url = "https://example.com"'),
        ("\n[sites.blog]\nurl = 3", 3, "sites.blog.url is not text."),
        ('[sites.blog]\nurl = "example.com"', 2, 'did you mean "https://example.com"?'),
        ('sites.blog.url = "ftp://example.com"', 1, "neither https nor http"),
        ('sites = {blog = {url = "x"}}', 1, "sites.blog.url: "),
        ('[sites.blog]\nurl = "https://x.com"\nusername = "a:b"', 3, "no colon"),
        ('format = "xml"', 1, 'write "blocks" or "html"'),
        ('tasks = "characters"', 1, "it belongs into a table [markdown]"),
        ("markdown = 3", 1, "write [markdown], and below it its keys"),
        ('[markdown]\n\nflavour = "gfm"', 3, 'markdown.flavour. (did you mean "flavor"?)'),
        ('[markdown]\nflavor = "github"', 2, 'write "python-markdown" or "gfm"'),
        ('[markdown]\nextensions = "toc"', 2, 'write extensions = ["…"]'),
        ("[markdown]\nextensions = [3]", 2, "is not text"),
        ('[markdown]\nemoji = "yes"', 2, "write emoji = true"),
        ("[markdown]\nextension_configs = 3", 2, "write [markdown.extension_configs]"),
        ('[markdown]\nflavor = "gfm"\n\nextensions = ["toc"]', 4, "delete extensions"),
        ('[markdown]\nflavor = "gfm"\n\n[markdown.extension_configs.toc]\na = 1', 4, "delete extension_configs"),
        ("[markdown.extension_configs.toc]\npermalink = true", 1, 'write extensions = ["toc"]'),
        ("[markdown.extension_configs]\ntoc = 3", 2, "write [markdown.extension_configs.toc]"),
    ],
)
def test_a_fault_is_reported_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = [complaint for complaint in complaints(tmp_path, text) if words in complaint[1]]
    assert [complaint[0] for complaint in found] == [line]


def test_all_faults_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'projct = "x"\ncontent = "nowhere"\n\n[sites.a]\nurl = "x"\n\n[sites.b]\nname = "x"\n'
    assert [line for line, _ in complaints(tmp_path, text)] == [1, 2, 5, 7, 8]


@pytest.mark.parametrize("key", ["password", "app_password", "App-Password", "token", "sites.a.password"])
def test_credentials_are_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    text = f'{key} = "hunter2"\nsites.a.url = "https://x.com"\n'
    [(line, words)] = complaints(tmp_path, text)
    assert line == 1
    assert "credentials never stand in this file" in words
    assert "WPPUSH_APP_PASSWORD" in words
    assert "hunter2" not in words


def test_a_password_in_a_url_is_refused_and_not_repeated(tmp_path: Path) -> None:
    [(line, words)] = complaints(tmp_path, '[sites.a]\nurl = "https://anna:hunter2@x.com"')
    assert line == 2
    assert "hunter2" not in words
    assert "anna" not in words


def test_a_content_folder_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "elsewhere").symlink_to(tmp_path)
    assert complaints(root, 'content = "elsewhere"')[0][0] == 1


@pytest.mark.parametrize("text", ["project = x", "[sites", "a = 1\na = 2", "x = " + "[" * 5_000, "x = " + "9" * 5_000])
def test_what_is_not_toml_is_a_config_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"wppush\.toml:[12]: This is not valid TOML"):
        load(written(tmp_path, text))


def test_what_is_not_utf8_is_a_config_error(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_bytes(b'project = "caf\xe9"')
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(tmp_path)


LINES = st.tuples(
    st.sampled_from(["project", "content", "sites.a.url", "sites.a.username", "sites", "[sites.b]", "url", "password"]),
    st.sampled_from([" = ", "\n"]),
    st.sampled_from(['"posts"', '"https://x.com"', "3", "{}", "[]", '""', '"""\nurl = 3\n"""', '"\\u0000"', '"a\\nb"']),
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.lists(LINES, max_size=4).map("\n".join)))
def test_a_file_is_read_or_refused_and_nothing_else(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path, "")
    (folder / "wppush.toml").write_bytes(text.encode(errors="replace"))
    try:
        assert load(folder).root == folder
    except ConfigError as error:
        assert error.message  # noqa: PT017 - either is right
