"""Obsidian: a vault, of which one folder is for everybody and the rest is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.layout import Layout
from wppush.scaffold.look import folders_below, settings_of, word

if TYPE_CHECKING:
    from pathlib import Path

_PUBLIC = ("blog", "posts", "publish", "published", "articles", "website", "essays", "writing")


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a vault of Obsidian's: one of its folders, never all of it."""
    if not (folder / ".obsidian").is_dir():
        return None
    names = {place.name.casefold(): place.name for place in folders_below(folder)}
    content = next((names[name] for name in _PUBLIC if name in names), "Blog")
    templates = word(settings_of(folder / ".obsidian" / "templates.json"), "folder", "")
    return Layout(
        tool="Obsidian",
        content=content,
        ignore=(f"/{templates.removeprefix(f'{content}/')}/",) if templates.startswith(f"{content}/") else (),
        # A link to a note that is not there yet is part of how one writes in a vault.
        links="warn",
        new_path="{title}.md",
        remarks=(f"only the notes below {content}/ are published: links to others become words",),
    )
