"""Eleventy: `eleventy.config.js`, and posts in a folder that its makers choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.layout import Layout
from wppush.scaffold.look import first_there, said_in

if TYPE_CHECKING:
    from pathlib import Path

_FILES = (".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts", "mts")))
_INPUT = r"""(?:\binput\s*:|setInputDirectory\()\s*["']([^"'\n]+)["']"""
_POSTS = ("blog", "posts", "content/blog", "content/posts", "articles", "notes")


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Eleventy's."""
    file = first_there(folder, _FILES)
    if file is None:
        return None
    source = said_in(folder / file, _INPUT) or ""
    root = folder / source
    posts = first_there(root, _POSTS) or "posts"
    content = f"{source}/{posts}".strip("/")
    static = [name for name in ("public", f"{source}/static".strip("/"), source) if name and (folder / name).is_dir()]
    return Layout(
        tool="Eleventy",
        content=content,
        static=tuple(dict.fromkeys(static)) or (".",),
        remarks=("`tags: posts` makes a collection of Eleventy's, and a tag on the site",),
    )
