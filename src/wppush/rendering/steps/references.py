"""The addresses of files and of other posts: they are listed, and what they are on the site takes their places.

In links, pictures and players, in the notes of the post, in raw HTML, and in blocks written by hand. Without anything
known of the site all stay as they are written. A link that leads nowhere becomes its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.blocks.grammar import delimiters, serialize_attributes
from wppush.diagnostics import Location
from wppush.rendering import address as addresses
from wppush.rendering.address import Address
from wppush.rendering.constructs import file, gallery, image
from wppush.rendering.finder import Finder, Sought
from wppush.rendering.flat import write
from wppush.rendering.markdown import FOOTNOTE_REF, MATH, RAW_HTML, WP_BLOCK, plain_text
from wppush.rendering.media import kind_of, only
from wppush.rendering.players import read as read_player
from wppush.rendering.raw_tags import candidates, quoted, replaced, tags
from wppush.rendering.references import (
    HOLDERS,
    KEYS,
    TAGS,
    Reference,
    is_local,
    is_remote,
    kind_in,
    places,
)
from wppush.rendering.target import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.raw_tags import RawTag
    from wppush.rendering.reading import Reading
    from wppush.rendering.references import ReferenceKind

_NOWHERE = Location(path="")
_UNKNOWN = Bound(url="")
_OF_WORDS = frozenset(
    [
        *("button", "buttons", "column", "columns", "details", "group", "heading", "html", "list", "list-item"),
        *("paragraph", "preformatted", "pullquote", "quote", "table", "verse"),
    ]
)
"""Blocks in which a link without an address is as good as any; others are told from their links."""


def run(reading: Reading) -> None:
    """List the addresses, and bind those that the target knows."""
    walk = _Walk(reading)
    walk.go(reading.tree.root)
    in_text = len(walk.found)
    for note in _notes(reading):
        walk.go(note)
    if walk.nowhere:
        for root in (reading.tree.root, *reading.tree.footnotes.values()):
            _unlink(root, walk.nowhere)
    if not walk.found:
        return
    finder = Finder(reading.text, [sought for _, sought in walk.found])
    for number, (reference, sought) in enumerate(walk.found):
        if number == in_text:
            finder.begin()
        line, column = finder.find(sought)
        location = replace(_NOWHERE, line=line, column=column)
        reading.findings.references.append(replace(reference, location=location))


def _notes(reading: Reading) -> Iterator[Element]:
    """Give the notes that are shown: those that the text refers to, and those that these do."""
    notes = reading.tree.footnotes
    if not notes:
        return
    used: set[str] = set()
    pending = [reading.tree.root]
    while pending:
        marks = {mark.get("label", "") for mark in pending.pop().iter(FOOTNOTE_REF)}
        fresh = (marks & notes.keys()) - used
        used |= fresh
        pending += [notes[label] for label in fresh]
    yield from (note for label, note in notes.items() if label in used)


class _Walk:
    """Goes through the elements in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.found: list[tuple[Reference, Sought]] = []
        self.nowhere: set[Element] = set()
        """Links that lead nowhere now."""
        self._target = reading.target
        self._known: Mapping[str, Bound | None] = reading.target.addresses
        self._sources = reading.tree.sources
        self._lines = reading.tree.lines
        self._source = ""
        self._line: int | None = None
        self._within = ""
        """The holder that began last."""
        self._paragraph: Element | None = None
        self._captions: dict[Element, str] = {}
        self._captioned: set[Element] | None = None
        """Pictures of the paragraph whose titles are their captions; None while nobody has asked."""

    def go(self, root: Element) -> None:
        """Take all elements in one."""
        in_formulas: set[Element] = set()
        for element in root.iter():
            tag = element.tag
            if element in self._lines:
                self._line, self._source = self._lines[element], ""
            if element in self._sources:
                self._source = self._sources[element]
            if tag == "p":
                self._paragraph, self._captioned = element, None
            elif tag == "figure":
                self._figure(element)
            elif tag in {RAW_HTML, WP_BLOCK}:
                self._html(element)
            elif tag == MATH:
                in_formulas.update(element.iter())
            elif tag in TAGS and element not in in_formulas:
                self._element(element)
            if tag in HOLDERS:
                self._within = tag

    def _figure(self, figure: Element) -> None:
        words = next((plain_text(child) for child in figure if child.tag == "figcaption"), "")
        if caption := " ".join(words.split()):
            self._captions.update(dict.fromkeys(figure.iter("img"), caption))

    def _element(self, element: Element) -> None:
        for key, kind in places(element.tag, self._within):
            value = element.get(key, "")
            if not value:
                continue
            if key == "srcset":
                bound = self._srcset(value)
                if bound is not None:
                    element.set(key, bound)
                continue
            player = self._player(element, value)
            used, said = player or (kind_in(element.tag, kind, value), self._said(element))
            place = value.place if isinstance(value, Address) else ""
            address = str(value).strip()
            self._take(address, used, said, place=place)
            if address in self._known:
                self._bind(element, key, address)

    def _player(self, element: Element, address: str) -> tuple[ReferenceKind, dict[str, str]] | None:
        """Give what is alone in its paragraph and becomes a player or a file, and its caption; None for all else."""
        kind = kind_of(address)
        if kind is None or self._paragraph is None or only(self._paragraph) is not element:
            return None
        if kind == "file":
            return (kind, {}) if file.matches(self._paragraph) else None
        found = read_player(self._paragraph, kind)
        return (kind, {"caption": found.caption}) if found else None

    def _said(self, element: Element) -> dict[str, str]:
        """Give what the author says of a picture or a recording."""
        title, alt = element.get("title", "").strip(), element.get("alt", "").strip()
        if title and element.tag == "img":
            if self._captioned is None:
                holder = self._paragraph
                shown = holder is not None and (image.matches(holder) or gallery.matches(holder))
                self._captioned = set(holder.iter("img")) if holder is not None and shown else set()
            if element in self._captioned:
                return {"alt": alt, "caption": title}
        return {"alt": alt, "title": title, "caption": self._captions.get(element, "")}

    def _bind(self, element: Element, key: str, address: str) -> None:
        bound = self._known[address]
        if bound is None:
            if element.tag == "a":
                self.nowhere.add(element)
        elif element.tag == "img":
            width = element.get("width", "").removesuffix("px")
            element.set(key, addresses.of_picture(bound, address, size=self._target.image_size, width=width))
        else:
            element.set(key, Address(bound.url, written=address, media=bound.media))

    def _take(self, address: str, kind: ReferenceKind, said: Mapping[str, str], *, place: str = "") -> None:
        remote = kind in {"image", "audio", "video"} and is_remote(address)
        if remote or is_local(address):
            said = {} if kind in {"link", "file"} else said
            reference = Reference(address=address, kind=kind, location=_NOWHERE, remote=remote, **said)
            sought = Sought(address=address, place=place, source=self._source, line=self._line)
            self.found.append((reference, sought))

    def _srcset(self, written: str) -> str | None:
        """Take the addresses of a `srcset`; give it with what stands in their places, None where that is nothing."""
        listed = candidates(written)
        for address, _ in listed:
            self._take(address, "image", {})
        shown = [self._shown(address) or address for address, _ in listed]
        if shown == [address for address, _ in listed]:
            return None
        return ", ".join(f"{address} {said}".rstrip() for address, (_, said) in zip(shown, listed, strict=True))

    def _shown(self, address: str) -> str | None:
        bound = self._known.get(address)
        return None if bound is None or bound.url == address else bound.url

    def _html(self, element: Element) -> None:
        """Take the addresses of HTML as the author wrote it."""
        html = element.text or ""
        if not any(key in html.lower() for key in KEYS):
            return
        self._source = html
        edits: list[tuple[int, int, str]] = []
        changed: dict[str, str] = {}
        free = element.tag == RAW_HTML or all(part.name in _OF_WORDS for part in delimiters(html))
        for tag in tags(html):
            if tag.name in HOLDERS:
                self._within = tag.name
            if tag.name in TAGS:
                edits += self._tag(tag, changed, free=free)
        if edits:
            html = replaced(html, edits)
            element.text = _with_attributes(html, changed) if element.tag == WP_BLOCK else html

    def _tag(self, tag: RawTag, changed: dict[str, str], *, free: bool) -> Iterator[tuple[int, int, str]]:
        """Take the addresses of a tag; give what changes in it, in its order. In a `free` one, nothing is compared."""
        kinds = dict(places(tag.name, self._within))
        for attribute in tag.attributes:
            if attribute.key not in kinds or not attribute.value:
                continue
            if attribute.key == "srcset":
                bound = self._srcset(attribute.value)
                if bound is not None:
                    yield attribute.start, attribute.end, quoted(bound)
                continue
            address = attribute.value.strip()
            said = {key: tag.get(key).strip() for key in ("alt", "title")} if tag.name == "img" else {}
            self._take(address, kind_in(tag.name, kinds[attribute.key], address), said)
            if (shown := self._shown(address)) is not None:
                changed[address] = shown
                yield attribute.start, attribute.end, quoted(shown)
            elif tag.name == "a" and free and self._known.get(address, _UNKNOWN) is None:
                yield attribute.begin, attribute.end, ""


