"""What the front matter of one file says, in each notation, and that nothing of it is guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from wppush.source import Document, FrontMatter, FrontMatterSchema, Status, read

if TYPE_CHECKING:
    from pathlib import Path

EAST = timezone(timedelta(hours=2))


def document(folder: Path, content: str | bytes, name: str = "post.md") -> Document:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    [found] = read([path], content_root=folder, project_root=folder)
    return found


def fields(folder: Path, yaml: str) -> FrontMatter:
    return document(folder, f"---\n{yaml}\n---\ntext\n").front_matter


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: 007", FrontMatter(title="007")),
        ("title: Yes", FrontMatter(title="Yes")),
        ("title: 1_000", FrontMatter(title="1_000")),
        ("title: 2024-05-01", FrontMatter(title="2024-05-01")),
        ("title: '  two words '", FrontMatter(title="two words")),
        ("title: >-\n  a long\n  title", FrontMatter(title="a long title")),
        ("tags: [1984, on, 1.10, 0x1F]", FrontMatter(tags=("1984", "on", "1.10", "0x1F"))),
        ("tags: ['null', \"~\"]", FrontMatter(tags=("null", "~"))),
        ("tags: one, two words ,three", FrontMatter(tags=("one", "two words", "three"))),
        ("tags: [Python, python, ' PYTHON ', Pythön]", FrontMatter(tags=("Python", "Pythön"))),
        ("tags: [Q&A, Q&amp;A]", FrontMatter(tags=("Q&A",))),
        ("tags: []", FrontMatter(tags=())),
        ("tags:", FrontMatter()),
        ("date: ''\nupdated: ' '", FrontMatter()),
        ("title: ~\nexcerpt: null\ndate:\nuid: Null", FrontMatter()),
        ("excerpt: ''", FrontMatter(excerpt="")),
        ("excerpt: |\n  one\n  two", FrontMatter(excerpt="one\ntwo")),
        ("slug: 日本語", FrontMatter(slug="日本語")),
        ("slug: \u304b\u3099", FrontMatter(slug="が")),
        ("slug: a_b-2", FrontMatter(slug="a_b-2")),
        ("status: published", FrontMatter(status=Status.PUBLISH)),
        ("status: Draft", FrontMatter(status=Status.DRAFT)),
        ("draft: true", FrontMatter(status=Status.DRAFT)),
        ("draft: No", FrontMatter(status=Status.PUBLISH)),
        ("draft: false\nstatus: private", FrontMatter(status=Status.PRIVATE)),
        ("draft: yes\nstatus: draft", FrontMatter(status=Status.DRAFT)),
        ("uid: 0123", FrontMatter(uid="0123")),
        ("base: &b [x]\ntags: *b", FrontMatter(tags=("x",))),
        ("", FrontMatter()),
        ("# nothing but a comment", FrontMatter()),
    ],
)
def test_scalars_are_the_text_that_the_author_wrote(tmp_path: Path, yaml: str, expected: FrontMatter) -> None:
    assert fields(tmp_path, yaml) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01", datetime(2024, 5, 1)),  # noqa: DTZ001 - in the site's time zone
        ("2024-05-01 18:30", datetime(2024, 5, 1, 18, 30)),  # noqa: DTZ001 - the same
        ("2024-05-01T18:30:15", datetime(2024, 5, 1, 18, 30, 15)),  # noqa: DTZ001 - the same
        ("2024-05-01T18:30:15.987Z", datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)),
        ("2024-05-01 18:30:15 UTC", datetime(2024, 5, 1, 18, 30, 15, tzinfo=UTC)),
        ("2024-05-01T18:30+02:00", datetime(2024, 5, 1, 18, 30, tzinfo=EAST)),
        ("2024-05-01 18:30:00 +0200", datetime(2024, 5, 1, 18, 30, tzinfo=EAST)),
        ("2024-05-01 18:30:00+0200", datetime(2024, 5, 1, 18, 30, tzinfo=EAST)),
        ("'2024-02-29'", datetime(2024, 2, 29)),  # noqa: DTZ001 - the same
        ("2024-05-01 +0200", datetime(2024, 5, 1, tzinfo=EAST)),
        ("2024/05/01", datetime(2024, 5, 1)),  # noqa: DTZ001 - the same
        ("2024-5-1 9:05:07 +0200", datetime(2024, 5, 1, 9, 5, 7, tzinfo=EAST)),
        ("May 1, 2024", datetime(2024, 5, 1)),  # noqa: DTZ001 - the same
        ("1st May 2024", datetime(2024, 5, 1)),  # noqa: DTZ001 - the same
        ("Wed, 01 May 2024 18:30:00 +0200", datetime(2024, 5, 1, 18, 30, tzinfo=EAST)),
        ("Wednesday, Sept. 4, 2024 at 12:30 am", datetime(2024, 9, 4, 0, 30)),  # noqa: DTZ001 - the same
    ],
)
def test_dates_are_read_in_the_forms_that_people_write(tmp_path: Path, text: str, expected: datetime) -> None:
    found = fields(tmp_path, f"date: {text}").date
    assert found == expected
    assert found is not None
    assert found.tzinfo == expected.tzinfo


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("categories: News", (("News",),)),
        ("categories: [News, Reviews > K-Drama, 'A>B >  C']", (("News",), ("Reviews", "K-Drama"), ("A", "B", "C"))),
        ("categories:\n  - Reviews: [K-Drama, Film]", (("Reviews", "K-Drama"), ("Reviews", "Film"))),
        ("categories:\n  Reviews:\n    Film: New\n  News:", (("Reviews", "Film", "New"), ("News",))),
        ("categories: {Reviews: []}", (("Reviews",),)),
        ("categories: [a > b, A > B, b]", (("a", "b"), ("b",))),
        ("categories: []", ()),
    ],
)
def test_categories_are_paths(tmp_path: Path, yaml: str, expected: object) -> None:
    assert fields(tmp_path, yaml).categories == expected


SAME = {
    "yaml": """\
