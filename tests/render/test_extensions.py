"""Python-Markdown's extensions have all the effect that they have in Python-Markdown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from wppush.blocks import serialize
from wppush.rendering.context import Context
from wppush.rendering.markdown.engine import parse

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from markdown import Markdown

    from judging import Judge


def blocks_of(text: str, *extensions: str | Extension, configs: Mapping[str, dict[str, Any]] | None = None) -> str:
    tree = parse(text, extensions, configs)
    return serialize(Context(tree.sources).blocks(list(tree.root)))


def tree_of(text: str, *extensions: str | Extension) -> str:
    return tostring(parse(text, extensions).root, encoding="unicode")


class Spoiler(InlineProcessor):
    """`||hidden||`."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: ARG002, N802 - Python-Markdown's name; the stubs take less than it does
        element = Element("span", {"class": "spoiler"})
        element.text = m[1]
        return element, m.start(), m.end()


class Aside(BlockProcessor):
    """`%% text` to the end of the block."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return block.startswith("%% ")

    def run(self, parent: Element, blocks: list[str]) -> None:
        self.parser.parseBlocks(SubElement(parent, "aside"), [blocks.pop(0).removeprefix("%% ")])


class ThirdParty(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.inlinePatterns.register(Spoiler(r"\|\|(.+?)\|\|", md), "spoiler", 65)
        md.parser.blockprocessors.register(Aside(md.parser), "aside", 77)


def test_an_inline_pattern_of_a_third_party_works_everywhere() -> None:
    assert tree_of("- a ||*b*||\n\n# ||c||", ThirdParty()) == (
        '<div><ul><li><p>a <span class="spoiler"><em>b</em></span></p></li></ul>'
        '<h1><span class="spoiler">c</span></h1></div>'
    )


def test_a_block_of_a_third_party_works_everywhere() -> None:
    assert tree_of("%% *a*\n\n- b\n\n  %% c\n\n> %% d", ThirdParty()) == (
        "<div><aside><p><em>a</em></p></aside><ul><li><p>b</p><aside><p>c</p></aside></li></ul>"
        "<blockquote><aside><p>d</p></aside></blockquote></div>"
    )


def test_our_rules_work_inside_the_blocks_of_an_extension() -> None:
    text = "!!! note\n    Some *text*:\n    - a\n      - b\n\n    ```py\n    x < 1\n\n    y\n    ```\n\nafter"
    assert tree_of(text, "admonition") == (
        '<div><div class="admonition note"><p class="admonition-title">Note</p><p>Some <em>text</em>:</p>'
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"
        '<pre><code class="language-py">x &lt; 1\n\ny</code></pre></div><p>after</p></div>'
    )


EXTENDED = {
    "abbr": ("The HTML.\n\n*[HTML]: A & B", '<p>The <abbr title="A &amp; B">HTML</abbr>.</p>'),
    "admonition": (
        "!!! note\n    a",
        '<div class="wp-block-group admonition note">',
    ),
    "def_list": ("Apple\n:   A *fruit*", "<p><strong>Apple</strong></p>"),
    "footnotes": ("a[^1]\n\n[^1]: b", 'b&nbsp;<a href="#fnref:1" class="footnote-backref"'),
    "md_in_html": ('<div markdown="1">\n\n*a*\n\n</div>', "<p><em>a</em></p>"),
    "toc": ("[TOC]\n\n# A b", '<li><a href="#a-b">A b</a></li>'),
    "smarty": ('"a" -- b', "<p>“a” – b</p>"),
    "extra": ("```py\na\n```\n\nb\n:   c", "<p><strong>b</strong></p>"),
    "fenced_code": ("```py\na\n```", '<pre class="wp-block-code language-py"><code>a</code></pre>'),
    "sane_lists": ("- a\n    1. b", '<ol class="wp-block-list">'),
    "nl2br": ("a\nb", "<p>a<br>b</p>"),
    "pymdownx.details": ('??? note "T"\n    *a*', "<summary>T</summary>"),
    "pymdownx.tilde": ("H~2~O", "<p>H<sub>2</sub>O</p>"),
    "pymdownx.critic": ("{++a++}", '<ins class="critic">a</ins>'),
    "pymdownx.superfences": ("```py\na\n```", "<code>"),
}


@pytest.mark.parametrize("name", EXTENDED)
def test_a_stock_extension_has_its_effect_in_valid_blocks(name: str, judge: Judge) -> None:
    text, markup = EXTENDED[name]
    found = blocks_of(text, name)
    assert markup in found
    judge.accepts_exactly(found)


def test_an_extension_takes_its_settings() -> None:
    assert 'href="/w/A"' in blocks_of("[[A]]", "wikilinks", configs={"wikilinks": {"base_url": "/w/", "end_url": ""}})


def test_what_no_construct_knows_is_reported_with_its_place() -> None:
    tree = parse('text\n\n<fieldset markdown="1">\n\nApple\n\n</fieldset>', ["md_in_html"])
    context = Context(tree.sources)
    context.blocks(list(tree.root))
    said = [(notice.code, notice.about, notice.within) for notice in context.notices.all]
    assert said == [("WP201", "<fieldset", "Apple")]


def test_blocks_that_nest_without_end_leave_the_text_as_it_is() -> None:
    text = "".join("    " * depth + "!!! note\n" for depth in range(600)) + "\nlast *words*"
    tree = parse(text, ["admonition"])
    assert [notice.code for notices in tree.notices for notice in notices] == ["WP202"]
    assert (tree.root[-1].text or "").endswith("last *words*")


def test_texts_are_parsed_alike_in_many_threads() -> None:
    texts = [f"- {number} *a*\n\n```\n{number}\n```\n\n[{number}]\n\n[{number}]: /x" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tree_of, texts)) == [tree_of(text) for text in texts]
