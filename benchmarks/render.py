"""How the time to render grows with the length of a text: twice as long should take about twice as long.

    PYTHONPATH=tests python benchmarks/render.py

Each text is rendered at two sizes in one run; the table gives seconds of processor time for the larger one and the
growth, which is 2 for a linear renderer and 4 for a quadratic one (nested lists double with the square of the size).
"""

from __future__ import annotations

import time

from hard_texts import hard_texts
from wppush.rendering import render

SIZE = 5_000


def seconds(text: str) -> float:
    """Render a text and give the processor time that it took."""
    start = time.process_time()
    render(text)
    return time.process_time() - start


def main() -> None:
    """Measure every hard text at two sizes and print a table, slowest first."""
    small, large = hard_texts(SIZE), hard_texts(2 * SIZE)
    rows = [(seconds(large[name]), seconds(small[name]), name) for name in large]
    for slow, fast, name in sorted(rows, reverse=True):
        print(f"{name:28} {len(large[name]):9,} characters {slow:7.2f} s  growth {slow / max(fast, 0.001):5.1f}")


if __name__ == "__main__":
    main()
