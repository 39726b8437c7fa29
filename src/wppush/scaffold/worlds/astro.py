"""Astro: `astro.config.mjs`, a collection of posts below `src/content/`, files with addresses in `public/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.layout import Layout
from wppush.scaffold.look import first_there

if TYPE_CHECKING:
    from pathlib import Path

_FILES = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))
_PLACES = tuple(
    f"{root}/{name}"
    for root in ("src/content", "src/data", "content", "src/pages")
    for name in ("blog", "posts", "post", "articles", "notes")
)


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Astro's."""
    if first_there(folder, _FILES) is None:
        return None
    content = first_there(folder, _PLACES) or "src/content/blog"
    has_mdx = next((folder / content).rglob("*.mdx"), None) is not None
    remarks: tuple[str, ...] = ()
    if has_mdx:
        remarks = ("files that end in .mdx are programs, and are not published: only .md and .markdown are",)
    return Layout(
        tool="Astro",
        content=content,
        static=("public",) if (folder / "public").is_dir() else (),
        remarks=remarks,
    )
