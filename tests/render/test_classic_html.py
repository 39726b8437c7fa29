"""Every construct as plain HTML, for posts of sites without the block editor."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from prose_fixtures import Fixture, load
from wppush.rendering import Target, render

CLASSIC = Target(format="html")
FIXTURES = load()
AS_WRITTEN = ("html:", "wp_block:", "fallback:", "shortcode:", "footnotes: HTML")
"""What these files have is the author's own HTML, or none."""
HTML = frozenset(
    [
        *(
            "a",
            "abbr",
            "audio",
            "b",
            "bdo",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "del",
            "details",
            "div",
        ),
        *(
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "input",
            "ins",
        ),
        *(
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "section",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
        ),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "video"),
        # MathML
        *("annotation", "math", "mfrac", "mi", "mn", "mo", "mover", "mrow", "mspace", "msqrt", "mstyle", "msub"),
        *("msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics", "mroot", "mpadded"),
    ]
)
ATTRIBUTES = frozenset(
    [
        *("align", "alt", "checked", "cite", "class", "controls", "data-x", "data-y", "dir", "disabled", "display"),
        *(
            "download",
            "encoding",
            "height",
            "href",
            "id",
            "lang",
            "open",
            "poster",
            "preload",
            "rel",
            "reversed",
            "role",
        ),
        *("src", "start", "style", "target", "title", "type", "width", "loop", "autoplay", "muted", "xmlns"),
        *("data-latex", "displaystyle", "lspace", "rspace", "scriptlevel", "stretchy"),
    ]
)


def classic(text: str) -> str:
    return render(text, target=CLASSIC).content


class Tags(HTMLParser):
    """The tags and attributes of a text, and whether they are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {key for key, _ in attrs}
        if tag not in {"br", "hr", "img", "input", "wbr", "mspace"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {key for key, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open[-1:]:
            self.open.pop()
        else:
            self.open.append(f"/{tag}")


PLAIN = [fixture for fixture in FIXTURES if not fixture.name.startswith(AS_WRITTEN)]


@pytest.mark.parametrize("fixture", PLAIN, ids=[fixture.name for fixture in PLAIN])
def test_a_construct_becomes_html_that_has_no_trace_of_blocks(fixture: Fixture) -> None:
    content = render(fixture.markdown, markdown=fixture.settings, target=CLASSIC).content
    if "wp:html" in fixture.markup:
        return  # what is raw HTML in it is the author's own
    reader = Tags()
    reader.feed(content)
    reader.close()
    assert reader.open == []
    assert reader.tags <= HTML, content
    assert reader.attributes <= ATTRIBUTES, content
    assert "wp-block" not in content
    assert "<!-- wp:" not in content


@pytest.mark.parametrize("fixture", PLAIN, ids=[fixture.name for fixture in PLAIN])
def test_nothing_that_was_written_is_lost(fixture: Fixture) -> None:
    blocks = render(fixture.markdown, markdown=fixture.settings)
    plain = render(fixture.markdown, markdown=fixture.settings, target=CLASSIC)
    assert bool(plain.content) == bool(blocks.content)
    assert plain.blocks == ()


def test_the_parts_of_a_post_stand_on_lines_of_their_own() -> None:
    assert classic("a\nb\n\n- c\n- d\n\n> e\n\n---") == (
        "<p>a b</p>\n\n<ul><li>c</li><li>d</li></ul>\n\n<blockquote><p>e</p></blockquote>\n\n<hr>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A {#b}", '<h1 id="b">A</h1>'),
        ("- a\n\n  b\n- c\n  1. d", "<ul><li><p>a</p><p>b</p></li><li>c<ol><li>d</li></ol></li></ul>"),
        ("2. a\n3. b", '<ol start="2"><li>a</li><li>b</li></ol>'),
        ("- ```py\n  a\n\n  b\n  ```", '<ul><li><pre><code class="language-py">a\n\nb</code></pre></li></ul>'),
        ("`[gallery]`", "<p><code>&#91;gallery]</code></p>"),
        ("```\nhttps://a.b\nhttps://c.d\n```", "<pre><code>https:&#47;&#47;a.b\nhttps:&#47;&#47;c.d</code></pre>"),
        ("a | b\n--|-:\n1 | 2", '<td>1</td><td style="text-align:right">2</td>'),
        ('![a](b.png "c")', '<figure><img src="b.png" alt="a"><figcaption>c</figcaption></figure>'),
        ("![a](b.png)", '<p><img src="b.png" alt="a"></p>'),
        ("a\n\n<!--more-->\n\nb", "<p>a</p>\n\n<!--more-->\n\n<p>b</p>"),
        ("<div>\n<b>a</b>\n</div>", "<div>\n<b>a</b>\n</div>"),
        ("<script>\na\n\nb\n</script>", "<script>\na\nb\n</script>"),
        ("<div>\n<!-- wp:html -->\n</div>", "<div>\n<!--wp:html -->\n</div>"),
        ("<!-- a note -->", ""),
        ("> a\n>\n> — B", "<blockquote><p>a</p><p><cite>B</cite></p></blockquote>"),
        ("<center>\n\na\n\n</center>", '<div style="text-align:center"><p>a</p></div>'),
        ("- ![](a.mp3)", '<ul><li><p><audio controls src="a.mp3"></audio></p></li></ul>'),
        ('![](a.mp4 "b")', '<figure><video controls src="a.mp4"></video><figcaption>b</figcaption></figure>'),
        (
            '![a|30](b.png "c"){.align-right}',
            '<figure class="alignright"><img src="b.png" alt="a" width="30"><figcaption>c',
        ),
        ("https://youtu.be/dQw4w9WgXcQ", "<p>https://youtu.be/dQw4w9WgXcQ</p>"),
        ("", ""),
    ],
)
def test_a_construct_becomes_the_plainest_html(text: str, html: str) -> None:
    assert html in classic(text)


def test_what_no_block_can_hold_needs_no_word_about_it() -> None:
    rendered = render("Some <video src='a.mp4'></video> words.", target=CLASSIC)
    assert rendered.content == '<p>Some <video src="a.mp4"></video> words.</p>'
    assert rendered.diagnostics == ()
