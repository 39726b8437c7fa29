"""Where the two flavours of Markdown read a text differently."""

from __future__ import annotations

import pytest

from wppush.rendering import compare_flavors

SUBITEM = "10.  a\n    - b"
"""For Python-Markdown `b` is an item in the first one, for GitHub it goes on with the words of that."""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (SUBITEM, 1, "python-markdown reads “a” in a paragraph here, gfm “a - b”"),
        (f"text\n\n{SUBITEM}\n\ntext", 3, "python-markdown reads “a” in a paragraph here, gfm “a - b”"),
        ("1. x\n\n2. y\n\n   10.  a\n       - b", 5, "python-markdown reads “a” in a paragraph here, gfm “a - b”"),
        ("> x\n>\n> 10.  a\n>     - b", 3, "python-markdown reads “a” in a paragraph here, gfm “a - b”"),
        ("10.  a\n\n    - b", 3, "python-markdown reads a list here, gfm code"),
        ("10.  a\n\n    b", 3, "python-markdown reads a paragraph here, gfm code"),
        ("::: box\n\n10.  a\n    - b\n\n:::", 3, "python-markdown reads “a” in a paragraph here, gfm “a - b”"),
        (
            "a[^1]\n\n[^1]: b\n\n    10.  c\n        - d",
            5,
            "python-markdown reads “c” in a paragraph here, gfm “c - d”",
        ),
    ],
)
def test_a_difference_is_named_with_the_line_of_the_innermost_block(text: str, line: int, message: str) -> None:
    found = compare_flavors(text, name="a.md", first_line=5)
    assert [(str(item.location), item.message) for item in found] == [
        (f"a.md:{line + 4}", f"the flavours differ: {message}")
    ]


@pytest.mark.parametrize(
    "text",
    ["", "```\na  \n```", "- a\n- b\n\n  c", "a **b** [c](d) <kbd>e</kbd> $f$ ==g== :::\n\n> [!note]\n> h", '"a" -- b'],
)
def test_what_both_read_alike_is_not_mentioned(text: str) -> None:
    assert compare_flavors(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We came. [The day before]({% post_url 2024-02-29-rain %}), and then.",
        '![The roof]({{ site.baseurl }}/assets/roof.jpg "At six")',
        '[Who we are]({{< ref "/about" >}}) and [more]({{% relref "more.md" %}}#end)',
    ],
)
def test_a_link_by_a_template_of_another_tool_is_a_link_to_both(text: str) -> None:
    assert compare_flavors(text) == ()
    assert compare_flavors(f"{text}\n\n{SUBITEM}") != ()


def test_blocks_behind_a_difference_are_compared_again() -> None:
    found = compare_flavors(f"{SUBITEM}\n\nsame\n\nsame too\n\n{SUBITEM}\n\nsame")
    assert [item.location and item.location.line for item in found] == [1, 8]
