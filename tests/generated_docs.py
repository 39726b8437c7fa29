"""Writes the pages below docs/ that say what the code says: `make docs`. A test fails where they differ from it."""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import man_pages
from api_page import api_page
from commands_page import commands_page
from diagnostics_page import diagnostics_page
from doctor_page import doctor_page
from front_matter_page import front_matter_page
from prose_fixtures import FOLDER, Fixture, load
from wppush.config.schema import ConfigSchema, FolderTable, MarkdownTable, MediaTable, NewTable, SiteTable
from wppush.rendering import render
from wppush.rendering.markup import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from wppush.blocks import Block

DOCS = Path(__file__).resolve().parent.parent / "docs"
_GENERATED = "<!-- Made by `make docs`; change what it is made from. -->"
_WORDS = 110
_ATTRIBUTE = 60
_OF_TEXT = frozenset(["paragraph", "heading", "list-item", "verse", "preformatted"])


def markdown_page() -> str:
    """Give the page that says what to type and what it becomes, a section for each construct."""
    fixtures = {
        file: list(sections) for file, sections in groupby(load(), key=lambda fixture: fixture.name.split(":")[0])
    }
    sections = sorted((_section(name, fixtures[name]) for name in fixtures), key=lambda section: section[0].casefold())
    contents = [f"- [{title}](#{_anchor(title)})" for title, _ in sections]
    return "\n".join(
        [
            "# What to type, and what it becomes",
            "",
            _GENERATED,
            "",
            "Everything that wppush makes of Markdown, each with its plainest use and the blocks that it becomes.",
            "Settings stand below `[markdown]` in `wppush.toml`; [configuration.md](configuration.md) has them all.",
            "",
            *contents,
            *(line for _, lines in sections for line in lines),
            "",
        ]
    )


def _section(name: str, fixtures: list[Fixture]) -> tuple[str, list[str]]:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title = text.split("\n", 1)[0].removeprefix("# ").strip()
    head, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    first = fixtures[0]
    prose = [part for part in (head.partition("\n")[2].strip(), _explanation(rest[0])) if part]
    lines = ["", f"## {title}", "", *(line for part in prose for line in (part, ""))]
    settings = rest[0].partition("`````markdown\n")[0].partition("`````toml\n")[2].partition("\n`````")[0]
    if settings:
        lines += ["With", "", *_fence("toml", f"[markdown]\n{settings}"), ""]
    blocks = render(first.markdown, markdown=first.settings).blocks
    lines += [
        *_fence("markdown", first.markdown),
        "",
        "becomes",
        "",
        *_fence("text", "\n".join(_outline(blocks)) or "(nothing)"),
    ]
    others = [_sentence(fixture.name.split(": ", 1)[1]) for fixture in fixtures[1:]]
    return title, [*lines, *([""] if others else []), *(f"- {other}" for other in others)]


def _explanation(section: str) -> str:
    """Give the words between a section's name and its first fence."""
    return section.partition("\n")[2].split("`````", 1)[0].strip()


def _sentence(name: str) -> str:
    setting = re.match(r"\w+ = ", name)
    return f"{name}." if setting else f"{name[:1].upper()}{name[1:]}."


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")


