"""Footnotes, from where they were written to the tree's list of them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from wppush.rendering.markdown.tree import FOOTNOTE, FOOTNOTE_REF


def normalised(label: str) -> str:
    """Give the form by which labels are compared."""
    return label.casefold()


def take_footnotes(root: Element) -> dict[str, Element]:
    """Take the notes out of a tree; each mark has a label then. Of several notes with one label the first counts."""
    notes: dict[str, Element] = {}
    among_words = _take_words(root)
    if next(root.iter(FOOTNOTE), None) is not None:
        for parent in [element for element in root.iter() if any(child.tag == FOOTNOTE for child in element)]:
            for note in [child for child in parent if child.tag == FOOTNOTE]:
                parent.remove(note)
                label = note.get("label", "")
                notes[label if label not in notes else f"{label} {len(notes)}"] = note
    return notes | among_words


def _take_words(root: Element) -> dict[str, Element]:
    """Take the notes that were written where they are referred to; their labels have a blank, so nobody wrote one."""
    notes: dict[str, Element] = {}
    for mark in [mark for mark in root.iter(FOOTNOTE_REF) if "label" not in mark.attrib]:
        label = f"^ {len(notes) + 1}"
        notes[label] = Element(FOOTNOTE, {"label": label})
        paragraph = SubElement(notes[label], "p")
        paragraph.text, mark.text = mark.text, None
        paragraph[:], mark[:] = mark[:], []
        mark.set("label", label)
    return notes
