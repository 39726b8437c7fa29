"""The examples of the CommonMark specification, from the npm package `commonmark-spec` that the judge brings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "judge" / "node_modules" / "commonmark-spec" / "spec.txt"
_EXAMPLE = re.compile(
    r"^#{1,6} +(?P<section>[^\n]+)$|^`{32} example[^\n]*\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example: Markdown, and the HTML that it means."""

    number: int
    section: str
    markdown: str
    html: str


def load() -> list[Example]:
    """Give all examples. Raises FileNotFoundError where the judge is not installed."""
    text = _FILE.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    examples: list[Example] = []
    section = ""
    for found in _EXAMPLE.finditer(text):
        if found["section"]:
            section = found["section"]
            continue
        examples.append(
            Example(number=len(examples) + 1, section=section, markdown=found["markdown"], html=found["html"])
        )
    return examples
