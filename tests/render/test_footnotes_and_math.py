"""Footnotes and formulas for sites that have no place for them, and beside other extensions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wppush.config import MarkdownConfig
from wppush.rendering import Target, render

if TYPE_CHECKING:
    from judging import Judge

NOTES = (
    "One[^a], two[^b], one again[^a].\n\n[^a]: The first[^c].\n\n    ```\n    code\n    ```\n[^b]: Two.\n[^c]: Three.\n"
)
LISTED = """\
<!-- wp:paragraph -->
<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup>.</p>
<!-- /wp:paragraph -->

<!-- wp:separator -->
<hr class="wp-block-separator has-alpha-channel-opacity"/>
<!-- /wp:separator -->

<!-- wp:list {"ordered":true} -->
<ol class="wp-block-list"><!-- wp:list-item -->
<li>A <em>note</em>. <a href="#fnref-1" id="fn-1">↩︎</a></li>
<!-- /wp:list-item --></ol>
<!-- /wp:list -->"""
FLAVORS = pytest.mark.parametrize("markdown", [MarkdownConfig(), MarkdownConfig(flavor="gfm")], ids=["default", "gfm"])


def test_without_a_field_for_them_notes_are_a_list(judge: Judge) -> None:
    rendered = render("One[^1].\n\n[^1]: A *note*.", target=Target(footnotes=False))
    assert (rendered.content, rendered.footnotes) == (LISTED, None)
    judge.accepts_exactly(rendered.content)


def test_listed_notes_keep_their_blocks_and_may_refer_to_each_other(judge: Judge) -> None:
    rendered = render(NOTES, target=Target(footnotes=False))
    assert "<pre" in rendered.content
    assert rendered.content.count('id="fn-') == 3
    assert rendered.diagnostics == ()
    judge.accepts_exactly(rendered.content)


def test_listed_notes_of_two_posts_have_ids_of_their_own() -> None:
    one, other = (render(NOTES, target=Target(format="html", seed=seed)).content for seed in ("one", "other"))
    assert one != other
    assert one.count("#fn-") == other.count("#fn-") == 4


@FLAVORS
@pytest.mark.parametrize(
    ("note", "stored"),
    [
        ("https://example.com/", '<a href="https://example.com/">https://example.com/</a>'),
        ("[words](https://example.com/)", '<a href="https://example.com/">words</a>'),
        ("*words*", "<em>words</em>"),
        ("`words`", "<code>words</code>"),
        ("words\n\n        code", "words<br><br><code>code</code>"),
        ("![](a.png)", '<img src="a.png" alt="">'),
        ("<div>words <b>b</b></div>", "<div>words <b>b</b></div>"),
        ("words\n\n    <div>more</div>", "words<br><br><div>more</div>"),
    ],
)
def test_a_note_of_one_element_keeps_its_words(markdown: MarkdownConfig, note: str, stored: str) -> None:
    [kept] = json.loads(render(f"a[^1]\n\n[^1]: {note}\n", markdown=markdown).footnotes or "")
    assert kept["content"] == stored


def test_the_id_of_a_note_hangs_on_its_post_and_its_label_alone() -> None:
    def ids(text: str, seed: str) -> list[str]:
        return [note["id"] for note in json.loads(render(text, target=Target(seed=seed)).footnotes or "")]

    assert ids("a[^1]\n\n[^1]: b", "x") == ids("other words[^1]\n\n[^1]: other words", "x")
    assert ids("a[^1]\n\n[^1]: b", "x") != ids("a[^1]\n\n[^1]: b", "y")


def test_notes_that_go_round_in_circles_come_to_an_end() -> None:
    rendered = render("a[^1]\n\n[^1]: b[^2]\n[^2]: c[^3]\n[^3]: d[^2] e[^1]\n")
    [note] = json.loads(rendered.footnotes or "")
    assert note["content"].startswith("b (c (d[^2] e<sup>")
    long = render("a[^0]\n\n" + "".join(f"[^{number}]: x[^{number + 1}]\n" for number in range(200)))
    assert "[^" in (long.footnotes or "")
    assert {item.code for item in long.diagnostics} == {"WP220", "WP222"}


def test_a_reference_in_the_title_does_not_come_into_it() -> None:
    rendered = render("# Title[^1] of $x^2$\n\nText.\n\n[^1]: A note.", take_title=True)
    assert rendered.title == "Title of x^2"
    assert rendered.footnotes is None
    assert [item.code for item in rendered.diagnostics] == ["WP220"]


@pytest.mark.parametrize("extension", ["footnotes", "extra", "pymdownx.arithmatex"])
def test_extensions_for_the_same_do_no_harm(extension: str) -> None:
    text = "a[^1] $x_1$\n\n[^1]: A note.\n\n$$\ny\n$$"
    rendered, ours = (render(text, markdown=MarkdownConfig(extensions=names)) for names in ((extension,), ()))
    assert (rendered.content, rendered.footnotes) == (ours.content, ours.footnotes)


@FLAVORS
@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and 6$.",
        "$5, he said, and 10$",
        "$5 or 6$",
        "$10, US$",
        "$20k or 30k$",
        "US$ and A$",
        "a$b$c",
        "$x",
        "$$",
        "$$$$",
        "$ $",
        "\\$x$",
        "$HOME and USER$",
        "$HOME is where 5$ are",
        "echo $$ and $$",
        "`$x$`",
        "x$`a`$y",
    ],
)
def test_ordinary_dollars_are_left_alone(text: str, markdown: MarkdownConfig) -> None:
    rendered = render(text, markdown=markdown)
    assert not rendered.uses_math
    assert "language-latex" not in rendered.content
    assert rendered.content.count("$") == text.count("$")


@FLAVORS
@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("$x$", "x"),
        ("($x$)", "x"),
        ("*$x*y$*", "x*y"),
        ("$x_1 + y_1$", "x_1 + y_1"),
        ("$\\{a\\}$", "\\{a\\}"),
        ("$a$-axis", "a"),
        ("$x\\$y$", "x\\$y"),
        ("$a\nb$", "a b"),
        ("$a % b\nc$", "a c"),
        ("$<a>$", "<a>"),
        ("$&amp;$", "&amp;"),
        ("$`x`$", "x"),
        ("**$x$**", "x"),
        ("$2 + 2$", "2 + 2"),
        ("$3 cm$", "3 cm"),
        ("$1, 2, n$", "1, 2, n"),
        ("$2, \\dots$", "2, \\dots"),
    ],
)
def test_latex_is_kept_as_it_was_written(text: str, latex: str, markdown: MarkdownConfig, judge: Judge) -> None:
    rendered = render(text, markdown=markdown, target=Target(math=False))
    words = latex.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<code>{words}</code>" in rendered.content
    judge.accepts_exactly(rendered.content)
    judge.accepts_exactly(render(text, markdown=markdown).content)


def test_formulas_for_a_site_without_the_block_are_code_and_it_is_said_once(judge: Judge) -> None:
    rendered = render("$a$ and $b$\n\n$$\nc\n$$\n\n```math\nd\n```", target=Target(math=False))
    assert rendered.content.count("<code>") == 4
    assert not rendered.uses_math
    assert [item.code for item in rendered.diagnostics] == ["WP224"]
    judge.accepts_exactly(rendered.content)


@pytest.mark.parametrize("latex", ["\\left(" * 500 + "\\right)" * 500, "a+" * 50_000 + "a"])
def test_formulas_without_measure_are_shown_as_code(latex: str) -> None:
    rendered = render(f"${latex}$")
    assert "<code>" in rendered.content
    assert [item.code for item in rendered.diagnostics] == ["WP223"]


@FLAVORS
def test_a_formula_in_an_address_or_a_title_stays_text(markdown: MarkdownConfig) -> None:
    rendered = render('[a](http://b/$c$ "a $d$ e") ![f $g$](h$i$.png)', markdown=markdown)
    for kept in ("http://b/$c$", "a $d$ e", "h$i$.png"):
        assert kept in rendered.content
