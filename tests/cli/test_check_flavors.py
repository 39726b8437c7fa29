"""`wppush check` says where the two flavours of Markdown read a post differently; nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from blog import Blog

LIST = "10.  ten\n    - inner"
"""Four blanks are enough for Python-Markdown, GitHub wants five here."""


def differences(blog: Blog) -> list[tuple[str, int | None, str]]:
    run = blog.run("check", "posts", "--json")
    assert run.status == 0
    return [
        (entry["code"], entry["line"], entry["message"])
        for file in run.report()["files"]
        for entry in file["diagnostics"]
        if entry["code"] in {"WP210", "WP211"}
    ]


def test_a_block_that_the_flavours_read_differently_is_named_with_its_line_and_a_hint(blog: Blog) -> None:
    blog.write(f"---\ntitle: A\n---\n\nsame\n\n- a\n- b\n\n{LIST}\n\nsame\n")
    run = blog.run("check", "posts")
    assert run.status == 0
    assert "posts/first-light.md:10: warning WP210: the flavours differ: python-markdown reads " in run.stderr
    assert "→ part blocks by blank lines" in run.stderr


@pytest.mark.parametrize("flavor", ["python-markdown", "gfm"])
def test_they_are_compared_whichever_is_chosen(blog: Blog, flavor: str) -> None:
    blog.configure(f'[markdown]\nflavor = "{flavor}"\n')
    blog.write(f"# A\n\n{LIST}\n")
    assert differences(blog) == [
        ("WP210", 3, "the flavours differ: python-markdown reads “ten” in a paragraph here, gfm “ten - inner”")
    ]


def test_a_text_that_both_read_alike_is_not_mentioned(blog: Blog) -> None:
    blog.write("# A\n\n1. one\n   - inner\n\n   more[^1]\n\n[^1]: *Note*\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert differences(blog) == []


def test_many_differences_end_in_one_that_says_so(blog: Blog) -> None:
    blog.write("# A\n\n" + f"{LIST}\n\nsame\n\n" * 30)
    found = differences(blog)
    assert [code for code, _, _ in found] == ["WP210"] * 10 + ["WP211"]
    assert [line for _, line, _ in found] == [3 + 5 * number for number in range(11)]


def test_what_only_an_extension_reads_is_no_difference(blog: Blog) -> None:
    """Nobody who asks for an extension wants to hear at every post that the other flavour does not have it."""
    blog.configure('[markdown]\nextensions = ["toc", "smarty"]\nsmart = true\n')
    blog.write('# A\n\n[TOC]\n\n## "B" -- c...\n')
    assert differences(blog) == []


def test_only_check_compares(blog: Blog) -> None:
    blog.write(f"# A\n\n{LIST}\n")
    run = blog.run("render", "posts/first-light.md")
    assert run.status == 0
    assert "WP210" not in run.stderr