def _fence(language: str, text: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    marks = "`" * max(3, longest + 1)
    return [f"{marks}{language}", text, marks]


def _outline(blocks: tuple[Block, ...], depth: int = 0) -> Iterator[str]:
    for block in blocks:
        attributes = [_attribute(key, value) for key, value in block.attributes.items()]
        html = "".join(part for part in block.content if isinstance(part, str))
        words = _words(html, inline=block.name in _OF_TEXT)
        said = " ".join([block.name, *attributes, *([f"“{words}”"] if words else [])])
        yield "  " * depth + said
        yield from _outline(tuple(part for part in block.content if not isinstance(part, str)), depth + 1)


def _attribute(key: str, value: object) -> str:
    return f"{key}={_short(json.dumps(value, ensure_ascii=False), _ATTRIBUTE)}"


def _words(html: str, *, inline: bool) -> str:
    reader = _Reader(inline=inline)
    reader.feed(html)
    reader.close()
    return _short(" ".join("".join(reader.found).split()), _WORDS)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


class _Reader(HTMLParser):
    """The words of a block; of one that is text, with the inline markup in it."""

    def __init__(self, *, inline: bool) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inline = inline
        self._in_math = False

    def handle_data(self, data: str) -> None:
        if not self._in_math:
            self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math":
            self.found.append(f"<math>{dict(attrs).get('data-latex') or ''}</math>")
            self._in_math = True
        elif self._inline and tag in RICH_TEXT:
            self.found.append(self.get_starttag_text() or "")
        elif tag in ("img", "audio", "video"):
            self.found.append(f" {dict(attrs).get('src') or ''} ")
        elif tag in ("a", "br", "cite", "figcaption", "td", "th", "summary"):
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "math":
            self._in_math = False
        elif self._inline and tag in RICH_TEXT and not self._in_math:
            self.found.append(f"</{tag}>")


def configuration_page() -> str:
    """Give the page with all settings of wppush.toml."""
    return "\n".join(
        [
            "# wppush.toml",
            "",
            _GENERATED,
            "",
            "wppush reads the nearest `wppush.toml`: in the folder of the files that it is given, or above. Every",
            "setting may be left out, but publishing needs `project`. A password never stands in this file.",
            *_settings("At the top", ConfigSchema),
            *_settings("`[markdown]`", MarkdownTable),
            *_settings("`[media]`", MediaTable),
            *_settings("`[new]`", NewTable),
            "",
            "## `[defaults]`",
            "",
            "Front matter for every file that does not say it itself: [front-matter.md](front-matter.md#defaults).",
            *_settings("`[folders.NAME]`", FolderTable),
            *_settings("`[sites.NAME]`", SiteTable),
            "",
            "A site of this file may have a user and a password of its own: `WPPUSH_USERNAME_BLOG` and",
            "`WPPUSH_APP_PASSWORD_BLOG` are those of `[sites.blog]`, and come before `WPPUSH_USERNAME` and",
            "`WPPUSH_APP_PASSWORD`. In a name, whatever is no letter or digit is `_`.",
            "",
        ]
    )


def _settings(title: str, table: type[BaseModel]) -> list[str]:
    rows = [
        f"| `{name}` | {_values(field)} | {_default(field)} | {_cell(field.description or '')} |"
        for name, field in table.model_fields.items()
        if not _is_table(field)
    ]
    about = [] if table is ConfigSchema else ["", cleandoc(table.__doc__ or "")]
    return ["", f"## {title}", *about, "", "| key | takes | default | meaning |", "|---|---|---|---|", *rows]


def _is_table(field: FieldInfo) -> bool:
    """Say whether a field is a table with a section of its own."""
    types = (field.annotation, *get_args(field.annotation))
    return any(kind in (FolderTable, MarkdownTable, MediaTable, NewTable, SiteTable) for kind in types)


def _values(field: FieldInfo) -> str:
    kinds = [_kind(kind) for kind in _kinds(field.annotation)]
    return " or ".join(dict.fromkeys(kinds))


def _kinds(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is None or origin in (list, dict, Literal):
        yield annotation
        return
    for kind in get_args(annotation):
        if (isinstance(kind, type) or get_origin(kind) is not None) and kind is not type(None):
            yield from _kinds(kind)


def _kind(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return ", ".join(f"`{json.dumps(value)}`" for value in get_args(kind))
    if get_origin(kind) is list:
        return "a list of texts"
    if get_origin(kind) is dict:
        return "a table"
    return {bool: "`true`, `false`", str: "text", int: "a number", float: "a number"}.get(
        kind, getattr(kind, "__name__", str(kind))
    )


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "none: it has to be there"
    value = field.get_default(call_default_factory=True)
    return "–" if value is None or value in ({}, []) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PAGES: dict[str, Callable[[], str]] = {
    "markdown.md": markdown_page,
    "configuration.md": configuration_page,
    "front-matter.md": lambda: front_matter_page(_GENERATED),
    "diagnostics.md": lambda: diagnostics_page(_GENERATED),
    "commands.md": lambda: commands_page(_GENERATED),
    "api.md": lambda: api_page(_GENERATED),
    "doctor.md": lambda: doctor_page(_GENERATED),
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
    man_pages.write()
    sys.stdout.write("share/man/man1/\n")


if __name__ == "__main__":
    main()
