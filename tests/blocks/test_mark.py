"""The mark: written, read, moved and taken away without touching a byte of anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.blocks import Block, Mark, digest, read_mark, same_project, serialize, source_of, strip_mark, with_mark

DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
FIELDS = st.dictionaries(st.sampled_from(["content", "title", "tags", "slug"]), DIGESTS)
MARKS = st.builds(Mark, source=st.text("0123456789abcdef", min_size=16, max_size=16), base=FIELDS, sent=FIELDS)
TEXT = st.text("ab \\\"'&<>-/{}é😀\n", max_size=12)
VALUES = st.recursive(
    TEXT | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXT, inner, min_size=1, max_size=3),
    max_leaves=5,
)
ATTRIBUTES = st.dictionaries(st.sampled_from(["level", "className", "url", "style"]), VALUES)
BLOCKS = st.builds(
    Block,
    name=st.sampled_from(["paragraph", "heading", "acme/box"]),
    attributes=ATTRIBUTES,
    content=st.tuples(st.just("<p>words</p>")),
)


@given(blocks=st.lists(BLOCKS, min_size=1, max_size=4), mark=MARKS)
def test_a_mark_comes_back_as_it_was_put_in_and_leaves_no_trace(blocks: list[Block], mark: Mark) -> None:
    content = serialize(blocks)
    marked = with_mark(content, mark)
    assert read_mark(marked) == mark
    assert strip_mark(marked) == content
    assert "-->" not in marked.replace(" -->", "")


@given(blocks=st.lists(BLOCKS, min_size=1, max_size=4), first=MARKS, second=MARKS)
def test_a_second_mark_takes_the_place_of_the_first(blocks: list[Block], first: Mark, second: Mark) -> None:
    content = serialize(blocks)
    assert with_mark(with_mark(content, first), second) == with_mark(content, second)


@given(st.text('<!-- wp:a{}/"wppush\n', max_size=80))
def test_any_text_can_be_read_and_stripped(text: str) -> None:
    assert read_mark(text) is None
    assert strip_mark(text) == text


MARK = Mark(source="0123456789abcdef", base={"content": "12345678"})
PARAGRAPH = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->"


def test_a_name_that_an_editor_gave_the_block_is_kept() -> None:
    named = '<!-- wp:paragraph {"metadata":{"name":"Lead"}} -->\n<p>a</p>\n<!-- /wp:paragraph -->'
    marked = with_mark(named, MARK)
    assert '"name":"Lead"' in marked
    assert strip_mark(marked) == named


def test_a_mark_is_found_in_whatever_block_it_was_moved_to_and_renewed_there() -> None:
    moved = f"{PARAGRAPH}\n\n{with_mark(PARAGRAPH, MARK)}"
    renewed = with_mark(moved, Mark(source="f" * 16))
    assert read_mark(moved) == MARK
    assert renewed.startswith(PARAGRAPH)
    assert read_mark(renewed) == Mark(source="f" * 16)


def test_only_one_of_two_copies_of_a_mark_is_kept() -> None:
    twice = f"{with_mark(PARAGRAPH, MARK)}\n\n{with_mark(PARAGRAPH, MARK)}"
    assert with_mark(twice, MARK) == f"{with_mark(PARAGRAPH, MARK)}\n\n{PARAGRAPH}"
    assert strip_mark(twice) == f"{PARAGRAPH}\n\n{PARAGRAPH}"


def test_the_form_that_php_gives_a_mark_is_read() -> None:
    php = (
        '<!-- wp:paragraph {"metadata":{"wppush":{"source":"0123456789abcdef","base":{"content":"12345678"}}}} -->\n'
        "<p>a</p>\n<!-- /wp:paragraph -->"
    )
    assert read_mark(php) == MARK
    assert with_mark(PARAGRAPH, MARK) == php


@pytest.mark.parametrize(
    "metadata",
    ['{"wppush":"text"}', '{"wppush":{}}', '{"wppush":{"source":5}}', '"wppush"', "[]", '{"wppush":{"source":"x"'],
)
def test_a_broken_mark_is_none(metadata: str) -> None:
    assert (
        read_mark(f'<!-- wp:paragraph {{"metadata":{metadata}}} -->\n<p>"wppush"</p>\n<!-- /wp:paragraph -->') is None
    )


def test_a_megabyte_of_almost_delimiters_is_read_at_once() -> None:
    assert read_mark('<!-- wp:a {"wppush"' * 50_000) is None
    assert read_mark("<!-- wp:a {" * 100_000 + '"wppush"') is None


def test_sources_tell_projects_and_files_apart_and_nothing_else() -> None:
    a, b, other = source_of("blog", "a.md"), source_of("blog", "b.md"), source_of("other", "a.md")
    assert len({a, b, other}) == 3
    assert same_project(a, b)
    assert not same_project(a, other)
    assert {len(a), len(digest("x"))} == {16, 8}
