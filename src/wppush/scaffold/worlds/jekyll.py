"""Jekyll: `_config.yml`, dated files in `_posts`, drafts in `_drafts`, pages anywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.scaffold.layout import Defaults, Layout
from wppush.scaffold.look import folders_below, has_front_matter, is_page, markdown_in, settings_of, text_of, word

if TYPE_CHECKING:
    from pathlib import Path

_NO_PAGES = frozenset(["index", "readme", "404", "changelog", "contributing", "license", "code_of_conduct", "security"])


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Jekyll's."""
    settings = settings_of(folder / "_config.yml") or settings_of(folder / "_config.yaml")
    has_gem = re.search(r"jekyll|github-pages", text_of(folder / "Gemfile")) is not None
    if not settings and not has_gem:
        return None
    source = word(settings, "source", "")
    root = folder / source
    below = word(settings, "collections_dir", "")
    found = [place for place in _places(root, below) if (root / place).is_dir()]
    if not found and not has_gem:
        return None
    drafts = [place for place in found if place.endswith("_drafts")]
    posts = [place for place in found if place not in drafts]
    others = [path for path in markdown_in(root) if path.stem.lower() not in _NO_PAGES and has_front_matter(path)]
    pages = [path for path in others if is_page(path)]
    remarks = [
        f'{path.name} is left out: write `type: page` into it and add "/{path.name}" to `include` to publish it'
        for path in others
        if path not in pages
    ]
    defaults: dict[str, Defaults] = {place: {"draft": True} for place in drafts}
    first = posts[0] if posts else f"{below}/_posts".strip("/")
    return Layout(
        tool="Jekyll",
        content=source or ".",
        include=tuple(f"/{place}/" for place in found or [first]) + tuple(f"/{path.name}" for path in pages),
        # An address that begins with a slash is one below the source folder.
        static=(source or ".",),
        folders=defaults,
        new_path=f"{first}/{{date}}-{{slug}}.md",
        remarks=tuple(remarks),
    )


def _places(root: Path, below: str) -> list[str]:
    """Give the folders that posts and drafts may lie in: those of the whole site, and of its sections."""
    prefix = f"{below}/" if below else ""
    places = [f"{prefix}_posts", f"{prefix}_drafts"]
    for section in folders_below(root):
        if not section.name.startswith("_"):
            places += [f"{section.name}/_posts", f"{section.name}/_drafts"]
    return places
