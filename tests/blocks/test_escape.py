"""Any text can be written where an author's text goes, and WordPress reads back the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amount import examples
from wppush.blocks import Block, escape, serialize

if TYPE_CHECKING:
    from judging import Judge

judged = settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])

NASTY = (
    "&amp;", "&lt;", "&#39;", "&nope;", "&notit;", "&copy=",
    "--", "-->", "<!--", "\\", "\\u", '\\"', '"', "'", "<", ">",
    "&", "[x]", "</p>", "]]>", "https://e.com/", "://", "\u00a0", "é", "😀", " ", "a", "\t",
)  # fmt: skip
PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufffe\uffff")
words = st.lists(st.sampled_from(NASTY) | st.text(PRINTABLE, max_size=3), min_size=1, max_size=10).map(
    lambda parts: "a" + "".join(parts) + "z"
)
lines = st.lists(words | st.sampled_from(["", "https://e.com/", " http://f.org/x "]), max_size=5).map("\n".join)


def paragraph(html: str) -> str:
    return serialize([Block(name="paragraph", content=(f"<p>{html}</p>",))])


@judged
@given(value=words)
def test_text(judge: Judge, value: str) -> None:
    judge.accepts_exactly(paragraph(escape.text(value)))


@judged
@given(value=words)
def test_an_attribute_in_rich_text(judge: Judge, value: str) -> None:
    judge.accepts_exactly(paragraph(f'<a href="{escape.rich_attribute(value)}">x</a>'))


@judged
@given(value=words)
def test_attributes_that_a_block_prints(judge: Judge, value: str) -> None:
    source = escape.save_attribute(escape.settled_url(value))
    alt = escape.save_attribute(escape.settled(value))
    html = f'<figure class="wp-block-image"><img src="{source}" alt="{alt}"/></figure>'
    judge.accepts_exactly(serialize([Block(name="image", content=(html,))]))


@judged
@given(value=lines)
def test_code(judge: Judge, value: str) -> None:
    html = f'<pre class="wp-block-code"><code>{escape.code(value)}</code></pre>'
    judge.accepts_exactly(serialize([Block(name="code", content=(html,))]))


@given(value=words)
def test_a_text_without_entities_is_settled(value: str) -> None:
    assert escape.settled(escape.settled(value)) == escape.settled(value)
    assert escape.settled("R&amp;amp;D") == "R&D"
    assert escape.settled("a & b &nope; &copy=1") == "a & b &nope; &copy=1"
    assert escape.settled_url("/?a&copy;=1&b") == "/?a%26copy;=1&b"


def test_raw_html_holds_no_delimiter(judge: Judge) -> None:
    html = escape.raw_html("<div><!-- wp:paragraph --><!--\n/wp:html --><!-- note --></div>")
    assert html == "<div><!--wp:paragraph --><!--/wp:html --><!-- note --></div>"
    judge.accepts_exactly(serialize([Block(name="html", content=(html,))]))


def test_a_character_reference_of_thousands_of_digits_is_no_character_and_no_crash() -> None:
    assert escape.settled(f"&#{'9' * 5000};") == "\ufffd"
    assert escape.settled(f"&amp;#x{'f' * 5000};") == "\ufffd"
    assert escape.settled("&#128512;") == "😀"