def _with_attributes(markup: str, changed: Mapping[str, str]) -> str:
    """Give a block written by hand whose delimiters say the same addresses as its HTML: the editor compares them."""
    edits: list[tuple[int, int, str]] = []
    for delimiter in delimiters(markup):
        said = delimiter.attributes()
        bound = {key: changed[value] for key, value in said.items() if isinstance(value, str) and value in changed}
        if bound:
            start = markup.index(delimiter.json, delimiter.start)
            attributes: dict[str, JSON] = {**said, **bound}
            edits.append((start, start + len(delimiter.json), serialize_attributes(attributes)))
    return replaced(markup, edits)


def _unlink(root: Element, links: set[Element]) -> None:
    """Put the words of some links in their places; a button stays one that leads nowhere."""
    for parent in list(root.iter()):
        if not any(child in links for child in parent):
            continue
        parts: list[str | Element] = [parent.text or ""]
        for child in list(parent):
            tail, child.tail = child.tail or "", None
            if child not in links or parent.tag == "buttons":
                child.attrib.pop("href", None) if child in links else None
                parts.append(child)
            else:
                parts += _content(child)
            parts.append(tail)
        write(parent, parts)


def _content(link: Element) -> list[str | Element]:
    """Give what a link shows."""
    if not len(link) and not (link.text or "").strip():
        return [addresses.written(link.get("href", ""))]
    parts: list[str | Element] = [link.text or ""]
    for child in list(link):
        parts += [child, child.tail or ""]
        child.tail = None
    return parts
