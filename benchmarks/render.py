"""How the time to render grows with the length of a text: twice as long should take about twice as long.

    PYTHONPATH=tests python benchmarks/render.py [--flavor gfm] [--size 2500] [--only WORD]

Each text is rendered at three sizes in one run, each twice the one before; the table gives seconds of processor time
for the largest one and how they grew from size to size: by 2 for a linear renderer and 4 for a quadratic one (nested
lists are four times as long each time).

Somewhat more than 2 is left where Python-Markdown's and `pymdownx.betterem`'s own ways ask for a copy of the text at
hand: of a block's rest for each construct taken off its beginning (a thousand lines with no blank one between them), of
indented code for each blank line in it, of a paragraph for each emphasis right beside another one, and for whatever an
extension's inline rule finds. To copy a megabyte takes a tenth of a millisecond, so it shows in long texts only.
"""

from __future__ import annotations

import argparse
import time
from typing import get_args

from hard_texts import hard_texts
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import render

LEAST = 0.001
"""Seconds below which a clock says nothing."""


def seconds(text: str, markdown: MarkdownConfig) -> float:
    """Render a text and give the processor time that it took."""
    start = time.process_time()
    render(text, markdown=markdown)
    return max(time.process_time() - start, LEAST)


def main() -> None:
    """Measure every hard text at three sizes and print a table, slowest first."""
    options = _options()
    markdown = MarkdownConfig(flavor=options.flavor)
    sizes = [hard_texts(options.size * factor) for factor in (1, 2, 4)]
    names = [name for name in sizes[0] if options.only in name]
    render("to have everything imported", markdown=markdown)
    rows = [([seconds(texts[name], markdown) for texts in sizes], name) for name in names]
    for (first, second, third), name in sorted(rows, key=lambda row: row[0][-1], reverse=True):
        length = len(sizes[-1][name])
        print(
            f"{name:32} {length:9,} characters {third:7.2f} s  growth {second / first:5.1f} {third / second:5.1f}",
            flush=True,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--flavor", choices=get_args(Flavor), default="python-markdown")
    parser.add_argument("--size", type=int, default=2500, help="the smallest of the three")
    parser.add_argument("--only", default="", help="a part of the names of the texts to render")
    return parser.parse_args()


if __name__ == "__main__":
    main()
