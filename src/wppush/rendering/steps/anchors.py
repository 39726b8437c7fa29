"""Links to sections: the headings that they lead to get the names that GitHub gives them.

Those of this post are found here, those of others are in the target's `anchors`.

The names that other generators of sites would give them are understood, too. Headings to which nothing leads stay
without one. `<a name="x"></a>` before a heading or in it becomes its name.
`[TOC]` stays text: WordPress has no block for a table of contents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.rendering.codes import Code
from wppush.rendering.markdown import RAW_HTML, plain_text
from wppush.rendering.markdown.tags import OPEN_TAG, Tag
from wppush.rendering.media import only
from wppush.rendering.slugs import Slugs, bare, is_of_page, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from wppush.rendering.reading import Reading

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TAG = re.compile(OPEN_TAG)


def run(reading: Reading) -> None:
    """Name the headings, and tell which links lead nowhere."""
    if "<a" in reading.text:
        _adopt_names(reading.tree.root)
    roots = [reading.tree.root, *reading.tree.footnotes.values()]
    if "](" in reading.text:
        for link in (link for root in roots for link in root.iter("a") if link.get("href") == ""):
            if words := " ".join(plain_text(link).split()):
                reading.notices.note(Code.NO_ADDRESS, f"[{words}]", near=words)
    taken = _taken(roots)
    headings = _headings(reading.tree.root)
    for wanted in reading.target.anchors:
        if wanted in headings and wanted not in taken and "id" not in headings[wanted].attrib:
            headings[wanted].set("id", wanted)
            taken.add(wanted)
    names = {heading: name for name, heading in headings.items()}
    sections = {name: heading.get("id") or name for name, heading in headings.items()}
    reading.findings.headings += sections.values()
    reading.findings.sections.update({**sections, **{name: name for name in sorted(taken)}})
    if "#" not in reading.text or not (links := [link for root in roots for link in _links(root)]):
        return
    alike: dict[str, Element] = {}
    for name, found in headings.items():
        alike.setdefault(bare(name), found)
    for link in links:
        wanted = unquote(link.get("href", "")[1:])
        if wanted in taken:
            continue
        heading = headings.get(wanted, headings.get(slug(wanted), alike.get(bare(wanted)) if bare(wanted) else None))
        if heading is None:
            words = plain_text(link).strip()
            reading.notices.note(Code.NO_SECTION, link.get("href", ""), near=words)
            continue
        name = heading.get("id") or names[heading]
        heading.set("id", name)
        taken.add(name)
        link.set("href", f"#{name}")


def _taken(roots: Iterable[Element]) -> set[str]:
    """Give the names that stand in a text as they are."""
    named = (element for root in roots for element in root.iter() if element.attrib or element.tag == RAW_HTML)
    return {name for element in named for name in _names(element)}


def _links(root: Element) -> Iterator[Element]:
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("#") and not is_of_page(address[1:]):
            yield link


def _headings(root: Element) -> dict[str, Element]:
    slugs = Slugs()
    return {slugs.name(plain_text(element)): element for element in root.iter() if element.tag in _HEADINGS}


def _adopt_names(root: Element) -> None:
    """Make the name of an empty link that of the heading in which, or before which, it stands."""
    for parent in list(root.iter()):
        before: Element | None = None
        for child in list(parent):
            if child.tag in _HEADINGS and "id" not in child.attrib:
                inside = child[0] if len(child) and not (child.text or "").strip() else None
                if inside is not None and (name := _name(inside)):
                    child.set("id", name)
                    child.text = (inside.tail or "").lstrip()
                    child.remove(inside)
                elif before is not None and before.tag == "p" and (name := _name_of_lone(before)):
                    child.set("id", name)
                    parent.remove(before)
            before = child


def _name(element: Element) -> str:
    """Give the name that an empty link has and nothing else."""
    said = set(element.attrib.keys())
    hollow = element.tag in {"a", "span"} and not len(element) and not (element.text or "").strip()
    return element.get("id") or element.get("name") or "" if hollow and said and said <= {"id", "name"} else ""


def _name_of_lone(paragraph: Element) -> str:
    inside = only(paragraph)
    return "" if inside is None else _name(inside)


def _names(element: Element) -> Iterator[str]:
    """Give the names to which links can lead."""
    if element.tag == RAW_HTML:
        for written in _TAG.finditer(element.text or ""):
            tag = Tag(written[0])
            yield from (tag.attributes[key] for key in ("id", "name") if key in tag.attributes)
    if name := element.get("id"):
        yield name
    if element.tag == "a" and (name := element.get("name")):
        yield name
