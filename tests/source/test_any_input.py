"""Laws that hold for every file, whatever is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wppush.errors import SourceError
from wppush.source import read

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.source import Document

KEYS = ["title", "slug", "status", "draft", "date", "excerpt", "categories", "tags", "uid", "layout", "<<", ""]
KEYS += [
    "published",
    "author",
    "featured_image",
    "Cover",
    "taxonomies",
    "type",
    "parent",
    "menu_order",
    "weight",
    "format",
]
KEYS += ["sticky", "password", "comments", "meta", "id", "permalink", "created", "summary", "description", "featured"]
SCALARS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "yes",
            "null",
            "~",
            "2024-05-01",
            "2024-02-30 10:00 +0200",
            "draft",
            "publish",
            "007",
            "a > b",
            "a, b",
            "[]",
            "{}",
        ]
    ),
    st.text(alphabet="-?:,[]{}#&*!|>'\"%@`~ \t\nab0\\", max_size=16),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(SCALARS, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items)),
    st.tuples(SCALARS, SCALARS).map(lambda pair: f"\n  {pair[0]}: {pair[1]}"),
)
LINES = st.tuples(st.sampled_from(KEYS), st.sampled_from([": ", ":", " = ", '": "']), VALUES).map("".join)
FRONT_MATTER = st.one_of(st.text(max_size=60), st.lists(LINES, max_size=5).map("\n".join))
FENCES = st.sampled_from(
    [("---\n", "\n---\n"), ("+++\n", "\n+++\n"), (";;;\n", "\n;;;\n"), ('{"', '"}\n'), ("{\n", "\n}\n")]
)

# The folder is the same for all examples of a test, and each overwrites the file of the one before.
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def attempt(folder: Path, raw: bytes) -> Document | list[tuple[object, ...]]:
    (folder / "post.md").write_bytes(raw)
    try:
        [document] = read([folder / "post.md"], content_root=folder, project_root=folder)
    except SourceError as error:
        return [(fault.code, fault.message, fault.hint, fault.location) for fault in error.diagnostics]
    return document


@same_folder
@given(front_matter=FRONT_MATTER, fences=FENCES)
@example(front_matter="title: \ufeffx\u2028a: b", fences=("---\n", "\n---\n"))
@example(front_matter='a."b\\nc".d = [{x = 1}, "]"] # "', fences=("+++\n", "\n+++\n"))
def test_front_matter_is_read_or_refused_and_nothing_else(
    tmp_path: Path, front_matter: str, fences: tuple[str, str]
) -> None:
    content = f"{fences[0]}{front_matter}{fences[1]}\ntext\n"
    found = attempt(tmp_path, content.encode(errors="replace"))
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if isinstance(found, list):
        for _, _, _, location in found:
            line, column = getattr(location, "line", None), getattr(location, "column", None)
            assert line is not None
            assert column is not None
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
    else:
        assert found.body == "\n".join(lines[found.body_line - 1 :])


@same_folder
@given(raw=st.binary(max_size=80))
def test_bytes_are_read_or_refused_and_nothing_else(tmp_path: Path, raw: bytes) -> None:
    attempt(tmp_path, raw)
    attempt(tmp_path, b"---\n" + raw + b"\n---\n")


@same_folder
@given(front_matter=st.lists(LINES, max_size=4).map("\n".join), fences=FENCES, end=st.sampled_from(["\r\n", "\r"]))
def test_line_ends_and_a_bom_change_nothing(
    tmp_path: Path, front_matter: str, fences: tuple[str, str], end: str
) -> None:
    content = f"{fences[0]}{front_matter}{fences[1]}\ntext\n".replace("\r", "")
    plain = attempt(tmp_path, content.encode(errors="replace"))
    assert attempt(tmp_path, b"\xef\xbb\xbf" + content.replace("\n", end).encode(errors="replace")) == plain


@pytest.mark.parametrize("content", ["---\ntitle: x\n---\n\ntext\n", "text"])
def test_reading_twice_gives_the_same(tmp_path: Path, content: str) -> None:
    assert attempt(tmp_path, content.encode()) == attempt(tmp_path, content.encode())
