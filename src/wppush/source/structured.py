"""The fields that are made of others: the featured image, terms of any taxonomy, and `meta`."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from wppush.source.codes import Code
from wppush.source.document import FeaturedImage
from wppush.source.faults import Fault, Faults, ValuePath, shown
from wppush.source.metadata import Plain
from wppush.source.names import fold
from wppush.source.readers import raw_text, refuse, text
from wppush.source.terms import read_categories

if TYPE_CHECKING:
    from wppush.source.document import JSON, CategoryPath

SOURCES = ("src", "image", "path", "url", "file", "filename")
"""What the address of an image is called in a mapping."""
ADDRESSES = (*SOURCES, "id")
IMAGE_KEYS = (*ADDRESSES, "alt", "caption")
_SILENT = ("relative", "hidden", "hiddeninlist", "hiddeninsingle", "responsiveimages", "linkfullimages", "lqip")
"""Keys of themes' mappings that say how the theme shows the image."""
_NONE = frozenset({"", "false", "no", "none"})
_WIKI = re.compile(r"!?\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")
_TAXONOMY = re.compile(r"[a-z0-9_-]{1,32}")
OWN_KEYS = {
    "category": "categories", "categories": "categories", "post_tag": "tags", "tags": "tags", "tag": "tags",
    "post-tag": "tags",
}  # fmt: skip
"""Taxonomies that have a key of their own, and that key."""


def featured_image(value: object) -> FeaturedImage:
    """An image by its path, address or id; false is none. Of several, the first. Raises Faults."""
    if isinstance(value, list):
        return featured_image(value[0]) if value else FeaturedImage()
    if isinstance(value, dict):
        return _from_mapping(value)
    if value is False:
        return FeaturedImage()
    if isinstance(value, int) and not isinstance(value, bool):
        return _by_id(value)
    if not isinstance(value, str):
        hint = "write the path of an image: featured_image: images/cover.jpg"
        refuse(Code.WRONG_TYPE, f"{str(value).lower()} is no image.", hint)
    found = text(value)
    if found.casefold() in _NONE:
        return FeaturedImage()
    if re.fullmatch(r"[0-9]{1,18}", found):
        return _by_id(int(found))
    if not found.isprintable():
        refuse(Code.ONE_LINE, "The path of an image has more than one line.", "write it on one line")
    if found.casefold() in ("true", "yes"):
        hint = "write the path of an image: featured_image: images/cover.jpg"
        refuse(Code.WRONG_TYPE, f"{shown(found)} is no image.", hint)
    wiki = _WIKI.fullmatch(found)
    return FeaturedImage(src=wiki[1].strip() if wiki else found)


def _by_id(number: int) -> FeaturedImage:
    if number < 0:
        refuse(Code.WRONG_TYPE, "The id of an image is a number from 1.", "write featured_image: 42, or false for none")
    return FeaturedImage(id=number) if number else FeaturedImage()


def _from_mapping(value: dict[str, object]) -> FeaturedImage:
    given = {fold(key): (key, item) for key, item in value.items() if item is not None}
    sources = [given[name] for name in ADDRESSES if name in given]
    if not sources:
        refuse(Code.WRONG_TYPE, "The image has no src.", "write featured_image: {src: images/cover.jpg, alt: …}")
    if len(sources) > 1:
        message = f"{shown(sources[0][0])} and {shown(sources[1][0])} both say which image it is."
        fault = Fault(code=Code.TWO_NAMES, message=message, hint="delete one of the two", path=(sources[1][0],))
        raise Faults([fault])
    key, source = sources[0]
    faults: list[Fault] = []
    words: dict[str, str | None] = {"alt": None, "caption": None}
    image = FeaturedImage()
    try:
        if isinstance(source, list | dict):
            refuse(Code.WRONG_TYPE, "The address of an image is one text.", "write src: images/cover.jpg")
        image = featured_image(source)
    except Faults as error:
        faults += [replace(fault, path=(key, *fault.path)) for fault in error.faults]
    for name in words:
        if name in given:
            key, item = given[name]
            try:
                words[name] = text(item)
            except Faults as error:
                faults += [replace(fault, path=(key, *fault.path)) for fault in error.faults]
    if faults:
        raise Faults(faults)
    return replace(image, **words) if image != FeaturedImage() else image  # type: ignore[arg-type] # alt and caption


def unknown_image_keys(value: object) -> list[str]:
    """The keys of an image's mapping that nothing is made of."""
    if not isinstance(value, dict):
        return []
    return [key for key in value if fold(key) not in (*IMAGE_KEYS, *_SILENT)]


def taxonomies(value: object) -> dict[str, tuple[CategoryPath, ...]]:
    """Terms by their taxonomy, each read as categories are. Raises Faults."""
    if not isinstance(value, dict):
        refuse(Code.WRONG_TYPE, "taxonomies is not a mapping.", "write taxonomies: {mood: [calm], series: [Seoul]}")
    found: dict[str, tuple[CategoryPath, ...]] = {}
    faults: list[Fault] = []
    for name, terms in value.items():
        own = OWN_KEYS.get(name.casefold())
        if own:
            message = f"{shown(name)} has a key of its own: {own}."
            hint = f"write {own}: beside taxonomies, and not in it"
            faults.append(Fault(code=Code.OWN_KEY, message=message, hint=hint, path=(name,), at_key=True))
        elif not _TAXONOMY.fullmatch(name):
            message = f"{shown(name)} is not the slug of a taxonomy."
            hint = "write it as the site has it: small letters, digits, hyphens and underscores"
            faults.append(Fault(code=Code.NO_SUCH_VALUE, message=message, hint=hint, path=(name,), at_key=True))
        elif terms is not None:
            try:
                found[name] = read_categories(terms)
            except Faults as error:
                faults += [replace(fault, path=(name, *fault.path)) for fault in error.faults]
    if faults:
        raise Faults(faults)
    return found


def meta(value: object) -> dict[str, JSON]:
    """Fields by their names, with values of JSON. Raises Faults.

    Without quotes, YAML's numbers, true, false and null are that; with them, text. Dates become text.
    """
    if not isinstance(value, dict):
        refuse(Code.WRONG_TYPE, "meta is not a mapping.", "write meta: {rating: 5, subtitle: A love story}")
    faults: list[Fault] = []
    for name in value:
        if name == "footnotes":
            message = "meta.footnotes is where WordPress keeps the notes of the text, and is made from them."
            hint = "delete it, and write notes as [^1] in the text"
            faults.append(Fault(code=Code.META, message=message, hint=hint, path=(name,), at_key=True))
        elif not name.strip() or not name.isprintable() or len(name) > 255:
            message = f"{shown(name)} is not the name of a field."
            faults.append(Fault(code=Code.META, message=message, hint="write its name", path=(name,), at_key=True))
    found = {name: _json(item, (name,), faults) for name, item in value.items()}
    if faults:
        raise Faults(faults)
    return found


def _json(value: object, at: ValuePath, faults: list[Fault]) -> JSON:
    if isinstance(value, dict):
        return {str(key): _json(item, (*at, key), faults) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item, (*at, index), faults) for index, item in enumerate(value)]
    if isinstance(value, Plain):
        return value.typed()
    if isinstance(value, float) and not math.isfinite(value):
        message = f"{value} is no number of JSON."
        faults.append(Fault(code=Code.META, message=message, hint="put it in quotes", path=at))
        return None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str):
        try:
            return raw_text(value)
        except Faults as error:
            faults += [replace(fault, path=at) for fault in error.faults]
    return value if isinstance(value, bool | int | float | str) else None
