"""The results for whoever reads them: a table on the terminal, and a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from publishing.figures import Figure, Target

_CAPTION = """\
Seconds: the median of the rounds. Requests: as the site has seen them. kB: through a relay, in a round of its own.
MB: of the command and its children at most. m2w finds by a list of its own that nothing has changed, and does not look
at the site; the floor and the eight threads are handed finished markup, and the threads find all terms made already."""


def table(found: Sequence[Figure]) -> Table:
    """Give what each contender took."""
    shown = Table(title="Publishing", title_justify="left", caption=_CAPTION, caption_justify="left")
    for name in ("engine", "posts", "scenario", "contender"):
        shown.add_column(name, overflow="fold")
    for name in ("seconds", "range", "× wppush", "requests", "kB up", "kB down", "MB", "MB shared once"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("right?", overflow="fold")
    before = None
    for each in found:
        if before is not None and (each.engine, each.posts) != (before.engine, before.posts):
            shown.add_section()
        before = each
        methods = " ".join(f"{count} {method}" for method, count in sorted(each.requests.items()))
        shown.add_row(
            each.engine,
            str(each.posts),
            each.scenario,
            each.contender,
            f"{each.seconds:.2f}",
            f"{each.fastest:.2f}–{each.slowest:.2f}",
            "" if each.ratio is None else f"{each.ratio:.2f}",
            methods or "0",
            _kilobytes(each.up),
            _kilobytes(each.down),
            f"{each.rss / 1e6:.0f}",
            "" if each.pss is None else f"{each.pss / 1e6:.0f}",
            f"WRONG: {'; '.join(each.faults[:2])}" if each.faults else "yes",
        )
    return shown


def target_table(targets: Sequence[Target]) -> Table:
    """Give what was to be reached beside what was."""
    shown = Table(title="Targets", title_justify="left")
    for name in ("target", "engine", "reached", "wanted", "", "note"):
        shown.add_column(name, overflow="fold")
    for each in targets:
        word = "≥" if each.at_least else "≤"
        note = "; ".join(part for part in (each.note, "what was published is wrong" if each.wrong else "") if part)
        shown.add_row(
            each.name,
            each.engine,
            f"{each.reached:.4g}{each.unit}",
            f"{word} {each.wanted:g}{each.unit}",
            "met" if each.met else "NOT MET",
            note,
        )
    return shown


def plot(found: Sequence[Figure], file: Path) -> None:
    """Draw the seconds of all: a row for each number of posts, a column for each engine."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    engines = list(dict.fromkeys(each.engine for each in found))
    sizes = sorted({each.posts for each in found})
    contenders = list(dict.fromkeys(each.contender for each in found))
    colours = dict(zip(contenders, pyplot.get_cmap("tab10").colors, strict=False))
    drawing, axes = pyplot.subplots(
        len(sizes), len(engines), figsize=(8 * len(engines), 4.2 * len(sizes)), squeeze=False, layout="constrained"
    )
    for row, posts in enumerate(sizes):
        for column, engine in enumerate(engines):
            bars = [each for each in found if (each.engine, each.posts) == (engine, posts)][::-1]
            axis = axes[row][column]
            axis.set_title(f"{posts} posts on {engine}: seconds")
            if not bars:
                axis.set_axis_off()
                continue
            names = [f"{each.scenario} · {each.contender}" for each in bars]
            drawn = axis.barh(names, [each.seconds for each in bars], color=[colours[each.contender] for each in bars])
            axis.bar_label(
                drawn,
                [f"{each.seconds:.2f}{' WRONG' if each.faults else ''}" for each in bars],
                padding=3,
                fontsize=8,
            )
            axis.set_xscale("log")
            axis.margins(x=0.15)
            axis.tick_params(labelsize=8)
    drawing.savefig(file, dpi=110)
    pyplot.close(drawing)


def _kilobytes(count: int | None) -> str:
    return "" if count is None else f"{count / 1000:.0f}"
