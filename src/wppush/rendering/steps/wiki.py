"""Obsidian's `[[links]]` and `![[embeds]]`.

A section of the same post is linked, pictures and recordings are embedded. A note that the target finds is linked,
also where it should be embedded, of which a warning tells. Of a link to any other note the words behind its bar stay;
without a bar it stays as written, brackets and all, for it may have been no link. A warning says so.
What only looks alike is left alone: `[[ -f x ]]` of shells, `x[[1]]`, `[[:alpha:]]`, `[[TOC]]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.address import Address
from wppush.rendering.codes import Code
from wppush.rendering.flat import CHILD, Escapes, Flat, elements, write
from wppush.rendering.media import kind_of
from wppush.rendering.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.rendering.flat import Part
    from wppush.rendering.reading import Reading

_LINK = re.compile(r"(!?)\[\[(?P<target>[^\[\]|\n]{1,400}+)(?P<rest>(?:\|[^\[\]\n|]*+){0,3})\]\]")
_NO_NOTE = re.compile(
    r"(?!\d{4}-\d\d-\d\d$)[\W\d]*|[:!\"'$-].*|.*=.*|_?toc_?|audio|caption|embed|gallery|playlist|video", re.IGNORECASE
)
_TABLE_OF_TOML = re.compile(r"[ \t]*+(?:#[^\n]*+)?\n\s*+(?:[\w.'\"“”‘’-]++ = |\[)")
"""What stands behind `[[menu.main]]` in configuration: the next line is `key = value`."""
_PICTURE = re.compile(r".+\.(?:avif|bmp|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_SIZE = re.compile(r"\s*([0-9]{1,5})(?:x([0-9]{1,5}))?\s*")


def run(reading: Reading) -> None:
    """Make links, pictures, or words."""
    if "[[" not in reading.text:
        return
    escapes = Escapes(reading.text, "[[")
    for element in elements(reading, "[["):
        flat = Flat(element)
        linked = element.tag == "a"
        spans = [
            (*found.span(), parts)
            for found in _LINK.finditer(flat.text)
            if not escapes.at(flat, found.start("target") - 2)
            and _is_meant(found, flat, reading)
            and (parts := _Link(found, flat, reading).parts(linked=linked)) is not None
        ]
        if spans:
            flat.replace(spans)


def _is_meant(found: re.Match[str], flat: Flat, reading: Reading) -> bool:
    target = found["target"]
    find_note = reading.target.find_note
    before = flat.text[found.start() - 1 : found.start()] if found.start() else ""
    return not (
        target.strip() != target
        or " #" in target
        or (
            not target.startswith("#")
            and _NO_NOTE.fullmatch(target)
            and not (find_note and find_note(target.partition("#")[0]))
        )
        or before in {"]", ")", "["}
        or (before.isalnum() and before.isascii())
        or flat.text[found.end() : found.end() + 1] in {"[", "("}
        or flat.has_child(*found.span("target"))
    )


class _Link:
    """One `[[…]]`."""

    def __init__(self, found: re.Match[str], flat: Flat, reading: Reading) -> None:
        self._found = found
        self._flat = flat
        self._reading = reading
        note, _, sections = found["target"].partition("#")
        self._note = str(note)
        self._section = str(sections).rpartition("#")[2].strip()
        find_note = reading.target.find_note
        self._known = find_note(self._note) if find_note and self._note else None
        """The address of the note or the file."""

    def parts(self, *, linked: bool) -> Sequence[Part] | None:
        """Give what it becomes, in a link no link; None for what stays as it is."""
        embeds = bool(self._found[1])
        kind = kind_of(self._address()) if embeds else None
        if embeds and (_PICTURE.fullmatch(self._note) or kind in {"audio", "video"}):
            return [self._picture()]
        if kind == "file" and not linked:
            return [self._link(self._address(), self._note)]
        if self._known is not None:
            if embeds:
                self._reading.notices.note(Code.NOTE_EMBEDDED, self._written)
            return self._words(self._name) if linked else [self._link(self._to_section(self._known), self._name)]
        if self._note or self._section.startswith("^"):
            if not embeds and _TABLE_OF_TOML.match(self._flat.text, self._found.end()):
                return None
            self._reading.notices.note(Code.NOTE_EMBEDDED if embeds else Code.NOTE_LINK, self._written)
            return self._said() if not embeds else None
        return self._words(self._section) if linked else [self._link(f"#{slug(self._section)}", self._section)]

    @property
    def _written(self) -> str:
        return self._flat.text[self._found.start() : self._found.end("target")]

    @property
    def _name(self) -> str:
        """What a link shows that has no words of its own: the note without its folders, and its section."""
        name = self._note.rpartition("/")[2].removesuffix(".md") or self._note
        return f"{name} > {self._section}" if self._section and not self._section.startswith("^") else name

    def _address(self) -> str:
        return self._placed(self._known) if self._known else self._note.strip().replace(" ", "%20")

    def _to_section(self, address: str) -> Address:
        # A block of a note, `#^name`, has no name on the page.
        leads_further = self._section and not self._section.startswith("^")
        return self._placed(f"{address}#{slug(self._section)}" if leads_further else address)

    def _placed(self, address: str) -> Address:
        return Address(address, place=self._written.removeprefix("!"))

    def _said(self) -> Sequence[Part] | None:
        """Give the words behind the bar; None for none."""
        start, end = self._found.span("rest")
        return self._flat.parts(start + 1, end) if self._flat.text[start + 1 : end].strip() else None

    def _words(self, otherwise: str) -> Sequence[Part]:
        return self._said() or [otherwise]

    def _link(self, address: str, otherwise: str) -> Element:
        element = Element("a", {"href": address})
        write(element, self._words(otherwise))
        return element

    def _picture(self) -> Element:
        image = Element("img", {"src": self._address(), "alt": ""})
        for said in self._found["rest"].split("|"):
            if size := _SIZE.fullmatch(said):
                image.set("width", size[1])
                if size[2]:
                    image.set("height", size[2])
            elif said.strip():
                image.set("alt", said.strip().replace(CHILD, ""))
        return image
