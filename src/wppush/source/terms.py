"""Categories and tags: the names that an author writes, to what WordPress compares."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, ValuePath, shown

if TYPE_CHECKING:
    from wppush.source.document import CategoryPath

MAX_NAME = 200
"""Characters: the width of wp_terms.name; longer ones are a database error (500)."""

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_DROPPED = re.compile(r"<[a-zA-Z/!?][^>]*(?:>|\Z)|%[0-9a-fA-F]{2}|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Tags and percent-encoded bytes, which sanitize_text_field() takes out of a name; control and half characters."""


def read_tags(value: object) -> tuple[str, ...]:
    """Tags from a list, or from one text with commas between them. Raises Faults."""
    faults: list[Fault] = []
    named: list[tuple[ValuePath, object]]
    if isinstance(value, str):
        named = [((), name) for name in value.split(",")]
    elif isinstance(value, list):
        named = [((index,), name) for index, name in enumerate(value)]
    else:
        hint = "write tags: [first, second]"
        raise Faults([Fault(code=Code.WRONG_TYPE, message="The tags are not a list.", hint=hint)])
    names = [_name(name, path, faults) for path, name in named]
    if faults:
        raise Faults(faults)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(term_key(name), name)
    return tuple(unique.values())


def read_categories(value: object) -> tuple[CategoryPath, ...]:
    """Categories with their parents: `Name`, `Parent > Child`, or children in a list below their parent's key.

    Raises Faults.
    """
    faults: list[Fault] = []
    found = list(_categories(value, (), (), faults))
    if faults:
        raise Faults(faults)
    unique: dict[CategoryPath, CategoryPath] = {}
    for path in found:
        unique.setdefault(tuple(map(term_key, path)), path)
    return tuple(unique.values())


def term_key(name: str) -> str:
    """The form in which WordPress takes two names for one: ASCII letters in lower case, entities decoded."""
    return unescaped(name).strip().translate(_LOWER)


def unescaped(name: str) -> str:
    """A name as it is read, from the form in which WordPress stores it.

    Not by `html.unescape` of the whole: that takes the `&not` of `news&notes` for an entity.
    """
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), name)


def _categories(value: object, parents: CategoryPath, at: ValuePath, faults: list[Fault]) -> list[CategoryPath]:
    if isinstance(value, list):
        return [path for index, item in enumerate(value) for path in _categories(item, parents, (*at, index), faults)]
    if isinstance(value, dict):
        found = []
        for key, children in value.items():
            own: list[Fault] = []
            path = (*parents, *_split(str(key), (*at, str(key)), own))
            faults += [replace(fault, at_key=True) for fault in own]
            if children is None or children == []:
                found.append(path)
            else:
                found += _categories(children, path, (*at, str(key)), faults)
        return found
    return [(*parents, *_split(value, at, faults))]


def _split(value: object, at: ValuePath, faults: list[Fault]) -> CategoryPath:
    if not isinstance(value, str):
        _name(value, at, faults)
        return ()
    parts = value.split(">")
    if len(parts) > 1 and not all(part.strip() for part in parts):
        message = f"A name is missing beside the > in {shown(value)}."
        faults.append(Fault(code=Code.EMPTY_NAME, message=message, hint="write Parent > Child", path=at))
        return ()
    return tuple(_name(part, at, faults) for part in parts)


def _name(value: object, at: ValuePath, faults: list[Fault]) -> str:
    """One name, with its blanks as WordPress stores them; what is wrong with it goes to `faults`."""
    if value is None:
        hint = "delete it; a name that reads null or ~ needs quotes"
        faults.append(Fault(code=Code.EMPTY_NAME, message="A name is missing here.", hint=hint, path=at))
        return ""
    if not isinstance(value, str):
        is_collection = isinstance(value, list | dict)
        message = f"A name is text, not {'a list' if is_collection else shown(str(value))}."
        hint = "write each name on its own" if is_collection else f'put it in quotes: "{str(value)[:40]}"'
        faults.append(Fault(code=Code.WRONG_TYPE, message=message, hint=hint, path=at))
        return ""
    name = re.sub(r"[\r\n\t ]+", " ", value).strip()
    if not name:
        hint = "delete it, and the comma beside it; write [] for none"
        faults.append(Fault(code=Code.EMPTY_NAME, message="A name is missing here.", hint=hint, path=at))
    elif len(name) > MAX_NAME:
        message = f"The name has {len(name)} characters; WordPress takes {MAX_NAME}: {shown(name)}."
        faults.append(Fault(code=Code.NAME_TOO_LONG, message=message, hint="shorten it", path=at))
    elif dropped := _DROPPED.search(name):
        message = f"WordPress would drop {shown(dropped[0])} from the name {shown(name)}."
        faults.append(Fault(code=Code.NAME_LOSES_TEXT, message=message, hint="write the name without it", path=at))
    return name
