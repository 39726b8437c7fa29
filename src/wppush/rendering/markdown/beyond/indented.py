"""What is indented below the line that began something, and so goes on with it, also behind blank lines."""

from __future__ import annotations

from wppush.rendering.markdown.gfm.lines import CODE_INDENT, indent_of


def take_next(blocks: list[str], lines: list[str]) -> str | None:
    """Take the next block, if it is indented, and put the blank lines before it behind the `lines` taken so far."""
    following = next((block for block in blocks if block.strip("\n ")), "").lstrip("\n")
    if indent_of(following) < CODE_INDENT:
        return None
    while not blocks[0].strip("\n "):
        lines += [""] * (blocks.pop(0).count("\n") + 2)
    lines.append("")
    return blocks.pop(0)
