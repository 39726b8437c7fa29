"""Fixtures in prose: what a reader may learn about a construct, with the Markdown and the markup it becomes.

A file has sections (`## what happens`); a section has a block of Markdown, a block of the markup expected, one of JSON
where there are footnotes, and where the renderer has something to say, a block of diagnostics. A block of TOML before
the Markdown has settings, as they would stand below `[markdown]` in wppush.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from wppush.config import MarkdownConfig

FOLDER = Path(__file__).parent / "render" / "fixtures"
_SECTION = re.compile(
    r"^## (?P<name>[^\n]+)\n"
    r"(?:\n(?:(?!`{5})[^\n]+\n)+)?"  # a word of explanation
    r"(?:\n`{5}toml\n(?P<settings>.*?)\n`{5}\n)?"
    r"\n`{5}markdown\n(?P<markdown>.*?)\n`{5}\n"
    r"\n`{5}html\n(?P<markup>.*?)\n`{5}\n"
    r"(?:\n`{5}json\n(?P<footnotes>.*?)\n`{5}\n)?"
    r"(?:\n`{5}diagnostics\n(?P<diagnostics>.*?)\n`{5}\n)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One section of a file."""

    name: str
    settings: MarkdownConfig
    markdown: str
    markup: str
    footnotes: str | None
    """What goes into the post's field for them."""
    diagnostics: tuple[str, ...]


def load() -> list[Fixture]:
    """Give every section of every file."""
    return [fixture for file in sorted(FOLDER.glob("*.md")) for fixture in _sections(file)]


def _sections(file: Path) -> list[Fixture]:
    return [
        Fixture(
            name=f"{file.stem}: {found['name']}",
            settings=_settings(found["settings"] or ""),
            markdown=found["markdown"],
            markup=found["markup"],
            footnotes=found["footnotes"],
            diagnostics=tuple((found["diagnostics"] or "").splitlines()),
        )
        for found in _SECTION.finditer(file.read_text(encoding="utf-8"))
    ]


def _settings(text: str) -> MarkdownConfig:
    said = tomllib.loads(text)
    return MarkdownConfig(**{**said, "extensions": tuple(said.get("extensions", ()))})
