"""Zola: `config.toml` with a `base_url`, sections below `content/`, TOML above each text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.scaffold.layout import Defaults, Layout
from wppush.scaffold.look import first_there, folders_below, settings_of

if TYPE_CHECKING:
    from pathlib import Path


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Zola's."""
    file = first_there(folder, ["zola.toml", "config.toml"])
    if file is None or not (folder / "content").is_dir() or "base_url" not in settings_of(folder / file):
        return None
    sections = folders_below(folder / "content")
    pages: dict[str, Defaults] = {
        section.name: {"type": "page"} for section in sections if (section / "index.md").is_file()
    }
    posts = next((section.name for section in sections if section.name not in pages), None)
    return Layout(
        tool="Zola",
        content="content",
        ignore=("_index.md", "_index.*.md"),
        ignore_keys=("template",),
        static=("static",) if (folder / "static").is_dir() else (),
        folders=pages,
        new_path=f"{posts}/{{slug}}.md" if posts else "{slug}.md",
    )
