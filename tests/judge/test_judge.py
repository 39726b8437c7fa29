"""The judge itself: it finds what WordPress's editor would find, and does not cry wolf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judging import judge

if TYPE_CHECKING:
    from judging import Judge

__all__ = ["judge"]

GOOD = "<!-- wp:paragraph -->\n<p>x</p>\n<!-- /wp:paragraph -->"


def test_what_the_editor_would_write_is_accepted(judge: Judge) -> None:
    verdict = judge(GOOD)
    assert (verdict.blocks, verdict.faults, verdict.exact) == (1, (), True)


@pytest.mark.parametrize(
    ("fault", "content"),
    [
        ("invalid: core/paragraph", "<!-- wp:paragraph -->\n<p>a < b</p>\n<!-- /wp:paragraph -->"),
        ("invalid: core/heading", '<!-- wp:heading -->\n<h3 class="wp-block-heading">x</h3>\n<!-- /wp:heading -->'),
        ("deprecated: core/paragraph", '<!-- wp:paragraph -->\n<p lang="en">x</p>\n<!-- /wp:paragraph -->'),
        ("freeform: core/freeform", f"{GOOD}\n\n<p>y</p>"),
        ("missing: core/missing", "<!-- wp:nobody/nothing -->\nx\n<!-- /wp:nobody/nothing -->"),
        ("ignored: core/paragraph", '<!-- wp:paragraph {"nothing":1} -->\n<p>x</p>\n<!-- /wp:paragraph -->'),
    ],
)
def test_a_fault_is_found(judge: Judge, fault: str, content: str) -> None:
    assert any(found.startswith(fault) for found in judge(content).faults)


def test_other_bytes_of_the_same_meaning_are_told(judge: Judge) -> None:
    verdict = judge(GOOD.replace("<p>x</p>", "<p>x &#8230;</p>"))
    assert not verdict.faults
    assert not verdict.exact


def test_a_class_that_no_attribute_mentions_is_told(judge: Judge) -> None:
    verdict = judge(GOOD.replace("<p>", '<p class="stray">'))
    assert not verdict.faults
    assert verdict.adopted
