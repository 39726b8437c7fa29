"""Footnotes, from where they were written to the tree's list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.rendering.markdown.tree import FOOTNOTE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def normalised(label: str) -> str:
    """Give the form by which labels are compared."""
    return label.casefold()


def take_footnotes(root: Element) -> dict[str, Element]:
    """Take the notes out of a tree. Of several with one label the first counts, as on GitHub."""
    notes: dict[str, Element] = {}
    if next(root.iter(FOOTNOTE), None) is None:
        return notes
    for parent in [element for element in root.iter() if any(child.tag == FOOTNOTE for child in element)]:
        for note in [child for child in parent if child.tag == FOOTNOTE]:
            parent.remove(note)
            label = note.get("label", "")
            notes[label if label not in notes else f"{label} {len(notes)}"] = note
    return notes
