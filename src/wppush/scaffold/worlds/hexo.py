"""Hexo: `_config.yml` and `source/_posts`, drafts in `source/_drafts`, pages in folders of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.scaffold.layout import Defaults, Layout
from wppush.scaffold.look import folders_below, settings_of, text_of, word

if TYPE_CHECKING:
    from pathlib import Path


def recognise(folder: Path) -> Layout | None:
    """Give the settings that fit a folder of Hexo's."""
    settings = settings_of(folder / "_config.yml")
    source = word(settings, "source_dir", "source")
    has_package = re.search(r'"hexo"\s*:', text_of(folder / "package.json")) is not None
    if not settings or not (folder / source).is_dir() or not (has_package or (folder / source / "_posts").is_dir()):
        return None
    root = folder / source
    # Lists of tags and categories say so by their `type`; WordPress makes such pages itself.
    pages = [
        place.name
        for place in folders_below(root)
        if not place.name.startswith("_")
        and (place / "index.md").is_file()
        and not re.search(r"^type:", text_of(place / "index.md"), re.MULTILINE)
    ]
    drafts = ["_drafts"] if (root / "_drafts").is_dir() else []
    defaults: dict[str, Defaults] = {place: {"type": "page"} for place in pages}
    defaults |= {place: {"draft": True} for place in drafts}
    own_folders = settings.get("post_asset_folder") is True
    return Layout(
        tool="Hexo",
        content=source,
        include=tuple(f"/{place}/" for place in ["_posts", *drafts, *pages]),
        static=(source,),
        links="warn" if own_folders else "error",
        folders=defaults,
        new_path="_posts/{slug}.md",
        remarks=(
            ("pictures in a folder beside their post are found by its name: ![](first-light/roof.jpg)",)
            if own_folders
            else ()
        ),
    )
