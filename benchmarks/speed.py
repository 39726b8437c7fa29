"""How long rendering takes, against Python-Markdown alone.

    python benchmarks/speed.py FOLDER [--flavor gfm] [--rounds 3] [--slowest 5]

Every Markdown file below FOLDER is rendered by wppush, and converted by Python-Markdown with the very same extensions
(ours for GitHub's rules among them) and by Python-Markdown with its own `extra`; in turns, so that whatever else the
machine does falls on all. Prints the processor time of the fastest of some rounds for each, and the ratios; the goal
is 1.25 times the same extensions at most. A text that one of them cannot convert is left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown

from corpus import texts
from wppush.config import MarkdownConfig
from wppush.rendering import render
from wppush.rendering.markdown import beyond
from wppush.rendering.markdown.gfm import GfmExtension
from wppush.rendering.markdown.notices import Notices

Convert = Callable[[str], object]


def main() -> None:
    """Measure all files and print a table."""
    options = _options()
    markdown = MarkdownConfig(flavor=options.flavor)
    ways: dict[str, Convert] = {
        "wppush": lambda text: render(text, markdown=markdown).content,
        "the same extensions": lambda text: _same(text, markdown),
        "extra": lambda text: Markdown(extensions=["extra"]).convert(text),
    }
    corpus = [(name, text) for name, text in texts(options.folder) if _works(text, ways)]
    best = {(way, name): float("inf") for way in ways for name, _ in corpus}
    for _ in range(options.rounds):
        for name, text in corpus:
            for way, convert in ways.items():
                best[way, name] = min(best[way, name], _seconds(convert, text))
    total = {way: sum(best[way, name] for name, _ in corpus) for way in ways}
    characters = sum(len(text) for _, text in corpus)
    print(f"{len(corpus)} texts, {characters:,} characters")
    for way, seconds in total.items():
        ratio = total["wppush"] / max(seconds, 1e-9)
        print(
            f"{way:20} {seconds:7.2f} s  {1e9 * seconds / max(characters, 1):6.0f} ns a character  ratio {ratio:5.2f}"
        )
    slowest = sorted(corpus, key=lambda each: best["wppush", each[0]] / best["the same extensions", each[0]])
    for name, text in reversed(slowest[-options.slowest :] if options.slowest else []):
        ratio = best["wppush", name] / best["the same extensions", name]
        print(f"    {ratio:5.2f}  {1000 * best['wppush', name]:6.1f} ms  {len(text):7,} characters  {name}")


def _same(text: str, markdown: MarkdownConfig) -> str:
    gfm = GfmExtension(Notices())
    converter = Markdown(extensions=[gfm, *beyond.extensions(markdown, text)])
    gfm.keep_fences(converter)
    return converter.convert(text)


def _seconds(convert: Convert, text: str) -> float:
    start = time.process_time()
    convert(text)
    return time.process_time() - start


def _works(text: str, ways: dict[str, Convert]) -> bool:
    """Say whether all ways can read a text; a first reading also fills the caches."""
    try:
        for convert in ways.values():
            convert(text)
    except Exception:  # what Python-Markdown or an extension does with a text is not measured here
        return False
    return True


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flavor", choices=("python-markdown", "gfm"), default="python-markdown")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slowest", type=int, default=5, help="how many texts to name, those of the worst ratio")
    return parser.parse_args()


if __name__ == "__main__":
    main()
