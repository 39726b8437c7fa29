"""Faults in files: each has a code, a line, a column and a hint, and all are reported at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from wppush.diagnostics import Diagnostic, Severity
from wppush.errors import SourceError
from wppush.source import Code, keys, read, yaml_format

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.source import Document

# What is wrong, and for each diagnostic its code, line and column.
BAD = {
    # YAML as such
    "a colon in a title": ("---\ntitle: Foo: bar\n---\nx", [("WP121", 2, 11)]),
    "a tab as indentation": ("---\ntags:\n\t- a\n---\nx", [("WP121", 3, 1)]),
    "an open quote": ('---\nslug: x\ntitle: "Foo\n---\nx', [("WP121", 3, 8)]),
    "an open list": ("---\ntags: [a, b\n---\nx", [("WP121", 2, 7)]),
    "text behind a quote": ("---\ntitle: 'it's'\n---\nx", [("WP121", 2, 12)]),
    "an at sign": ("---\ntitle: @home\n---\nx", [("WP121", 2, 8)]),
    "no blank behind the colon": ("---\ntitle:x\nslug: y\n---\nx", [("WP121", 3, 5)]),
    "one key, no blank": ("---\ntitle:x\n---\nx", [("WP122", 2, 1)]),
    "a list": ("---\n- a\n---\nx", [("WP122", 2, 1)]),
    "a horizontal rule": ("---\nSome prose\n\n---\nx", [("WP122", 2, 1)]),
    "never closed": ("---\ntitle: x\n\ntext\n", [("WP120", 1, 1)]),
    "never closed, below blank lines": ("\n\n---\ntitle: x", [("WP120", 3, 1)]),
    "a key twice": ("---\ntitle: a\ntags:\n- b\ntitle: c\n---\nx", [("WP123", 5, 1)]),
    "a tag of YAML": ("---\ntitle: !x y\n---\nx", [("WP125", 2, 8)]),
    "a list as a key": ("---\n? [a]\n: b\n---\nx", [("WP125", 2, 3)]),
    "a control character": ("---\ntitle: a\x07b\n---\nx", [("WP125", 2, 9)]),
    "an unknown alias": ("---\ntags: *a\n---\nx", [("WP121", 2, 7)]),
    "a ring of aliases": ("---\ntags: &a [*a]\n---\nx", [("WP124", 2, 7)]),
    # TOML and JSON as such
    "TOML without quotes": ("+++\ntitle = Foo\n+++\nx", [("WP121", 2, 9)]),
    "TOML with a colon": ("+++\nslug = 'x'\ntitle: Foo\n+++\nx", [("WP121", 3, 6)]),
    "TOML, a key twice": ('+++\ntitle = "a"\ntitle = "b"\n+++\nx', [("WP123", 3, 12)]),
    "TOML never closed": ('+++\ntitle = "a"\n', [("WP120", 1, 1)]),
    "TOML with a number": ('+++\nslug = "x"\ntitle = 7\n+++\nx', [("WP130", 3, 9)]),
    "TOML, an item": ('+++\ntags = [\n  "a", # "b",\n  """c""", 3\n]\n+++\nx', [("WP130", 4, 12)]),
    "JSON, a comma too many": ('{\n "title": "x",\n}\nx', [("WP121", 3, 1), ("WP121", 2, 14)]),
    "JSON, a comma missing": ('{\n "title": "x"\n "slug": "y"\n}\nx', [("WP121", 3, 2)]),
    "JSON never closed": ('{\n "title": "x",\n\ntext', [("WP120", 1, 1)]),
    "JSON, text behind it": ('{ "title": "x" } text', [("WP121", 1, 17)]),
    "JSON, a key twice": ('{\n"title": "a",\n"title": "b"\n}\nx', [("WP123", 3, 1)]),
    "JSON with a number": ('{\n"tags": ["a",\n 7]\n}\nx', [("WP130", 3, 2)]),
    "Hexo's JSON": (';;;\n"tags": ["a", 7]\n;;;\nx', [("WP130", 2, 15)]),
    "JSON, not a number": ('{\n"title": NaN\n}\nx', [("WP121", 1, 1)]),
    # Fields
    "a blank title": ("---\ntitle: ' '\n---\nx", [("WP131", 2, 8)]),
    "a title of two lines": ("---\ntitle: |\n  a\n  b\n---\nx", [("WP131", 2, 8)]),
    "a list as a title": ("---\ntitle: [a]\n---\nx", [("WP130", 2, 8)]),
    "a long excerpt": (f"---\nexcerpt: {'ä' * 32_768}\n---\nx", [("WP132", 2, 10)]),
    "capitals in a slug": ("---\nslug: My Post\n---\nx", [("WP133", 2, 7)]),
    "an umlaut in a slug": ("---\nslug: über-uns\n---\nx", [("WP133", 2, 7)]),
    "a percent-encoded slug": ("---\nslug: '%e6%97%a5'\n---\nx", [("WP133", 2, 7)]),
    "nothing in a slug": ("---\nslug: '!!!'\n---\nx", [("WP133", 2, 7)]),
    "a year as a slug": ("---\nslug: 2024\n---\nx", [("WP134", 2, 7)]),
    "a feed as a slug": ("---\nslug: feed\n---\nx", [("WP134", 2, 7)]),
    "a long slug": (f"---\nslug: {'日' * 23}\n---\nx", [("WP135", 2, 7)]),
    "a wrong status": ("---\nstatus: publsh\n---\nx", [("WP140", 2, 9)]),
    "maybe a draft": ("---\ndraft: maybe\n---\nx", [("WP141", 2, 8)]),
    "a published draft": ("---\ndraft: true\nstatus: publish\n---\nx", [("WP142", 3, 9)]),
    "a draft that is none": ("---\nstatus: draft\ndraft: false\n---\nx", [("WP142", 2, 9)]),
    "the future without a date": ("---\nstatus: future\n---\nx", [("WP143", 2, 9)]),
    "the future with a wrong date": ("---\nstatus: future\ndate: soon\n---\nx", [("WP150", 3, 7)]),
    "a date that may be two": ("---\ndate: 01/05/2024\n---\nx", [("WP150", 2, 7)]),
    "a date in words of no language": ("---\ndate: 1 Foo 2024\n---\nx", [("WP150", 2, 7)]),
    "an hour that is none": ("---\ndate: 2024-5-1 13:00 pm\n---\nx", [("WP151", 2, 7)]),
    "no such day": ("---\ntitle: x\ndate: 2024-02-30\n---\nx", [("WP151", 3, 7)]),
    "no such hour": ("---\ndate: 2024-02-03 24:00\n---\nx", [("WP151", 2, 7)]),
    "no such offset": ("---\ndate: 2024-02-03 10:00 +2500\n---\nx", [("WP151", 2, 7)]),
    "before the first year": ("---\ndate: 0001-01-01T00:00:00+02:00\n---\nx", [("WP151", 2, 7)]),
    "after the last year": ("---\ndate: 9999-12-31T23:00:00-02:00\n---\nx", [("WP151", 2, 7)]),
    "an empty tag": ("---\ntags: [a, '', b]\n---\nx", [("WP160", 2, 11)]),
    "an empty line of tags": ("---\ntags:\n  - a\n  -\n---\nx", [("WP160", 4, 4)]),
    "a comma too many": ("---\ntags: a,,b\n---\nx", [("WP160", 2, 7)]),
    "a long tag": (f"---\ntags:\n  - a\n  - {'b' * 201}\n---\nx", [("WP161", 4, 5)]),
    "a tag with markup": ("---\ntags: [a, <b>c</b>]\n---\nx", [("WP162", 2, 11)]),
    "half a path": ("---\ncategories:\n  - a\n  - b >\n---\nx", [("WP160", 4, 5)]),
    "half a path, nested": ("---\ncategories:\n  a:\n    - b\n    - '> c'\n---\nx", [("WP160", 5, 7)]),
    "a mapping of tags": ("---\ntags: {a: b}\n---\nx", [("WP130", 2, 7)]),
    "half a path as a key": ("---\ncategories:\n  - a >:\n      - b\n---\nx", [("WP160", 3, 5)]),
    "an escaped NUL": ('---\ntitle: "a\\0b"\ntags: ["\\0"]\n---\nx', [("WP125", 2, 8), ("WP162", 3, 8)]),
    "JSON, half a character": ('{\n"slug": "\\ud800",\n"tags": ["\\ud800"]\n}\nx', [("WP125", 2, 9), ("WP162", 3, 10)]),
    "an escape too large": ('---\nslug: "\\U00110000"\n---\nx', [("WP121", 2, 10)]),
    "a uid with blanks": ("---\nuid: a b\n---\nx", [("WP170", 2, 6)]),
    "several at once": (
        "---\ntitle: ''\nstatus: x\ndraft: true\ndate: x\ntags: ['', a, '']\nslug: A\n---\nx",
        [("WP131", 2, 8), ("WP140", 3, 9), ("WP150", 5, 7), ("WP160", 6, 8), ("WP160", 6, 15), ("WP133", 7, 7)],
    ),
    "two fields, and one of them": (
        "---\ndate: x\nstatus: draft\ndraft: false\n---\nx",
        [("WP150", 2, 7), ("WP142", 3, 9)],
    ),
}  # fmt: skip


def write(folder: Path, files: dict[str, str | bytes]) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


def read_all(folder: Path, files: dict[str, str | bytes]) -> list[Document]:
    return read(write(folder, files), content_root=folder, project_root=folder)


def faults(folder: Path, files: dict[str, str | bytes]) -> list[Diagnostic]:
    with pytest.raises(SourceError) as caught:
        read_all(folder, files)
    found = [fault for fault in caught.value.diagnostics if isinstance(fault, Diagnostic)]
    assert len(found) == len(caught.value.diagnostics)
    return found


def where(diagnostic: Diagnostic) -> tuple[str, int | None, int | None]:
    assert diagnostic.location is not None
    return (str(diagnostic.code), diagnostic.location.line, diagnostic.location.column)


@pytest.mark.parametrize(("content", "expected"), BAD.values(), ids=BAD)
def test_a_fault_is_reported_where_it_stands(
    tmp_path: Path, content: str, expected: list[tuple[str, int, int]]
) -> None:
    found = faults(tmp_path, {"post.md": content})
    if expected[0][0] == "WP121" and len(expected) == 2:  # Python 3.13 points at the comma, 3.11 behind it
        assert [where(fault) for fault in found] in ([expected[0]], [expected[1]])
    else:
        assert [where(fault) for fault in found] == expected
    assert all(fault.hint and fault.location and fault.location.path == "post.md" for fault in found)


@pytest.mark.parametrize(
    ("front_matter", "hint"),
    [
        ("title: Foo: bar", 'put the value in quotes: title: "Foo: bar"'),
        ('title: Foo: "bar"', "put the value in quotes: title: 'Foo: \"bar\"'"),
        ("title: 'it's'", 'put the value in quotes: title: "it\'s"'),
        ("title: *bold*", 'put the value in quotes: title: "*bold*"'),
        ("title: [Draft] My post", 'put the value in quotes: title: "[Draft] My post"'),
        ("tags:\n\t- a", "indent with blanks; YAML takes no tabs there"),
        ('title: "Foo', "close the quotes"),
        ("title:x\nslug: y", "put a blank after the colon: title: …"),
        ("slug: Über Uns", "write `slug: uber-uns`"),
        ("slug: it's", "write `slug: its`"),
        ("slug: 2024", "add a word to it, such as `slug: my-2024`"),
        ("status: publsh", 'did you mean "publish"?'),
        ("status: scheduled", 'did you mean "future"?'),
        ("date: 2024/5/1, morning", "write 2024-05-01, a blank and the time, such as 09:05"),
        ("date: 1/5/2024", "write the year first: 2024-01-05, or 2024-05-01"),
        ("date: 31.5.2024", "write the year first: 2024-05-31"),
    ],
)
def test_the_hint_says_what_to_type(tmp_path: Path, front_matter: str, hint: str) -> None:
    [found] = faults(tmp_path, {"post.md": f"---\n{front_matter}\n---\nx"})
    assert found.hint == hint


@pytest.mark.parametrize("content", [content for content, _ in BAD.values() if content.startswith("---")])
def test_without_libyaml_the_same_lines_are_reported(
    tmp_path: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_libyaml = faults(tmp_path, {"post.md": content})
    monkeypatch.setattr(yaml_format, "LOADER", yaml.SafeLoader)
    without = faults(tmp_path, {"post.md": content})
    assert [where(fault)[:2] for fault in without] == [where(fault)[:2] for fault in with_libyaml]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(("content", "expected"), list(BAD.values())[:6])
def test_line_ends_and_a_bom_change_no_place(
    tmp_path: Path, content: str, expected: list[tuple[str, int, int]], end: str
) -> None:
    raw = b"\xef\xbb\xbf" + content.replace("\n", end).encode()
    assert [where(fault) for fault in faults(tmp_path, {"post.md": raw})] == expected


@pytest.mark.parametrize(
    ("raw", "expected", "words"),
    [
        (b"---\ntitle: caf\xe9\n---\n", ("WP110", 2, 11), "0xE9"),
        (b"\xef\xbb\xbfa\r\nb\r\n\xc3\xa4\xff", ("WP110", 3, 2), "0xFF"),
        ("Hällo, wörld\n".encode("utf-16"), ("WP110", 1, 1), "UTF-16"),
        ("---\ntitle: x\n---\n".encode("utf-16-le"), ("WP110", 1, 1), "UTF-16"),
        (b"one\ntwo\r\nth\0ree", ("WP111", 3, 3), "NUL"),
    ],
)
def test_what_is_not_text_is_reported_where_it_begins(
    tmp_path: Path, raw: bytes, expected: tuple[str, int, int], words: str
) -> None:
    [found] = faults(tmp_path, {"post.md": raw})
    assert where(found) == expected
    assert words in found.message


ELSEWHERE = 'if it is for another tool: ignore_keys = ["{}"] in wppush.toml'
COMMA = "if several are meant, write categories: [News, Film]"


@pytest.mark.parametrize(
    ("content", "expected", "hint"),
    [
        ("", ("WP112", None, None), "write the post below the front matter"),
        ("---\ntitle: x\n---\n\n", ("WP112", None, None), "write the post below the front matter"),
        ("slug: x\n\ntext", ("WP113", 1, 1), "put a line --- above and below it"),
        ("---\ncategorie: x\n---\nx", ("WP126", 2, 1), 'did you mean "categories"?'),
        ("---\ntitle: x\nsumary: y\n---\nx", ("WP126", 3, 1), 'did you mean "summary"?'),
        ("---\nsubtitle: y\n---\nx", ("WP126", 2, 1), 'did you mean "excerpt"?'),
        ("---\nexcerpt: x\nsubtitle: y\n---\nx", ("WP126", 3, 1), ELSEWHERE.format("subtitle")),
        ("---\nrevision: y\n---\nx", ("WP126", 2, 1), ELSEWHERE.format("revision")),
        ('+++\n"my layout" = 3\n+++\nx', ("WP126", 2, 1), ELSEWHERE.format("my layout")),
        ("+++\nslug = 'x'\n[options]\na = 3\nb = 4\n+++\nx", ("WP126", 4, 1), ELSEWHERE.format("options")),
        ("---\ncategories: News, Film\n---\nx", ("WP163", 2, 13), COMMA),
    ],
)
def test_what_may_be_a_mistake_is_a_warning(
    tmp_path: Path, content: str, expected: tuple[str, int, int], hint: str | None
) -> None:
    [found] = read_all(tmp_path, {"post.md": content})
    [warning] = found.diagnostics
    assert (where(warning), warning.hint, warning.severity) == (expected, hint, Severity.WARNING)


def test_all_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "a.md": "---\ntitle: a: b\n---\n",
            "b.md": "---\nlayout: x\ndate: x\n---\nx",
            "c.md": b"\xff",
            "2024.md": "fine, but for its name",
        },
    )
    assert [(str(fault.location), str(fault.code)) for fault in found] == [
        ("a.md:2:9", "WP121"),
        ("b.md:3:7", "WP150"),
        ("c.md:1:1", "WP110"),
        ("2024.md", "WP136"),
    ]


def test_two_files_with_one_slug_are_both_named(tmp_path: Path) -> None:
    found = faults(tmp_path, {"a/x.md": "x", "b/x.md": "x", "c.md": "---\nslug: x\n---\nx"})
    assert [(str(fault.location), str(fault.code)) for fault in found] == [("b/x.md", "WP180"), ("c.md:2:7", "WP180")]
    assert all("a/x.md" in fault.message for fault in found)


def test_two_files_with_one_uid_are_both_named(tmp_path: Path) -> None:
    [found] = faults(tmp_path, {"a.md": "---\nuid: u\n---\nx", "b.md": "---\nuid: u\n---\nx"})
    assert where(found) == ("WP181", 2, 6)
    assert found.message == "b.md and a.md have the same uid: 'u'."


def test_a_file_that_is_gone_or_outside_is_a_fault(tmp_path: Path) -> None:
    outside = write(tmp_path, {"outside.md": "x"})
    root = tmp_path / "posts"
    root.mkdir()
    with pytest.raises(SourceError) as caught:
        read([*outside, root / "gone.md", root / "a\0b.md"], content_root=root, project_root=tmp_path)
    assert [fault.code for fault in caught.value.diagnostics] == ["WP103", "WP105", "WP105"]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        f"---\n{BOMB}tags: *i\n---\nx",
        f"---\ntags: {'[' * 100_000}\n---\nx",
        f"---\ntags: {'[' * 100_000}{']' * 100_000}\n---\nx",
        f"---\ntags: {'{a: ' * 50_000}\n---\nx",
        "---\n" + "".join(f"{' ' * n}a{n}:\n" for n in range(1_000)) + "---\nx",
        f"---\n{'- ' * 50_000}\n---\nx",
        f"---\n{'? ' * 50_000}\n---\nx",
        f"---\ntags: [{'a, ' * 50_000}]\n---\nx",
        f"+++\ntags = {'[' * 50_000}\n+++\nx",
        f"+++\ntags = {'[' * 50_000}{']' * 50_000}\n+++\nx",
        f"+++\ntitle = {'9' * 5_000}\n+++\nx",
        f"+++\ncategories = {'[' * 240}{']' * 240}\n+++\nx",
        f"+++\ncategories{'.a' * 2_000} = 3\n+++\nx",
        '{\n"tags": ' + "[" * 50_000 + "}\nx",
        '{\n"tags": ' + "[" * 50_000 + "]" * 50_000 + "\n}\nx",
        '{\n"title": ' + "9" * 5_000 + "\n}\nx",
        "{" * 100_000,
        "---\n" * 3 + "\n" * 500_000,
    ],
    ids=range(18),
)
def test_bombs_neither_hang_nor_crash(tmp_path: Path, content: str) -> None:
    # A reader that hangs on one of these hangs here, too: there is no need for a watch.
    faults: tuple[object, ...] = ()
    try:
        read_all(tmp_path, {"post.md": content})
    except SourceError as error:
        faults = error.diagnostics
    assert {getattr(fault, "severity", None) for fault in faults} <= {Severity.ERROR}


def test_a_name_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.md"
    try:
        path.write_text("x")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    with pytest.raises(SourceError) as caught:
        read([path], content_root=tmp_path, project_root=tmp_path)
    assert [(fault.code, str(fault.location)) for fault in caught.value.diagnostics] == [("WP106", "caf\\udce9.md")]


def test_keys_are_those_of_all_files_also_of_faulty_ones(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "---\nuid: u\n---\nx", "b/2024.md": "---\ndate: x\n---\nx", "c.md": ""})
    assert keys(content_root=tmp_path, project_root=tmp_path) == ["b/2024.md", "c.md", "uid:u"]


@pytest.mark.parametrize("content", ["---\nuid: u\ntitle: a: b\n---\nx", "---\nuid: a b\n---\nx", b"\xff"])
def test_keys_are_not_guessed_where_a_uid_may_be_hidden(tmp_path: Path, content: str | bytes) -> None:
    write(tmp_path, {"a.md": content})
    with pytest.raises(SourceError):
        keys(content_root=tmp_path, project_root=tmp_path)


def test_every_code_has_a_meaning_and_none_is_used_twice() -> None:
    assert all(code.meaning.endswith(".") and code.startswith("WP1") for code in Code)
    assert len(set(Code)) == len(Code.__members__)
