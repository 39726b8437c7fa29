"""What MkDocs needs beside its settings, to build a site of pages that are written to be read on GitHub, too.

Those link to files beside docs/ (`../src/…`), which a site does not have. Where the repository is known, by
WPPUSH_REPOSITORY_URL, such a link leads there; else its words stay.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_LINK = re.compile(r"\[(?P<words>[^\]\[]+)\]\((?P<path>(?:\.\./)+[^)#\s]+)(?:#[^)\s]*)?\)")
_EVENT = re.compile(r"<!-- test: .*? -->\n")
"""What somebody does on the site between two commands; for the tests alone."""
_ROW = re.compile(r"^\|.*$", re.MULTILINE)
_CODE = re.compile(r"`[^`]+`")
_FENCE = re.compile(r"^(?P<marks>`{3,}).*?^(?P=marks)$", re.MULTILINE | re.DOTALL)


def on_page_markdown(markdown: str, /, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Lead the links that leave docs/ to the repository, and leave out what is for the tests alone."""
    folder = posixpath.join("docs", posixpath.dirname(page.file.src_uri))

    def lead(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, link["path"]))
        if path.startswith("docs/"):
            return link[0]
        if not config.repo_url:
            return link["words"]
        return f"[{link['words']}]({config.repo_url.rstrip('/')}/blob/main/{path})"

    def prose(text: str) -> str:
        return _ROW.sub(_row, _EVENT.sub("", _LINK.sub(lead, text)))

    parts, end = [], 0
    for fence in _FENCE.finditer(markdown):
        parts += [prose(markdown[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, prose(markdown[end:])])


def _row(row: re.Match[str]) -> str:
    # GitHub takes a backslash off a bar in code, where it parts no cells all the same; Python-Markdown shows it.
    return _CODE.sub(lambda code: code[0].replace("\\|", "|"), row[0])
