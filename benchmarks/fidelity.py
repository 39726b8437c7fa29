"""How like GitHub's own rendering ours is: the words that a reader sees, and the skeleton of blocks around them.

    PYTHONPATH=tests python benchmarks/fidelity.py FOLDER [--flavor gfm] [--differences 20]

Every Markdown file below FOLDER is rendered by wppush and by cmark-gfm. Prints how many are the same in both, and
each difference: its file, what GitHub shows there, and what we show. Files that differ are told apart: those in which
we made a block that GitHub has not (a callout, a player, a definition list), those of which a diagnostic speaks, and
those that differ in silence.
"""

from __future__ import annotations

import argparse
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import texts
from likeness import github, seen
from wppush.config import MarkdownConfig
from wppush.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_GITHUB = "paragraph|heading|list|list-item|quote|code|table|separator|image|html|more|nextpage"
_BEYOND = re.compile(rf"<!-- wp:(?!(?:{_OF_GITHUB}) |group -->)|class=\"fn\"")
"""Blocks that stand for what GitHub shows in another way, and the group around blocks of an item is none of them."""
_SHOWN = 12
"""Words of a difference."""


def main() -> None:
    """Compare all files and print figures and differences."""
    options = _options()
    markdown = MarkdownConfig(flavor=options.flavor)
    posts = words = skeletons = both = beyond = explained = 0
    differences: list[str] = []
    for name, text in texts(options.folder):
        posts += 1
        rendered = render(text, name=name, markdown=markdown)
        wanted, found = seen(github(text)), seen(rendered.content)
        words += wanted.words == found.words
        skeletons += wanted.skeleton == found.skeleton
        if wanted.tokens == found.tokens:
            both += 1
            continue
        said = sorted({diagnostic.code for diagnostic in rendered.diagnostics})
        if _BEYOND.search(rendered.content):
            beyond += 1
            said.append("beyond GitHub")
        elif said:
            explained += 1
        differences.append(f"{name}  {' '.join(said)}\n{_first_difference(wanted.tokens, found.tokens)}")
    for difference in differences[: options.differences]:
        print(difference)
    for what, count in (
        ("the same words", words),
        ("the same skeleton", skeletons),
        ("both", both),
        ("differ, with other blocks", beyond),
        ("differ, with a diagnostic", explained),
        ("differ in silence", posts - both - beyond - explained),
    ):
        print(f"{what:28} {count:6} of {posts} posts  {100 * count / max(posts, 1):6.2f} %")


def _first_difference(wanted: Sequence[str], found: Sequence[str]) -> str:
    start = next((at for at, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), None)
    if start is None:
        start = min(len(wanted), len(found))
    one, other = wanted[start : start + 400], found[start : start + 400]
    changes = [code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal"]
    _, a, b, c, d = changes[0] if changes else ("", 0, 0, 0, 0)
    before = " ".join(wanted[max(start + a - 6, 0) : start + a])
    return (
        f"    after   {before}\n"
        f"    GitHub  {' '.join(one[a : max(b, a + 1)][:_SHOWN])}\n"
        f"    wppush  {' '.join(other[c : max(d, c + 1)][:_SHOWN])}"
    ).replace("\0", "")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flavor", choices=("python-markdown", "gfm"), default="python-markdown")
    parser.add_argument("--differences", type=int, default=20, help="how many differences to print")
    return parser.parse_args()


if __name__ == "__main__":
    main()
