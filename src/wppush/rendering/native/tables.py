"""A table in HTML whose cells are words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markup import unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

ALIGNMENT = re.compile(r"left|center|right")
"""How text can be aligned in a block."""


def table_of(element: Element) -> Element | None:
    """Give a table of a head and a body; rows without these are its body, but for a first one of nothing but heads."""
    rows = list(_rows(element))
    if element.attrib or not rows or any(row is None for row in rows):
        return None
    whole = [row for row in rows if row is not None]
    if not all(_fits(row) for _, row in whole):
        return None
    head = [row for section, row in whole if section == "thead"]
    body = [row for section, row in whole if section != "thead"]
    if not head and len(body) > 1 and all(cell.tag == "th" for cell in body[0]):
        head = [body.pop(0)]
    if not body:
        return None
    table = Element("table")
    for name, part in (("thead", head), ("tbody", body)):
        if part:
            section = Element(name)
            section.extend(part)
            table.append(section)
    return table


def _rows(table: Element) -> Iterator[tuple[str, Element] | None]:
    """Give each row with the name of its section; None for anything else."""
    for part in table:
        if (part.tail or "").strip() or (part.text or "").strip():
            yield None
        elif part.tag == "tr":
            yield "", part
        elif part.tag in {"thead", "tbody"} and not part.attrib:
            for row in part:
                yield (part.tag, row) if row.tag == "tr" and not (row.tail or "").strip() else None
        else:
            yield None


def _fits(row: Element) -> bool:
    return (
        not row.attrib
        and len(row) > 0
        and not (row.text or "").strip()
        and all(
            cell.tag in {"td", "th"}
            and not (cell.tail or "").strip()
            and cell.attrib.keys() <= {"align"}
            and ALIGNMENT.fullmatch(cell.get("align", "left")) is not None
            and unfit(cell) is None
            for cell in row
        )
    )
