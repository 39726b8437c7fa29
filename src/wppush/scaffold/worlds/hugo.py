"""Hugo: `hugo.toml`, sections below `content/`, files with addresses of their own in `static/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.scaffold.layout import Defaults, Layout
from wppush.scaffold.look import first_there, folders_below, markdown_below, markdown_in, settings_of, text_of, word

if TYPE_CHECKING:
    from pathlib import Path

_FILES = tuple(
    f"{name}.{ending}"
    for name in ("hugo", "config/_default/hugo", "config", "config/_default/config")
    for ending in ("toml", "yaml", "yml", "json")
)
_POSTS = ("posts", "post", "blog", "articles", "news", "notes", "writing", "essays")


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Hugo's."""
    file = first_there(folder, _FILES)
    if file is None:
        return None
    is_hugos = "hugo." in file or (
        re.search(r"baseurl", text_of(folder / file), re.IGNORECASE) and not (folder / "_config.yml").exists()
    )
    settings = settings_of(folder / file)
    content = word(settings, "contentDir", "content")
    if not is_hugos or not (folder / content).is_dir():
        return None
    static = [word(settings, "staticDir", "static"), word(settings, "assetDir", "assets")]
    pages, posts = _sections(folder / content)
    remarks = []
    if lone := [path.name for path in markdown_in(folder / content) if path.stem.split(".")[0] != "_index"]:
        remarks.append(f"{content}/{lone[0]} becomes a post; write `type: page` into it where it should be a page")
    return Layout(
        tool="Hugo",
        content=content,
        ignore=("_index.md", "_index.*.md"),
        static=tuple(name for name in static if (folder / name).is_dir()),
        folders=pages,
        new_path=f"{posts}/{{slug}}.md" if posts else "{slug}.md",
        remarks=tuple(remarks),
    )


def _sections(content: Path) -> tuple[dict[str, Defaults], str | None]:
    """Give the sections that are one page each (`about/index.md`), and the one that posts lie in."""
    pages: dict[str, Defaults] = {}
    sections: dict[str, int] = {}
    for section in folders_below(content):
        if (section / "index.md").is_file():
            pages[section.name] = {"type": "page"}
        else:
            sections[section.name] = sum(1 for _ in markdown_below(section))
    named = next((name for name in _POSTS if name in sections), None)
    return pages, named or max(sections, key=lambda name: sections[name], default=None)
