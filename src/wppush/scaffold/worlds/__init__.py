"""The tools whose folders are recognised: the one table, read from the top.

Each module has `recognise(folder)`, which gives the settings that fit, or None where the folder is not of its tool.
Who shares a file's name with others (`config.toml`, `_config.yml`) looks into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.worlds import astro, eleventy, hexo, hugo, jekyll, obsidian, pelican, zola

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wppush.scaffold.layout import Layout

WORLDS: tuple[Callable[[Path], Layout | None], ...] = (
    zola.recognise,
    hugo.recognise,
    hexo.recognise,
    jekyll.recognise,
    pelican.recognise,
    astro.recognise,
    eleventy.recognise,
    # A vault may be kept in any of the others, whose files it then edits.
    obsidian.recognise,
)
