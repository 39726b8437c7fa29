"""How codes and their explanations are shown: to a person, and to a machine."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.text import Text

from wppush.report.explain import GROUPS, explanation, meanings, plain

FORMAT_VERSION = 1


def print_codes() -> None:
    """Print all codes by group."""
    console = _console()
    for number, group in enumerate(GROUPS):
        if number:
            console.print()
        console.print(Text(f"{group.name}xx: {group.title}", "bold"))
        for code in sorted(group.codes):
            console.print(Text.assemble("  ", (str(code), "cyan"), f"  {code.meaning}"), soft_wrap=True)


def print_explanation(code: str) -> None:
    """Print what there is to say about a code."""
    said = explanation(code)
    console = _console()
    console.print(Text.assemble((said.code, "bold cyan"), (f": {said.title}", "bold")), soft_wrap=True)
    if said.text:
        console.print()
        console.print(Text(plain(said.text)), soft_wrap=True)
    console.print()
    console.print(Text(f"Read on: docs/{said.page}", "dim"), soft_wrap=True)


def codes_json() -> str:
    """Give all codes with their meanings as JSON."""
    codes = [{"code": code, "title": meaning} for code, meaning in meanings().items()]
    return _dump({"codes": codes})


def explanation_json(code: str) -> str:
    """Give what there is to say about a code as JSON."""
    said = explanation(code)
    return _dump({"code": said.code, "title": said.title, "explanation": said.text, "read_on": f"docs/{said.page}"})


def _dump(what: dict[str, object]) -> str:
    head = {"format_version": FORMAT_VERSION, "command": "explain"}
    return json.dumps({**head, **what}, ensure_ascii=False, indent=2)


def _console() -> Console:
    # highlight and markup: rich would colour numbers, and take square brackets for its own.
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
