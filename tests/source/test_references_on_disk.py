"""What an address in a text leads to, on a real disk."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amount import examples
from git_repository import write
from wppush.source.codes import Code
from wppush.source.notes import NoteIndex
from wppush.source.references import Broken, Folders, LocalFile, NotLocal, PostFile, Resolved, resolve

NO_FILE = 'correct or delete it, or write links = "warn" in wppush.toml to publish without it'
FILES = [
    "wppush.toml", "README.md", "images/logo.png", "images/.secret.png", "static/site.css", "static/about.html",
    ".env", ".git/config", "outside.md",
    "posts/here.md", "posts/other.md", "posts/more.markdown", "posts/pic.png", "posts/Photo.JPG", "posts/Makefile",
    "posts/script.py", "posts/two words.png", "posts/bundle/index.md", "posts/bundle/pic.png",
    "posts/section/_index.md", "posts/folder/README.md", "posts/plain/a.txt", "posts/both.md", "posts/both/index.md",
    "posts/v1.2.md", "posts/C# notes.md", "posts/why?.md", "posts/100%.png", "posts/50%25.png", "posts/a%20b.png",
    "posts/cafe\u0301.png", "posts/.hidden.md", "posts/.obsidian/x.md", "posts/sub/deep.md", "posts/Upper/pic.png",
    "posts/about.md",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = Path(os.path.realpath(tmp_path)) / "project"
    write(root, dict.fromkeys(FILES, "x"))
    (root / "posts" / "empty.png").touch()
    (root / "posts" / "empty.md").touch()
    (root.parent / "secret.txt").write_text("secret")
    (root.parent / "secret.md").write_text("secret")
    return root


def look_up(project: Path, address: str, document: str = "posts/here.md") -> Resolved:
    return resolve(
        address,
        document=project / document,
        content_root=project / "posts",
        project_root=project,
        static=[project / "static"],
    )


def said(project: Path, address: str, document: str = "posts/here.md") -> str:
    """The outcome in one word or two: the file, or the code."""
    match look_up(project, address, document):
        case PostFile(path=path, fragment=fragment):
            return f"post {path.relative_to(project).as_posix()}" + (f" #{fragment}" if fragment else "")
        case LocalFile(path=path, fragment=fragment, query=query):
            tail = (f" ?{query}" if query else "") + (f" #{fragment}" if fragment else "")
            return f"file {path.relative_to(project).as_posix()}{tail}"
        case NotLocal():
            return "not local"
        case Broken(code=code):
            return code.name


def hint(project: Path, address: str, document: str = "posts/here.md") -> str | None:
    found = look_up(project, address, document)
    assert isinstance(found, Broken)
    return found.hint


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        # posts
        ("other.md", "post posts/other.md"),
        ("./other.md", "post posts/other.md"),
        ("other", "post posts/other.md"),
        ("more.markdown", "post posts/more.markdown"),
        ("more", "post posts/more.markdown"),
        ("v1.2", "post posts/v1.2.md"),
        ("sub/../other.md", "post posts/other.md"),
        ("gone/../other.md", "post posts/other.md"),
        ("sub//deep.md", "post posts/sub/deep.md"),
        ("other.md#part", "post posts/other.md #part"),
        ("other.md#caf%C3%A9%20x", "post posts/other.md #café x"),
        ("other.md?a=b#part", "post posts/other.md #part"),
        ("other#", "post posts/other.md"),
        ("here.md", "post posts/here.md"),
        ("bundle/", "post posts/bundle/index.md"),
        ("bundle", "post posts/bundle/index.md"),
        ("bundle/index.md", "post posts/bundle/index.md"),
        ("bundle/.", "post posts/bundle/index.md"),
        ("section/#x", "post posts/section/_index.md #x"),
        ("folder", "post posts/folder/README.md"),
        ("both", "post posts/both.md"),
        ("both/", "post posts/both/index.md"),
        ("empty.md", "post posts/empty.md"),
        ("../posts/other.md", "post posts/other.md"),
        # files
        ("pic.png", "file posts/pic.png"),
        ("pic.png?v=2#x", "file posts/pic.png ?v=2 #x"),
        ("two%20words.png", "file posts/two words.png"),
        ("two words.png", "file posts/two words.png"),
        (" pic.png\n", "file posts/pic.png"),
        ("../images/logo.png", "file images/logo.png"),
        ("%2e%2e/images%2Flogo.png", "file images/logo.png"),
        ("Makefile", "file posts/Makefile"),
        ("script.py", "file posts/script.py"),
        # special characters that a name really has
        ("C%23%20notes.md", "post posts/C# notes.md"),
        ("C# notes.md", "post posts/C# notes.md"),
        ("C# notes.md#part", "post posts/C# notes.md #part"),
        ("why%3F.md", "post posts/why?.md"),
        ("why?.md", "post posts/why?.md"),
        ("why?.md#part", "post posts/why?.md #part"),
        ("100%.png", "file posts/100%.png"),
        ("100%25.png", "file posts/100%.png"),
        ("50%25.png", "file posts/50%25.png"),
        ("50%2525.png", "file posts/50%25.png"),
        ("a%20b.png", "file posts/a%20b.png"),
        # letters
        ("café.png", "file posts/cafe\u0301.png"),
        ("cafe\u0301.png", "file posts/cafe\u0301.png"),
        ("caf%C3%A9.png", "file posts/cafe\u0301.png"),
        ("CAFÉ.png", "OTHER_CASE"),
        ("photo.jpg", "OTHER_CASE"),
        ("upper/pic.png", "OTHER_CASE"),
        ("Other.md", "OTHER_CASE"),
        ("Other", "OTHER_CASE"),
        # from the root
        ("/site.css", "file static/site.css"),
        ("/other.md", "post posts/other.md"),
        ("/other", "post posts/other.md"),
        ("/posts/other.md", "post posts/other.md"),
        ("/bundle/#x", "post posts/bundle/index.md #x"),
        ("/images/logo.png?x", "file images/logo.png ?x"),
        ("/about", "post posts/about.md"),
        ("/about.html", "file static/about.html"),
        ("/", "not local"),
        ("/.", "not local"),
        ("/#top", "not local"),
        ("/feed/", "not local"),
        ("/plain/", "not local"),
        ("/plain", "not local"),
        ("/About", "not local"),
        ("/README", "not local"),
        ("/outside", "not local"),
        ("/outside.md", "NOT_A_POST"),
        ("/wp-content/uploads/x.jpg", "not local"),
        ("/.well-known/security.txt", "not local"),
        ("/.env", "HIDDEN_FILE"),
        ("/wppush.toml", "HIDDEN_FILE"),
        ("/Images/logo.png", "OTHER_CASE"),
        ("/../secret.txt", "not local"),
        ("/../images/logo.png", "file images/logo.png"),
        # not files at all
        ("", "not local"),
        ("#part", "not local"),
        ("?page=2", "not local"),
        ("https://example.org/pic.png", "not local"),
        ("HTTP:pic.png", "not local"),
        ("//example.org/pic.png", "not local"),
        ("mailto:a@example.org", "not local"),
        ("data:image/png;base64,AAAA", "not local"),
        ("obsidian://open?vault=x", "not local"),
        # missing
        ("gone.md", "BROKEN_LINK"),
        ("gone", "BROKEN_LINK"),
        ("gone/", "BROKEN_LINK"),
        ("other.md/", "BROKEN_LINK"),
        # addresses of the site that another tool makes of the files
        ("other/", "post posts/other.md"),
        ("other.html#x", "post posts/other.md #x"),
        ("bundle/index.html", "post posts/bundle/index.md"),
        ("../other/", "post posts/other.md"),
        ("../bundle/", "post posts/bundle/index.md"),
        ("../sub/deep", "post posts/sub/deep.md"),
        ("../bundle/pic.png", "file posts/bundle/pic.png"),
        ("/other/", "post posts/other.md"),
        ("/other.html", "post posts/other.md"),
        ("/sub/deep/", "post posts/sub/deep.md"),
        ("../gone/", "BROKEN_LINK"),
        ("gone.html", "MISSING_FILE"),
        ("../../../other/", "OUTSIDE_PROJECT"),
        # spellings of other tools
        ("{{ site.baseurl }}/other", "post posts/other.md"),
        ("{{site.url}}{{ site.baseurl }}/site.css", "file static/site.css"),
        ("{{ '/other/' | relative_url }}#x", "post posts/other.md #x"),
        ("{% link posts/other.md %}", "post posts/other.md"),
        ("{{ site.baseurl }}{% post_url other %}#x", "post posts/other.md #x"),
        ("{% post_path other %}", "post posts/other.md"),
        ("{% asset_path pic.png %}", "file posts/pic.png"),
        ('{{< ref "other.md" >}}', "post posts/other.md"),
        ('{{% relref "sub/deep" %}}', "post posts/sub/deep.md"),
        ('{{< relref path="/sub/deep.md#x" >}}', "post posts/sub/deep.md #x"),
        ("{filename}other.md", "post posts/other.md"),
        ("{filename}/sub/deep.md", "post posts/sub/deep.md"),
        ("{static}/site.css", "file static/site.css"),
        ("|attach|pic.png", "file posts/pic.png"),
        ("@/sub/deep.md#x", "post posts/sub/deep.md #x"),
        ("{{ site.baseurl }}/gone", "BROKEN_LINK"),
        ("{{ page.cover }}", "BROKEN_LINK"),
        ("{{ site.baseurl }}/../../secret.txt", "BROKEN_LINK"),
        ("gone.png", "MISSING_FILE"),
        ("pic.png/x.png", "MISSING_FILE"),
        ("pic.png/", "BROKEN_LINK"),
        ("gone/pic.png", "MISSING_FILE"),
        ("x" * 5_000 + ".png", "MISSING_FILE"),
        ("a/" * 5_000, "BROKEN_LINK"),
        ("a%00b.png", "MISSING_FILE"),
        ("a\0b.png", "MISSING_FILE"),
        ("\ud800.png", "MISSING_FILE"),
        ("%FF.png", "MISSING_FILE"),
        # no file
        ("plain", "NOT_A_FILE"),
        ("plain/", "NOT_A_FILE"),
        (".", "NOT_A_FILE"),
        ("empty.png", "EMPTY_FILE"),
        # not for readers
        ("../outside.md", "NOT_A_POST"),
        ("../README.md", "NOT_A_POST"),
        ("..", "NOT_A_POST"),
        ("../.env", "HIDDEN_FILE"),
        ("../.git/config", "HIDDEN_FILE"),
        ("../.gone", "HIDDEN_FILE"),
        (".hidden.md", "HIDDEN_FILE"),
        (".hidden", "HIDDEN_FILE"),
        (".obsidian/x.md", "HIDDEN_FILE"),
        ("%2Eobsidian/x.md", "HIDDEN_FILE"),
        ("../images/.secret.png", "HIDDEN_FILE"),
        ("../wppush.toml", "HIDDEN_FILE"),
        ("../WPPUSH.toml", "HIDDEN_FILE"),
        # outside
        ("../../secret.txt", "OUTSIDE_PROJECT"),
        ("../../secret.md", "OUTSIDE_PROJECT"),
        ("../../project/posts/other.md", "OUTSIDE_PROJECT"),
        ("%2e%2e/%2e%2e/secret.txt", "OUTSIDE_PROJECT"),
        ("..%2F..%2Fsecret.txt", "OUTSIDE_PROJECT"),
        ("../" * 5_000 + "etc/passwd", "OUTSIDE_PROJECT"),
        ("/etc/passwd", "OUTSIDE_PROJECT"),
        ("file:///etc/passwd", "OUTSIDE_PROJECT"),
        ("FILE:pic.png", "OUTSIDE_PROJECT"),
        ("C:\\pic.png", "OUTSIDE_PROJECT"),
        ("c:/pic.png", "OUTSIDE_PROJECT"),
        ("C:%5Cpic.png", "OUTSIDE_PROJECT"),
        ("\\\\server\\share\\pic.png", "OUTSIDE_PROJECT"),
        ("%5C%5Cserver%5Cpic.png", "OUTSIDE_PROJECT"),
    ],
)
def test_an_address_leads_to(project: Path, address: str, outcome: str) -> None:
    if address == "/etc/passwd" and not Path("/etc/passwd").is_file():
        outcome = "not local"
    assert said(project, address) == outcome


@pytest.mark.parametrize(
    ("address", "document", "meant"),
    [
        ("othr.md", "posts/here.md", "did you mean other.md?"),
        ("photo.jpg", "posts/here.md", "did you mean Photo.JPG?"),
        ("../upper/pic.png", "posts/sub/deep.md", "did you mean ../Upper/pic.png?"),
        ("tow%20words.png", "posts/here.md", "did you mean two%20words.png?"),
        ("pic", "posts/here.md", "did you mean pic.png?"),
        ("sub/deap", "posts/here.md", "did you mean sub/deep.md?"),
        ("bundel/pic.png", "posts/here.md", "did you mean bundle/pic.png?"),
        ("pic.png", "posts/sub/deep.md", "did you mean ../pic.png?"),
        ("images/logo.png", "posts/here.md", "did you mean ../images/logo.png?"),
        ("site.css", "posts/here.md", "did you mean ../static/site.css?"),
        ("sub\\deep.md", "posts/here.md", "write / between the folders: sub/deep.md"),
        ("sub%5Cdeep.md", "posts/here.md", "write / between the folders: sub/deep.md"),
        ("www.example.org", "posts/here.md", "write https://www.example.org"),
        ("me@example.org", "posts/here.md", "write mailto:me@example.org"),
        ("github.com/x/y", "posts/here.md", "write https://github.com/x/y"),
        ("env", "wppush.md", NO_FILE),
        ("nothing-like-it.gif", "posts/here.md", NO_FILE),
    ],
)
def test_the_hint_says_what_was_meant(project: Path, address: str, document: str, meant: str | None) -> None:
    assert hint(project, address, document) == meant


def test_the_message_has_the_address_as_it_was_written(project: Path) -> None:
    found = look_up(project, "a%20b\x07.gif")
    assert isinstance(found, Broken)
    assert found.message == '"a%20b\N{REPLACEMENT CHARACTER}.gif" leads to no file.'


def test_a_static_folder_outside_the_project_has_no_files(project: Path) -> None:
    (project.parent / "assets").mkdir()
    (project.parent / "assets" / "pic.png").write_text("x")
    found = resolve(
        "/pic.png",
        document=project / "posts" / "here.md",
        content_root=project / "posts" / "sub",
        project_root=project,
        static=[project.parent / "assets"],
    )
    assert found == NotLocal()


def test_what_folders_list_is_remembered_for_a_run(project: Path) -> None:
    folders = Folders()

    def find(address: str, remembered: Folders | None) -> Resolved:
        posts = project / "posts"
        return resolve(
            address, document=posts / "here.md", content_root=posts, project_root=project, folders=remembered
        )

    assert isinstance(find("late.png", folders), Broken)
    write(project, {"posts/late.png": "x"})
    assert isinstance(find("late.png", folders), Broken)
    assert isinstance(find("late.png", None), LocalFile)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need a privilege there")
class TestWhatIsNoPlainFile:
    """Links are followed inside the project; what is no file is never opened."""

    def test_a_link_inside_the_project_is_the_file_it_leads_to(self, project: Path) -> None:
        (project / "posts" / "link.png").symlink_to(project / "images" / "logo.png")
        (project / "posts" / "pictures").symlink_to("../images")
        (project / "posts" / "again.md").symlink_to("other.md")
        assert said(project, "link.png") == "file images/logo.png"
        assert said(project, "pictures/logo.png") == "file images/logo.png"
        assert said(project, "again") == "post posts/other.md"

    def test_a_link_out_of_the_project_is_refused(self, project: Path) -> None:
        (project / "posts" / "link.txt").symlink_to(project.parent / "secret.txt")
        (project / "posts" / "up").symlink_to(project.parent)
        (project / "posts" / "back").symlink_to(project.parent / "project")
        assert said(project, "link.txt") == "OUTSIDE_PROJECT"
        assert said(project, "/link.txt") == "OUTSIDE_PROJECT"
        assert said(project, "up/secret.txt") == "OUTSIDE_PROJECT"
        assert said(project, "up/project/posts/pic.png") == "OUTSIDE_PROJECT"
        assert said(project, "up/secrt.txt") == "OUTSIDE_PROJECT"
        assert said(project, "back/images/logo.png") == "file images/logo.png"

    def test_a_link_to_a_hidden_file_is_refused(self, project: Path) -> None:
        (project / "posts" / "env.txt").symlink_to(project / ".env")
        (project / "posts" / "settings.txt").symlink_to(project / "wppush.toml")
        (project / "posts" / "git").symlink_to(project / ".git")
        assert said(project, "env.txt") == said(project, "settings.txt") == said(project, "git/config") == "HIDDEN_FILE"

    def test_a_link_that_leads_nowhere_is_missing(self, project: Path) -> None:
        (project / "posts" / "nowhere.png").symlink_to("gone.png")
        (project / "posts" / "ring.png").symlink_to("ring.png")
        assert said(project, "nowhere.png") == "MISSING_FILE"
        assert said(project, "ring.png") == "UNREADABLE"

    def test_a_pipe_is_not_opened(self, project: Path) -> None:
        os.mkfifo(project / "posts" / "pipe.png")
        os.mkfifo(project / "posts" / "pipe.md")
        assert said(project, "pipe.png") == said(project, "pipe.md") == "NOT_A_FILE"

    @pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such names")
    def test_a_name_that_is_not_utf8_is_refused(self, project: Path) -> None:
        Path(os.fsdecode(os.fsencode(project / "posts") + b"/caf\xe9.png")).write_text("x")
        assert said(project, "caf%E9.png") == "FILE_NAME"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
    def test_what_can_not_be_read_is_said(self, project: Path) -> None:
        (project / "posts" / "pic.png").chmod(0)
        (project / "posts" / "sub").chmod(0)
        assert said(project, "pic.png") == said(project, "sub/deep.md") == "UNREADABLE"
        (project / "posts" / "sub").chmod(0o700)


NAME = (
    st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12)
    .filter(lambda name: not name.startswith(".") and len(name.encode()) < 200 and name.casefold() != "wppush.toml")
    .map(lambda name: unicodedata.normalize("NFC", name))
)
TREE = st.lists(
    st.tuples(st.lists(NAME, max_size=2), NAME, st.sampled_from([".md", ".markdown", ".png", ".JPG", ".txt"])),
    min_size=2,
    max_size=5,
)


def plant(root: Path, tree: list[tuple[list[str], str, str]]) -> list[Path]:
    """Make the files of a tree, as far as they can stand beside each other."""
    files = []
    for folders, name, suffix in tree:
        path = root.joinpath(*folders, name + suffix)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
        files.append(path)
    return files


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(TREE)
def test_a_file_is_found_by_its_relative_path_and_as_a_note(tree: list[tuple[list[str], str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        files = plant(root, tree)
        index = NoteIndex(root, root)
        for document in files:
            for file in files:
                relative = Path(os.path.relpath(file, document.parent)).as_posix()
                note = index.find("/" + file.relative_to(root).as_posix(), document=document)
                assert note is not None or file.name != file.name.strip()
                for address in (quote(relative), "/" + quote(file.relative_to(root).as_posix()), note):
                    if address is None:
                        continue
                    found = resolve(address, document=document, content_root=root, project_root=root)
                    assert isinstance(found, PostFile | LocalFile), (address, found)
                    assert found.path == file
                    assert isinstance(found, PostFile) == (file.suffix in (".md", ".markdown"))


PIECES = st.sampled_from(
    ["..", "../", "/", "%2e%2e", "%2F", "\\", "a", "b.md", "c.png", "out", "in", "up", ".env", "secret.txt", "#", "?",
     "%", "%00", ":", "file:", "C:", "//", " ", "\0", "wppush.toml", "WPPUSH.TOML", ".git", "config", "\ud800"]
)  # fmt: skip


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with links in it that lead out of it, up in it, and to what is hidden."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("trapped"))) / "project"
    names = [
        "wppush.toml",
        ".env",
        ".git/config",
        "c.png",
        "posts/a/b.md",
        "posts/a/c.png",
        "posts/b.md",
        "posts/c.png",
    ]
    write(root, dict.fromkeys(names, "x"))
    write(root.parent, {"secret.txt": "secret", "b.md": "secret", "a/c.png": "secret", "project2/c.png": "secret"})
    if sys.platform != "win32":
        (root / "posts" / "out").symlink_to(root.parent)
        (root / "posts" / "a" / "out").symlink_to(root.parent / "secret.txt")
        (root / "posts" / "up").symlink_to(root)
        (root / "posts" / "in").symlink_to(root / ".git")
        (root / "posts" / "a" / "in").symlink_to(root / ".env")
    return root


@settings(max_examples=examples(500))
@given(
    address=st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map("/".join))
)
def test_no_address_leads_to_what_is_outside_or_hidden(trapped: Path, address: str) -> None:
    for document in ("posts/b.md", "posts/a/b.md"):
        found = resolve(
            address, document=trapped / document, content_root=trapped / "posts", project_root=trapped, static=[trapped]
        )
        if isinstance(found, PostFile | LocalFile):
            assert Path(os.path.realpath(found.path)) == found.path
            below = found.path.relative_to(trapped)
            assert not any(part.startswith(".") for part in below.parts)
            assert below.name != "wppush.toml"
            assert found.path.read_text() == "x"
        elif isinstance(found, Broken):
            assert found.message.isprintable()
            assert isinstance(found.code, Code)


def test_the_law_about_addresses_is_not_held_by_finding_nothing(trapped: Path) -> None:
    document = trapped / "posts" / "b.md"
    found = resolve("up/posts/a/c.png", document=document, content_root=trapped / "posts", project_root=trapped)
    assert found == LocalFile(path=trapped / "posts" / "a" / "c.png")
