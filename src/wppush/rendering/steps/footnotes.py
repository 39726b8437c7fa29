"""Footnotes: numbered by their first reference, and gathered at the end.

WordPress keeps the words of its notes in a field of the post, and the editor writes that field anew from the references
in the text: a note that nothing there refers to is dropped, a second reference with its id doubles it. So a repeated
reference is an ordinary link, and a note that only another note refers to stands in that one, in parentheses.

Where posts have no such field, the notes are a numbered list behind a line.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from wppush.rendering.codes import Code
from wppush.rendering.flat import write
from wppush.rendering.markdown import FOOTNOTE_REF
from wppush.rendering.markdown.tree import FOOTNOTE, FOOTNOTES
from wppush.rendering.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wppush.rendering.reading import Reading

_NAMESPACE = "5f1c1f0e-7a41-4f0e-9d52-2f3f4f6a7c11"
_BACK = "\u21a9\ufe0e"
"""An arrow, as text and not as an emoji."""
_DEEPEST = 8
"""Notes that stand in each other."""


def run(reading: Reading) -> None:
    """Number the references, and put the notes at the end."""
    if not reading.tree.footnotes:
        return
    _out_of_links(reading.tree.root)
    notes = _Block(reading) if reading.target.footnotes and reading.target.format == "blocks" else _List(reading)
    notes.refer(reading.tree.root.iter(FOOTNOTE_REF))
    reading.tree.root.extend(notes.made())
    for key in reading.tree.footnotes:
        if key not in notes.used:
            notes.note(Code.UNUSED_FOOTNOTE, key)


class _Notes:
    """The notes of one text while they are numbered."""

    def __init__(self, reading: Reading) -> None:
        self.notes = reading.tree.footnotes
        self.numbers: dict[str, int] = {}
        """Label → number, in the order of the first references."""
        self.used: set[str] = set()
        self._reading = reading

    def refer(self, marks: Iterable[Element]) -> None:
        """Make links of references."""
        for mark in list(marks):
            label = mark.get("label", "")
            if label in self.notes:
                first = label not in self.numbers
                self.numbers.setdefault(label, len(self.numbers) + 1)
                self.used.add(label)
                self._link(mark, label, first=first)

    def note(self, code: str, label: str) -> None:
        """Say something about a note."""
        note = self.notes[label]
        words = _first_words(note)
        written = f"^[{words}" if " " in note.get("label", "") else f"[^{note.get('label')}]:"
        self._reading.notices.note(code, written, near=words)

    def _link(self, mark: Element, label: str, *, first: bool) -> None:
        raise NotImplementedError


class _Block(_Notes):
    """The editor's own footnotes."""

    def made(self) -> Iterator[Element]:
        if not self.numbers:
            return
        notes = Element(FOOTNOTES)
        for label in list(self.numbers):
            self._flatten(label, notes, [label])
        yield notes

    def _flatten(self, label: str, parent: Element, within: list[str]) -> Element:
        """Write a note on one line, with those that it alone refers to."""
        words = Words(self.notes[label])
        if words.changed:
            self.note(Code.LINES_IN_FOOTNOTE, label)
        flat = SubElement(parent, FOOTNOTE, {"id": self._id(label)})
        write(flat, words.parts)
        holders = [holder for holder in flat.iter() if any(child.tag == FOOTNOTE_REF for child in holder)]
        for holder in holders:
            write(holder, self._resolved(holder, within))
        return flat

    def _resolved(self, holder: Element, within: list[str]) -> Iterator[str | Element]:
        yield holder.text or ""
        for child in list(holder):
            tail, child.tail = child.tail or "", None
            label = child.get("label", "")
            if child.tag != FOOTNOTE_REF or label not in self.notes:
                yield child
            elif label in self.numbers:
                self._link(child, label, first=False)
                yield child
            elif label in self.used or len(within) > _DEEPEST:
                # It stands above in full, or there is no end to it.
                yield f"[^{self.notes[label].get('label')}]"
            else:
                self.used.add(label)
                self.note(Code.FOOTNOTE_IN_FOOTNOTE, label)
                inner = self._flatten(label, Element(FOOTNOTES), [*within, label])
                yield f" ({inner.text or ''}"
                for part in list(inner):
                    behind, part.tail = part.tail or "", None
                    yield part
                    yield behind
                yield ")"
            yield tail

    def _link(self, mark: Element, label: str, *, first: bool) -> None:
        identity = self._id(label)
        mark.tag = "sup"
        mark.attrib = {"data-fn": identity, "class": "fn"} if first else {}
        link = SubElement(mark, "a", {"href": f"#{identity}"})
        if first:
            link.set("id", f"{identity}-link")
        link.text = str(self.numbers[label])

    def _id(self, label: str) -> str:
        from uuid import UUID, uuid5

        return str(uuid5(UUID(_NAMESPACE), f"{self._reading.target.seed}\n{label}"))


class _List(_Notes):
    """A numbered list behind a line."""

    def made(self) -> Iterator[Element]:
        if not self.numbers:
            return
        entries = Element("ol")
        done = 0
        while done < len(self.numbers):
            # A note may be the first to refer to another one.
            label = list(self.numbers)[done]
            note = self.notes[label]
            done += 1
            self.refer(note.iter(FOOTNOTE_REF))
            entry = SubElement(entries, "li")
            entry.text = note.text
            entry.extend(note)
            last = entry[-1] if len(entry) and entry[-1].tag == "p" else SubElement(entry, "p")
            blank = " " if len(last) or last.text else ""
            if len(last):
                last[-1].tail = (last[-1].tail or "") + blank
            else:
                last.text = (last.text or "") + blank
            anchor = {"href": f"#{self._anchor('fnref', label)}", "id": self._anchor("fn", label)}
            SubElement(last, "a", anchor).text = _BACK
        yield Element("hr")
        yield entries

    def _link(self, mark: Element, label: str, *, first: bool) -> None:
        mark.tag, mark.attrib = "sup", {}
        link = SubElement(mark, "a", {"href": f"#{self._anchor('fn', label)}"})
        if first:
            link.set("id", self._anchor("fnref", label))
        link.text = str(self.numbers[label])

    def _anchor(self, kind: str, label: str) -> str:
        # A colon would make kses take it for an address.
        seed = self._reading.target.seed
        post = hashlib.sha256(seed.encode()).hexdigest()[:6] + "-" if seed else ""
        return f"{kind}-{post}{self.numbers[label]}"


def _out_of_links(root: Element) -> None:
    """Move references that stand in links behind these: a link cannot stand in a link."""
    moved: dict[Element, list[Element]] = {}
    for link in [link for link in root.iter("a") if next(link.iter(FOOTNOTE_REF), None) is not None]:
        moved[link] = [mark for holder in list(link.iter()) for mark in _take_marks(holder)]
    if not moved:
        return
    for parent in list(root.iter()):
        if any(child in moved for child in parent):
            children = list(parent)
            parent[:] = [part for child in children for part in (child, *moved.get(child, ()))]
            for link in children:
                if link in moved:
                    moved[link][-1].tail, link.tail = link.tail, None


def _take_marks(holder: Element) -> list[Element]:
    marks = [child for child in holder if child.tag == FOOTNOTE_REF]
    if marks:
        parts: list[str | Element] = [holder.text or ""]
        for child in list(holder):
            parts += [*([] if child.tag == FOOTNOTE_REF else [child]), child.tail or ""]
            child.tail = None
        write(holder, parts)
    return marks


def _first_words(note: Element) -> str:
    return next((line for text in note.itertext() if (line := text.strip())), "").split("\n", 1)[0]
