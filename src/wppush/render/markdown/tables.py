"""The rows of a table: GFM section 4.10."""

from __future__ import annotations

import re

_DELIMITER_ROW = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?$")


def split_row(row: str) -> list[str]:
    """Split a row into its cells. `\\|` is a pipe and divides nothing, in code as well."""
    row = row.strip(" \t")
    row = row.removeprefix("|")
    cells: list[str] = []
    cell: list[str] = []
    escaped = False
    for char in row:
        if char == "|" and not escaped:
            cells.append("".join(cell).strip(" \t"))
            cell = []
        elif char == "|":
            cell[-1] = "|"
        else:
            cell.append(char)
        escaped = char == "\\" and not escaped
    last = "".join(cell).strip(" \t")
    return [*cells, last] if last or not row.endswith("|") else cells


def read_delimiter_row(row: str) -> tuple[str | None, ...] | None:
    """Give the columns' alignments, or None where the line is not a delimiter row."""
    row = row.strip(" \t")
    if not _DELIMITER_ROW.match(row):
        return None
    return tuple(_alignment(cell) for cell in split_row(row))


def _alignment(cell: str) -> str | None:
    match cell.startswith(":"), cell.endswith(":"):
        case True, True:
            return "center"
        case True, False:
            return "left"
        case False, True:
            return "right"
        case _:
            return None
