"""Whether WordPress's own editor takes all blocks that we make for what it would have saved itself.

    PYTHONPATH=tests python benchmarks/validity.py [FOLDER] [--wordpress TREE …] [--random 2000] [--faults 10]

Renders the examples of the CommonMark specification, the fixtures of the tests, documents by chance (seeded: the same
in each run) and the Markdown files below FOLDER, in both flavours, and has each WordPress judge the markup with its own
JavaScript. Without --wordpress it is the one that the tests use. Prints for each: documents and blocks; how many blocks
are invalid, deprecated, Classic or unknown; how many documents lose words when they are saved again; and how many
change at all. What is wanted is 0 in all columns, and on versions before 7.0 `changed` only for what docs/ names.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from hypothesis import HealthCheck, Phase, given, seed, settings

import spec_examples
from any_markdown import markdown as any_markdown
from corpus import texts
from judging import Judge
from likeness import seen
from prose_fixtures import load
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import Target, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judging import Verdict

KINDS = ("invalid", "deprecated", "freeform", "missing", "ignored", "lossy", "changed")
SEED = 20_240
HERE = Path(__file__).parent.parent


def main() -> None:
    """Judge everything, and print a line for each WordPress, flavour and kind of text."""
    options = _options()
    sources = {
        "CommonMark": [(f"example {example.number}", example.markdown) for example in spec_examples.load()],
        "GFM": [(f"example {example.number}", example.markdown) for example in spec_examples.load_gfm()],
        "fixtures": [(fixture.name, fixture.markdown) for fixture in load()],
        "by chance": list(_by_chance(options.random)),
        "corpus": list(texts(options.folder)) if options.folder else [],
    }
    head = "".join(f"{kind:>11}" for kind in ("documents", "blocks", *KINDS))
    print(f"{'WordPress':10}{'flavour':17}{'texts':15}{head}")
    for tree in options.wordpress or [_tree_of_the_tests()]:
        judge = Judge(tree)
        version = ".".join(map(str, judge.version))
        for flavor in get_args(Flavor):
            for source, documents in sources.items():
                found, faults = _judged(judge, flavor, documents)
                print(f"{version:10}{flavor:17}{source:15}" + "".join(f"{found[kind]:11,}" for kind in _COLUMNS))
                for fault in faults[: options.faults]:
                    print(f"    {fault}")
        judge.close()


_COLUMNS = ("documents", "blocks", *KINDS)


def _judged(judge: Judge, flavor: Flavor, documents: Iterable[tuple[str, str]]) -> tuple[Counter[str], list[str]]:
    found: Counter[str] = Counter()
    faults: list[str] = []
    target = Target(math=judge.version >= (6, 9))  # as publishing does, which asks the site
    for name, text in documents:
        content = render(text, markdown=MarkdownConfig(flavor=flavor), target=target).content
        verdict = judge(content)
        found["documents"] += 1
        found["blocks"] += verdict.blocks
        said = [*verdict.faults, *_changes(content, verdict)]
        found.update(fault.partition(":")[0] for fault in said)
        faults += [f"{name}: {fault}" for fault in said]
    return found, faults


def _changes(content: str, verdict: Verdict) -> Iterator[str]:
    if verdict.exact or verdict.saved is None:
        return
    if seen(content).words != seen(verdict.saved).words:
        yield "lossy: words are lost or moved when the post is saved again"
    at = next((at for at, (a, b) in enumerate(zip(content, verdict.saved, strict=False)) if a != b), 0)
    before = max(at - 20, 0)
    yield f"changed: {content[before : at + 40]!r} would be saved as {verdict.saved[before : at + 40]!r}"


def _by_chance(many: int) -> Iterator[tuple[str, str]]:
    made: list[str] = []

    @seed(SEED)
    @settings(
        max_examples=many + many // 10,  # some come twice
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_markdown)
    def collect(text: str) -> None:
        made.append(text)

    if many:
        collect()
    for text in list(dict.fromkeys(made))[:many]:
        yield repr(text), text


def _tree_of_the_tests() -> Path:
    from wppush.preview import sources

    return sources.wordpress(None, print).path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--wordpress", type=Path, nargs="*", help="folders that have wp-includes")
    parser.add_argument("--random", type=int, default=2000, help="how many documents by chance")
    parser.add_argument("--faults", type=int, default=10, help="how many faults to print for each line")
    return parser.parse_args()


if __name__ == "__main__":
    main()
