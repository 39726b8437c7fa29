"""Inline rules find in our walk over a tree what they find in Python-Markdown's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import treeprocessors

from any_markdown import markdown
from hard_texts import hard_texts
from wppush.config import MarkdownConfig
from wppush.rendering.markdown import beyond
from wppush.rendering.markdown.inline import InlineProcessor
from wppush.rendering.markdown.reader import Reader

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PIECES = (
    *("*a*", "_b_", "**c**", "~d~", "*", "**", "_", "~~", "a@b.c", "+d@e.f", "-", ".", "http://a.b", "www.c.d", "`x`"),
    *("\\*", "&amp;", "<b>", "</b>", "[l](u)", "![i](u)", "[r]", "^[a b]", "$a$", "$$", "==m==", "^s^", "x", " ", "\n"),
    *("  \n", "\n- ", "\n\n", "\n\n[r]: /u\n\n", "((k))", "[[w]]"),
)
beside_each_other = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
OTHERS = (
    ("pymdownx.caret", "pymdownx.tilde", "pymdownx.mark"),
    ("extra", "smarty", "wikilinks"),
    ("legacy_em", "nl2br"),
    ("pymdownx.magiclink", "pymdownx.arithmatex", "pymdownx.keys"),
)


def read(text: str, walk: type[treeprocessors.InlineProcessor], others: tuple[str, ...]) -> object:
    """Give a text's tree behind the inline rules, with what they put aside."""
    reader = Reader([*beyond.extensions(MarkdownConfig(), text), *others], {})
    inline: Any = walk(reader.md)
    reader.md.treeprocessors.register(inline, "inline", 20)
    root = reader.read(text)
    return described(root), [
        (key, node if isinstance(node, str) else node.tag) for key, node in inline.stashed_nodes.items()
    ]


def described(root: Element) -> list[object]:
    """Give all there is to a tree, also whether its texts may still be read."""
    return [
        (each.tag, each.attrib, len(each), each.text, type(each.text), each.tail, type(each.tail))
        for each in root.iter()
    ]


@pytest.mark.parametrize("others", [(), *OTHERS], ids=lambda others: "-".join(others) or "ours")
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=markdown | beside_each_other)
@example(text="*a*_b_*a**c*`*d*`_e_a@b.c+d@e.f")
@example(text="*a **b** c **d** e* *f*g*")
def test_rules_find_what_they_find_in_the_walk_of_python_markdown(text: str, others: tuple[str, ...]) -> None:
    assert read(text, InlineProcessor, others) == read(text, treeprocessors.InlineProcessor, others)


@pytest.mark.parametrize("name", ["mixed delimiters", "misnested tags", "bidi controls", "bare mail", "nested images"])
def test_so_they_do_in_hard_texts(name: str) -> None:
    text = hard_texts(30)[name]
    assert read(text, InlineProcessor, ()) == read(text, treeprocessors.InlineProcessor, ())
