"""Blocks of other packages: handlers that stand before our own, found by their entry points.

A package names them in its `pyproject.toml`:

    [project.entry-points."wppush.blocks"]
    chart = "my_package.chart"

What it names, a module or an object, has `matches(element) -> bool` and `build(element, context) -> Iterable[Block]`,
like each file of `wppush.rendering.constructs`, and it may have `html(element, context) -> str` for posts without
blocks. docs/extending.md shows one.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from wppush.codes import SettingsCode
from wppush.errors import ConfigError
from wppush.rendering.handler import Handler
from wppush.rendering.table import ROWS, Row

GROUP = "wppush.blocks"


@cache
def rows() -> tuple[Row, ...]:
    """Give the rows of all installed handlers, by name, and ours behind them.

    Raises ConfigError for a handler that cannot be loaded.
    """
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    out: list[Row] = []
    for point in found:
        package = point.dist.name if point.dist else "a package"
        try:
            loaded = point.load()
            handler = Handler(name=point.name, package=package, handler=loaded)
            _ = loaded.matches, loaded.build
        except Exception as error:  # whatever somebody else's module does when it is imported
            raise ConfigError(
                f'the block handler "{point.name}" of {package} ({point.value}) can\'t be loaded: {error}',
                hint=f"update {package}, or take it away: pip uninstall {package}",
                ref=SettingsCode.PLUGIN,
            ) from error
        html = handler.html if hasattr(loaded, "html") else None
        out.append(Row(point.name, handler.matches, handler.build, html))
    return (*out, *ROWS)
