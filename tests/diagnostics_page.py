"""docs/diagnostics.md: every code with its meaning and its explanation."""

from __future__ import annotations

from wppush.report.explain import GROUPS, Group, explanation


def diagnostics_page(generated: str) -> str:
    """Give the page with all codes."""
    return "\n".join(
        [
            "# Diagnostics",
            "",
            generated,
            "",
            "Every error and every warning has a code. It names the file, the line and, where it is known, the column,",
            "and says what to type instead. An error in a file stops the run before anything is written; after a",
            "warning it goes on. `wppush explain WP203` says what is said here, and `wppush explain` lists all codes.",
            *(line for group in GROUPS for line in _group(group)),
            "",
        ]
    )


def _group(group: Group) -> list[str]:
    rows = [f"| [{code}](#{code.lower()}) | {code.meaning} |" for code in sorted(group.codes)]
    said = [explanation(code) for code in sorted(group.codes)]
    sections = [
        line
        for one in said
        for line in (
            *("", f"### {one.code}", "", f"**{one.title}**", ""),
            *([one.text, ""] if one.text else []),
            f"Read on: [{one.page}]({one.page})",
        )
    ]
    return ["", f"## {group.name}: {group.title}", "", "| code | meaning |", "|---|---|", *rows, *sections]
