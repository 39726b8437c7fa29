"""wppush.toml: where it is looked for, what it says, and what is said about its faults."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wppush.config import Config, Defaults, FolderConfig, MarkdownConfig, MediaConfig, SiteConfig, load
from wppush.config.schema import bytes_of
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

COMPLETE = """\
project = "my-posts"
content = "."   # with a comment

format = "html"
include = ["posts/**"]
ignore = ["README.md", "drafts/"]
ignore_keys = ["summary"]
links = "warn"
static = ["static"]
slugs = "path"
site = "blog"
create_terms = false

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

[media]
import_remote = true
strip_location = true
max_width = 2560
webp = true
max_size = "1.5 MB"
size = "full"
link = "file"
types = [".SVG", "c", "svg"]

[defaults]
author = "jane"

[defaults.meta]
rating = 5

[folders."/posts/old/"]
site = ["blog", "the other"]

[folders.posts]
site = "blog"
defaults.tags = ["a"]

[sites.blog]
url = "https://Example.com/blog/"
username = "anna"
jobs = 4
max_rate = 5

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
    (tmp_path / "posts" / "old").mkdir(parents=True)
    (tmp_path / "static").mkdir()
    found = load(written(tmp_path, COMPLETE))
    assert [(table.folder, table.name, table.values) for table in found.defaults.tables] == [
        ("", "defaults", {"author": "jane", "meta": {"rating": 5}}),
        ("posts", 'folders."posts".defaults', {"tags": ["a"]}),
    ]
    lines = COMPLETE.split("\n")
    for table, path, words in (
        (0, (), "[defaults]"),
        (0, ("author",), 'author = "jane"'),
        (0, ("meta", "rating"), "rating = 5"),
        (1, (), 'defaults.tags = ["a"]'),
        (1, ("tags",), 'defaults.tags = ["a"]'),
    ):
        assert lines[found.defaults.tables[table].lines[path] - 1] == words
    assert replace(found, defaults=Defaults()) == Config(
        file=tmp_path / "wppush.toml",
        root=tmp_path,
        content_root=tmp_path,
        project="my-posts",
        format="html",
        include=("posts/**",),
        ignore=("README.md", "drafts/"),
        ignore_keys=("summary",),
        links="warn",
        static=(tmp_path / "static",),
        slugs="path",
        site="blog",
        create_terms=False,
        media=MediaConfig(
            import_remote=True,
            strip_location=True,
            max_width=2560,
            webp=True,
            max_size=3 * 512 * 1024,
            size="full",
            link="file",
            types=("svg", "c"),
        ),
        folders={"posts": FolderConfig(sites=("blog",)), "posts/old": FolderConfig(sites=("blog", "the other"))},
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
            "blog": SiteConfig(name="blog", url="https://example.com/blog", username="anna", jobs=4, max_rate=5.0),
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
    written(tmp_path, 'project = "x"')
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

    monkeypatch.chdir(written(tmp_path, 'content = "posts"'))
    assert load(RealPath()).content_root == tmp_path / "posts"


def test_a_bom_and_crlf_are_taken(tmp_path: Path) -> None:
    written(tmp_path, "")
    (tmp_path / "wppush.toml").write_bytes(b'\xef\xbb\xbfformat = "html"\r\nproject = "my-posts"\r\n')
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
        ("[sites.blog]\njobs = 17", 2, "write a number from 1 to 16"),
        ("[sites.blog]\njobs = true", 2, "write jobs = 2"),
        ("[sites.blog]\njob = 3", 2, 'sites.blog.job. (did you mean "jobs"?)'),
        ("[sites.blog]\nmax_rate = 0", 2, "write a number, such as max_rate = 5"),
        ("[sites.blog]\nmax_rate = nan", 2, "write a number, such as max_rate = 5"),
        ('[sites.blog]\nmax_rate = "5"', 2, "write max_rate = 5"),
        ("jobs = 3", 1, "it belongs into a table [sites.NAME]"),
        ('include = "*.md"', 1, 'write include = ["…"]'),
        ("ignore = [3]", 1, "ignore.0 is not text."),
        ('ignore_keys = ["a", "UID"]', 1, "uid says which post a file is, and is always read."),
        ('links = "no"', 1, 'write "error" or "warn"'),
        ('static = ["nowhere"]', 1, "mkdir -p 'nowhere'"),
        ('static = [".."]', 1, "is not below the folder of this file"),
        ('slugs = "folder"', 1, 'write "name" or "path"'),
        ('site = "blgo"\n[sites.blog]\nurl = "https://x.com"', 1, 'did you mean "blog"?'),
        ('site = "blog"', 1, "add [sites.blog] with its url"),
        ('create_terms = "no"', 1, "write create_terms = true"),
        ("media = 3", 1, "write [media], and below it its keys"),
        ("webp = true", 1, "it belongs into a table [media]"),
        ("[media]\nwepb = true", 2, 'media.wepb. (did you mean "webp"?)'),
        ("[media]\nwebp = 1", 2, "write webp = true"),
        ('[media]\nmax_width = "2560"', 2, "write max_width = 2560"),
        ("[media]\nmax_width = 0", 2, "No image is that wide."),
        ('[media]\ntypes = ["image/svg+xml"]', 2, 'such as "svg"'),
        ('[media]\nmax_size = "big"', 2, 'such as "20 MB"'),
        ('[media]\nmax_size = "0 MB"', 2, '"0 MB" is no size of a file.'),
        ("[media]\nmax_size = 20", 2, 'put it in quotes: max_size = "…"'),
        ('[media]\nsize = " "', 2, "blank"),
        ('[media]\nlink = "page"', 2, 'write "none" or "file"'),
        ("defaults = 3", 1, "write [defaults], and below it its keys"),
        ("folders = 3", 1, 'write [folders."reviews"], and below it its keys'),
        ("[folders]\nposts = 3", 2, "write [folders.posts]"),
        ("[folders.posts]\ndefaults = 3", 2, "write [folders.posts.defaults]"),
        ("[folders.nowhere]\n", 1, 'There is no folder "nowhere" below the content folder.'),
        ('[folders."../posts"]', 1, "write [defaults] for all files"),
        ('[folders."/"]', 1, "write [defaults] for all files"),
        ('[folders.posts]\n[folders."posts/"]', 2, '"posts/" and "posts" are one folder.'),
        ('[folders.posts]\nsite = "blog"', 2, "add [sites.blog] with its url"),
        ("[folders.posts]\nsite = [3]", 2, "is not text"),
        ('[folders.posts]\ntags = ["a"]', 2, "the keys here are site, defaults"),
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


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("20 MB", 20 * 1024**2), ("1.5kb", 1536), ("2 GiB", 2 * 1024**3), (" 64M ", 64 * 1024**2), ("7 B", 7)],
)
def test_sizes_are_written_with_a_unit(text: str, size: int) -> None:
    assert bytes_of(text) == size


def test_the_default_of_the_largest_file_is_the_one_that_is_written(tmp_path: Path) -> None:
    assert load(written(tmp_path, "[media]")).media == MediaConfig()


@pytest.mark.parametrize(
    ("key", "sites"),
    [
        ("a.md", ()),
        ("posts/a.md", ("blog",)),
        ("posts/new/a.md", ("blog",)),
        ("posts/old/a.md", ("blog", "the other")),
        ("posts/older/a.md", ("blog",)),
    ],
)
def test_the_nearest_folder_says_which_sites_a_file_is_for(tmp_path: Path, key: str, sites: tuple[str, ...]) -> None:
    (tmp_path / "posts" / "old").mkdir(parents=True)
    (tmp_path / "static").mkdir()
    assert load(written(tmp_path, COMPLETE)).sites_of(key) == sites
