"""What the fixtures of containers, callouts and hand-written blocks don't reach: places, and posts without blocks."""

from __future__ import annotations

import pytest

from wppush.config import MarkdownConfig
from wppush.rendering import render
from wppush.rendering.markdown.info import Info, read_info
from wppush.rendering.target import Target

PLAIN = Target(format="html")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- [ ] a\n- [x] b", '<ul class="task-list"><li>☐ a</li><li>☑ b</li></ul>'),
        ("> a\n> — B", "<blockquote><p>a</p><p><cite>B</cite></p></blockquote>"),
        ("::: buttons\n[a](/b)\n:::", '<p><a href="/b" class="wp-element-button">a</a></p>'),
        ("[gallery ids='1']", "[gallery ids='1']"),
        (
            "```py title=x\na\n```",
            '<p class="code-title"><strong>x</strong></p><pre><code class="language-py">a</code></pre>',
        ),
        ("a|b\n-|-\n\n: c", "<table><caption>c</caption><thead><tr><th>a</th><th>b</th></tr></thead></table>"),
        ("<details>\n<summary>a</summary>\n\nb\n\n</details>", "<details><summary>a</summary><p>b</p></details>"),
        ("<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->", None),
    ],
)
def test_a_post_without_blocks_has_it_as_html(text: str, html: str | None) -> None:
    assert render(text, target=PLAIN).content == (text if html is None else html)


def test_a_callout_keeps_its_colours_without_blocks() -> None:
    html = render("> [!NOTE]\n> a", target=PLAIN).content
    assert html.startswith('<div class="callout callout-note" style="border-left:4px solid #')
    assert html.endswith("<p><strong>Note</strong></p><p>a</p></div>")
    assert render("> [!tip]+ *T*\n> a", target=PLAIN).content.endswith(
        " open><summary><strong><em>T</em></strong></summary><p>a</p></details>"
    )


def test_check_boxes_stand_in_a_post_without_blocks() -> None:
    markdown = MarkdownConfig(tasks="checkboxes")
    assert render("- [x] *a*", target=PLAIN, markdown=markdown).content == (
        '<ul class="task-list"><li><input type="checkbox" disabled="" checked=""> <em>a</em></li></ul>'
    )


def test_attributes_of_a_hand_written_block_that_are_no_json_are_reported() -> None:
    text = "text\n\n<!-- wp:spacer {'height':'40px'} -->\n<div></div>\n<!-- /wp:spacer -->"
    rendered = render(text)
    assert text.partition("\n\n")[2] in rendered.content
    assert [(str(item.location), item.code) for item in rendered.diagnostics] == [("<text>:3:1", "WP240")]


def test_places_below_what_was_taken_out_are_those_of_the_file() -> None:
    text = "::: note\na\n:::\nb <i>c\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\nd <b>e"
    for flavor in ("python-markdown", "gfm"):
        rendered = render(text, markdown=MarkdownConfig(flavor=flavor))
        assert [str(item.location) for item in rendered.diagnostics] == ["<text>:4:3", "<text>:9:3"]


@pytest.mark.parametrize(
    ("info", "said"),
    [
        ("", Info()),
        ("py", Info(language="py")),
        ("py title='a b'", Info(language="py", title="a b")),
        ("{ .py .x #y file=a }", Info(language="py", title="a", left_out=".x #y")),
        ("{r}", Info(language="r")),
        ("{code-block} c++", Info(language="c++")),
        ("c#:a.cs", Info(language="c#", title="a.cs")),
        ("sh:https://a", Info(language="sh", left_out=":https://a")),
        ("js [a.js] {1}", Info(language="js", title="a.js", left_out="{1}")),
        ("title=a", Info(title="a")),
        ("!x y", Info(odd="!x")),
    ],
)
def test_an_info_string_says_a_language_and_a_title(info: str, said: Info) -> None:
    assert read_info(info) == said
