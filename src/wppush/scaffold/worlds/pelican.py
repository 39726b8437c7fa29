"""Pelican: `pelicanconf.py`, articles below `content/`, pages in `content/pages/`, pictures beside both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.layout import Layout
from wppush.scaffold.look import markdown_below, said_in, text_of

if TYPE_CHECKING:
    from pathlib import Path

_PATH = r"""^PATH\s*=\s*["']([^"'\n]+)["']"""
_BARE = "Title: {title}\nDate: {now}\nStatus: draft\nTags:\n"


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Pelican's."""
    settings = folder / "pelicanconf.py"
    if not settings.is_file():
        return None
    content = said_in(settings, _PATH) or "content"
    first = next((path for path in markdown_below(folder / content)), None)
    is_bare = first is not None and text_of(first)[:6].lower() == "title:"
    return Layout(
        tool="Pelican",
        content=content,
        # These name files and templates of Pelican's.
        ignore_keys=("save_as", "template", "translation", "lang"),
        static=(content,),
        folders={"pages": {"type": "page"}} if (folder / content / "pages").is_dir() else {},
        new_front_matter=_BARE if is_bare else None,
    )
