"""What a folder is: the first world that knows it, else a folder of Markdown; and what its own files ask for besides.

The files are read as a run would read them. So a setting is proposed because they need it: slugs by path where two of
them have one name, a key left out that means something else to their tool.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.errors import WppushError
from wppush.scaffold.layout import Layout
from wppush.scaffold.look import markdown_below, markdown_in, text_of
from wppush.scaffold.worlds import WORLDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.source.reader import Reading

_PLACES = ("posts", "_posts", "content", "blog", "articles", "writing", "notes", "docs")
_NO_POSTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "LICENSE.md", "SECURITY.md")
"""What stands in a folder for whoever works in it."""
_TYPE = re.compile(r"^\"?type\"?[ \t]*[:=][ \t]*[\"']?([\w-]+)", re.MULTILINE)
_TOML = "+++\ntitle = {title}\ndate = {now}\ndraft = true\n+++\n"


def recognise(folder: Path, *, content: str | None = None) -> Layout:
    """Give the settings that fit a folder; with `content`, a folder below it, those for the posts in that one."""
    layout = next((found for look in WORLDS if (found := look(folder)) is not None), None) or _plain(folder)
    if content is not None and content != layout.content:
        static = layout.static if layout.tool else ()
        layout = Layout(
            tool=layout.tool, content=content, static=static, links=layout.links, ignore_keys=layout.ignore_keys
        )
        layout = replace(layout, ignore=_no_posts(folder / content))
    return _fitted(layout, folder)


def has_posts(layout: Layout, folder: Path) -> bool:
    """Say whether there is something to publish already."""
    return bool(_files(layout, folder))


def _plain(folder: Path) -> Layout:
    """Give the settings for a folder that no tool has made: the first of the usual names that has Markdown."""
    for name in _PLACES:
        if next(markdown_below(folder / name), None) is not None:
            return Layout(content=name, ignore=_no_posts(folder / name))
    own = [path for path in markdown_in(folder) if path.name not in _NO_POSTS]
    return Layout(content=".", ignore=_no_posts(folder)) if own else Layout()


def _no_posts(folder: Path) -> tuple[str, ...]:
    return tuple(f"/{name}" for name in _NO_POSTS if (folder / name).is_file())


def _files(layout: Layout, folder: Path) -> Sequence[Path]:
    from wppush.source import find

    root = folder / layout.content
    if not root.is_dir():
        return ()
    try:
        return find([], content_root=root, include=layout.include, ignore=layout.ignore, project_root=folder)
    except WppushError:
        return ()


def _fitted(layout: Layout, folder: Path) -> Layout:
    from wppush.source import Code

    files = _files(layout, folder)
    if not files:
        return layout
    reading = _read(layout, folder, files)
    said = {found[1] for path in files if (found := _TYPE.search(text_of(path)))}
    ignored = list(layout.ignore_keys)
    remarks = list(layout.remarks)
    strange = sorted(said - {"post", "page"})
    if strange and "page" not in said:
        # Other tools choose a layout by it; WordPress has types of posts.
        ignored.append("type")
        remarks.append(f"`type: {strange[0]}` in the files is left out: here it would be a type of WordPress's posts")
    authors = sorted({str(name) for one in reading.documents if " " in str(name := one.front_matter.author or "")})
    if authors:
        ignored += ["author", "authors"]
        remarks.append(f"`author: {authors[0]}` in the files is left out: a site knows its users as jane-doe")
    layout = replace(layout, ignore_keys=tuple(dict.fromkeys(ignored)), remarks=tuple(remarks))
    if any(fault.code == Code.SAME_SLUG for fault in _read(layout, folder, files).faults):
        by_path = replace(layout, slugs="path")
        if not any(fault.code == Code.SAME_SLUG for fault in _read(by_path, folder, files).faults):
            layout = by_path
    in_toml = sum(text_of(path).startswith("+++") for path in files)
    if layout.new_front_matter is None and 2 * in_toml > len(files):
        layout = replace(layout, new_front_matter=_TOML)
    return layout


def _read(layout: Layout, folder: Path, files: Sequence[Path]) -> Reading:
    from wppush.config import Defaults, DefaultsTable
    from wppush.source import read_all

    tables = [
        DefaultsTable(folder=name, name=f'folders."{name}".defaults', values=dict(values))
        for name, values in layout.folders.items()
    ]
    return read_all(
        files,
        content_root=Path(os.path.normpath(folder / layout.content)),
        project_root=folder,
        defaults=Defaults(tables=tuple(tables)),
        slugs=layout.slugs,
        ignore_keys=layout.ignore_keys,
    )
