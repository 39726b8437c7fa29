"""A wppush.toml as text, in which every line says what it is for: settings that matter, and a few more as comments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wppush.scaffold.layout import Layout

_BARE = re.compile(r"[A-Za-z0-9_-]+")
SITE = "blog"
"""What the site is called in the file; it takes another name as well."""


def settings(layout: Layout, *, project: str, url: str | None) -> str:
    """Give the text of a wppush.toml."""
    lines = [
        "# wppush reads this file from its folder, and from all folders below it. `wppush schema --config` has every",
        "# setting. Passwords never stand here: `wppush login` keeps them.",
        "",
        "# Part of the mark by which each post is found again: keep it, also when the folder moves or is renamed.",
        f"project = {_value(project)}",
        "",
        "# Markdown files live below this folder.",
        f"content = {_value(layout.content)}",
        *_of_files(layout),
        "",
        "# The site. A user name may stand here, too; `wppush login` knows it.",
        *_commented([f"[sites.{SITE}]", f"url = {_value(url or 'https://blog.example')}"], unless=url is not None),
        "",
        "# Where `wppush new` puts a post, and what stands above its text.",
        "[new]",
        f"path = {_value(layout.new_path)}",
        *_front_matter(layout),
        "",
        "# Front matter for every file that does not say it itself.",
        "# [defaults]",
        '# categories = ["News"]',
        *_folders(layout),
    ]
    return "\n".join(lines) + "\n"


def _of_files(layout: Layout) -> Iterator[str]:
    if layout.include:
        yield from ("", "# Only these are posts. Patterns as in .gitignore, seen from the content folder.")
        yield f"include = {_value(layout.include)}"
    yield from ("", "# These are no posts. Patterns as in .gitignore, seen from the content folder.")
    yield from _commented([f"ignore = {_value(layout.ignore or ('drafts/',))}"], unless=bool(layout.ignore))
    if layout.ignore_keys:
        yield from ("", "# Keys of front matter that are for other tools: they are not read.")
        yield f"ignore_keys = {_value(layout.ignore_keys)}"
    if layout.static:
        yield from (
            "",
            "# An address that begins with a slash, such as /images/a.jpg, is a file in one of these folders.",
        )
        yield f"static = {_value(layout.static)}"
    if layout.slugs == "path":
        yield from (
            "",
            "# The names of folders are part of slugs, because files in several folders have the same name.",
        )
        yield 'slugs = "path"'
    if layout.links == "warn":
        yield from ("", "# A link to a file that is not there is no error: its words are published without it.")
        yield 'links = "warn"'


def _front_matter(layout: Layout) -> Iterator[str]:
    if layout.new_front_matter is not None:
        yield "front_matter = '''"
        yield from layout.new_front_matter.splitlines()
        yield "'''"


def _folders(layout: Layout) -> Iterator[str]:
    for folder, values in layout.folders.items():
        yield ""
        yield f"# What all files below {folder}/ have in common, unless one of them says otherwise."
        name = folder if _BARE.fullmatch(folder) else _value(folder)
        yield f"[folders.{name}.defaults]"
        yield from (f"{key} = {_value(value)}" for key, value in values.items())


def _commented(lines: Sequence[str], *, unless: bool) -> list[str]:
    return [line if unless else f"# {line}" for line in lines]


def _value(value: str | bool | Sequence[str]) -> str:
    # Texts, true, false and lists of texts are written in TOML as in JSON, but for one control character.
    return json.dumps(value if isinstance(value, str | bool) else list(value), ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )
