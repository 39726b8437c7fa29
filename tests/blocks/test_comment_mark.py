"""The mark of a post without blocks: a comment that the filter for authors keeps, behind the last words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.blocks import Mark, read_mark, strip_mark, with_mark

DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
FIELDS = st.dictionaries(st.sampled_from(["content", "title", "tags", "slug"]), DIGESTS)
MARKS = st.builds(Mark, source=st.text("0123456789abcdef", min_size=16, max_size=16), base=FIELDS, sent=FIELDS)
PIECES = st.sampled_from(
    [
        *("<p>words</p>", "<pre><code>a\n\n</code></pre>", "<hr>", "\n\n", "\n", "<!-- <p>old</p> -->", "<!--more-->"),
        *("<script>'</p>'</script>", "https://example.com/", "<p>", "</p>", "<!--", "-->", "<!-- wppush source="),
    ]
)
CLASSIC = st.lists(PIECES, max_size=8).map("".join)
MARK = Mark(source="0123456789abcdef", base={"content": "12345678", "title": "abcdef01"}, sent={"tags": "00000000"})
COMMENT = "<!-- wppush source=0123456789abcdef base=content:12345678,title:abcdef01 sent=tags:00000000 -->"


@given(content=CLASSIC, mark=MARKS)
def test_a_mark_comes_back_as_it_was_put_in_and_leaves_no_trace(content: str, mark: Mark) -> None:
    marked = with_mark(content, mark)
    assert read_mark(marked) == mark
    assert strip_mark(marked) == content


@given(content=CLASSIC, first=MARKS, second=MARKS)
def test_a_second_mark_takes_the_place_of_the_first(content: str, first: Mark, second: Mark) -> None:
    assert with_mark(with_mark(content, first), second) == with_mark(content, second)


@given(mark=MARKS)
def test_nothing_of_it_is_what_the_filter_for_authors_rewrites(mark: Mark) -> None:
    inside = with_mark("", mark).removeprefix("<!--").removesuffix("-->")
    assert not re.search("--|[<>&\"']", inside)


@pytest.mark.parametrize(
    "content",
    [
        "<p>one</p>\n\n<p>two|</p>\n\n<hr>",
        "<p>one <em>two|</em></p>",
        "<ul><li>a</li><li>b<ul><li>c|</li></ul></li></ul>",
        "<pre><code>a\n\n</code></pre>\n\n<pre><code>b|\n</code></pre>",
        '<figure><img src="a.png"><figcaption>b|</figcaption></figure>',
        '<figure><video src="a.mp4"></video>|</figure>',
        "<div>\n<p>a|</p>\n</div>",
        "<p>a|</p>\n\n<script></script>",
        "<p>a|</p>\n\n<p>https://example.com/</p>\n\n<blockquote><p>https://example.com/</p></blockquote>",
    ],
)
def test_it_stands_behind_the_last_words_and_in_their_element(content: str) -> None:
    assert with_mark(content.replace("|", ""), MARK) == content.replace("|", COMMENT)


@pytest.mark.parametrize(
    "content",
    [
        "<hr>",
        "[gallery]",
        "<p>a</p>\n\n<!-- <p>old</p> -->",
        "<script>'</p>'</script>",
        "<TEXTAREA><p>a</p></TEXTAREA>",
        "<xmp><p>a</p></xmp>",
        "</p",
        "</",
        "<p>https://a.b</p>",
    ],
)
def test_where_no_words_are_sure_to_be_some_it_stands_at_the_end(content: str) -> None:
    assert with_mark(content, MARK) == f"{content}\n\n{COMMENT}"


def test_a_post_without_a_word_has_room_for_it() -> None:
    assert with_mark("", MARK) == COMMENT
    assert strip_mark(COMMENT) == ""


def test_it_is_renewed_where_an_editor_moved_it_and_copies_of_it_go() -> None:
    content = f"<p>{COMMENT}one</p>\n\n<p>{COMMENT}two</p>"
    assert (
        with_mark(content, Mark(source="f" * 16)) == "<p><!-- wppush source=ffffffffffffffff -->one</p>\n\n<p>two</p>"
    )


def test_one_block_is_enough_to_carry_it_out_of_sight() -> None:
    content = "<p>a</p>\n\n<!-- wp:latest-posts /-->"
    assert COMMENT not in with_mark(content, MARK)
    assert read_mark(with_mark(content, MARK)) == MARK


def test_a_mark_in_a_block_counts_more_than_one_in_a_comment() -> None:
    block = with_mark("<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->", Mark(source="f" * 16))
    assert read_mark(f"{COMMENT}\n\n{block}") == Mark(source="f" * 16)
    assert with_mark(f"{COMMENT}\n\n{block}", MARK) == "\n\n" + with_mark(block, MARK)


def test_what_somebody_wrote_into_the_metadata_can_not_end_the_comment() -> None:
    hostile = Mark(source="0123456789abcdef", base={"--><script>": "12345678", "title": "--><script>", "slug": "01"})
    assert with_mark("", hostile) == "<!-- wppush source=0123456789abcdef base=slug:01 -->"


def test_a_megabyte_of_almost_marks_is_read_at_once() -> None:
    assert read_mark("<!-- wppush source=0 base=a:0" + ",a:0" * 300_000) is None
    assert read_mark("<!-- wppush source=" * 60_000) is None
    assert read_mark(with_mark("</p>" * 250_000, MARK)) == MARK
    assert read_mark(with_mark("<p>https://a.b</p>" * 50_000, MARK)) == MARK