---
title: "A: b"
draft: true
tags: [x, y]
categories: [P > C]
date: 2024-05-01T10:00:00Z
---
""",
    "toml": """\
+++
title = "A: b"
draft = true
tags = ["x", "y"]
categories = ["P > C"]
date = 2024-05-01T10:00:00Z
+++
""",
    "json": """\
{
  "title": "A: b", "draft": true, "tags": ["x", "y"],
  "categories": [{"P": "C"}], "date": "2024-05-01T10:00:00Z"
}
""",
    "hexo": """\
;;;
"title": "A: b", "draft": true, "tags": "x, y",
"categories": "P > C", "date": "2024-05-01 10:00Z"
;;;
""",
    "fenced json": """\
;;;
{"title": "A: b", "draft": true, "tags": ["x", "y"],
 "categories": {"P": ["C"]}, "date": "2024-05-01 10:00Z"}
;;;
""",
}


@pytest.mark.parametrize("front_matter", SAME.values(), ids=SAME)
def test_every_notation_says_the_same(tmp_path: Path, front_matter: str) -> None:
    content = f"{front_matter}\nText\n"
    found = document(tmp_path, content)
    assert found.front_matter == FrontMatter(
        title="A: b",
        status=Status.DRAFT,
        tags=("x", "y"),
        categories=(("P", "C"),),
        date=datetime(2024, 5, 1, 10, tzinfo=UTC),
    )
    assert content.split("\n")[found.body_line - 1 :] == found.body.split("\n")
    assert found.body.strip() == "Text"
    assert found.diagnostics == ()


def test_native_dates_of_toml_are_taken(tmp_path: Path) -> None:
    found = document(tmp_path, "+++\ndate = 2024-05-01\n+++\nx")
    assert found.front_matter.date == datetime(2024, 5, 1)  # noqa: DTZ001 - in the site's time zone


@pytest.mark.parametrize(
    ("content", "line", "body"),
    [
        ("text\n", 1, "text\n"),
        ("\n\ntext", 1, "\n\ntext"),
        ("---\ntitle: x\n---\ntext\n", 4, "text\n"),
        ("---\ntitle: x\n---\n\n\ntext\n", 4, "\n\ntext\n"),
        ("\n---\ntitle: x\n--- \n\ntext", 5, "\ntext"),
        ("---\n---\ntext", 3, "text"),
        ("---\ntitle: x\n...\ntext\n\n---\n", 4, "text\n\n---\n"),
        ('{"title": "}"}\ntext', 2, "text"),
        ("{{< figure >}}\n", 1, "{{< figure >}}\n"),
        ("{: .lead}\ntext\n}\n", 1, "{: .lead}\ntext\n}\n"),
        ("  ---\ntext\n---\n", 1, "  ---\ntext\n---\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_the_body_begins_at_its_line_whatever_the_line_ends(
    tmp_path: Path, content: str, line: int, body: str, end: str, bom: bytes
) -> None:
    found = document(tmp_path, bom + content.replace("\n", end).encode())
    assert (found.body_line, found.body) == (line, body)


def test_a_file_without_title_or_front_matter_is_fine(tmp_path: Path) -> None:
    found = document(tmp_path, "# Hello\n", "notes/Hello World.md")
    assert found.front_matter == FrontMatter()
    assert (found.slug, found.key, found.name) == ("hello-world", "notes/Hello World.md", "notes/Hello World.md")
    assert found.diagnostics == ()


def test_the_key_is_the_uid_and_never_a_path(tmp_path: Path) -> None:
    with_uid = document(tmp_path, "---\nuid: x.md\n---\nx", "a.md")
    by_path = document(tmp_path, "x", "uid:x.md")
    assert with_uid.key == "uid:x.md"
    assert by_path.key == "./uid:x.md"


def test_the_key_is_composed_as_on_linux_where_macos_decomposes_names(tmp_path: Path) -> None:
    found = document(tmp_path, "x", "Cafe\u0301.md")
    assert (found.key, found.slug) == ("Caf\u00e9.md", "cafe")


def test_a_megabyte_is_read_in_no_time(tmp_path: Path) -> None:
    body = "Ein längerer Satz, wie er in Aufsätzen steht.\r\n" * 25_000
    found = document(tmp_path, f"---\r\ntitle: x\r\n---\r\n{body}")
    assert found.body == body.replace("\r\n", "\n")


def test_the_schema_and_the_value_have_the_same_fields() -> None:
    names = set(FrontMatterSchema.model_fields)
    assert names - {"draft", "published"} == set(FrontMatter.__dataclass_fields__)
    assert all(field.description for field in FrontMatterSchema.model_fields.values())
