"""A plan as 16 digits: the same wherever it is made of the same files and the same site, and another one otherwise.

So somebody can look at a plan, and a run elsewhere be held to it. What is said along with a plan (warnings, lines of
files) is no part of what it does, and neither is where the files lie on one machine; a file is its bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wppush.plan.changes import Adopt, CreatePost, Relink, UpdatePost
from wppush.plan.fields import expected_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.plan.changes import Plan
    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost, Field

_DIGITS = 16
_LEFT_OUT = frozenset({"diagnostics", "location", "file", "sites"})
"""Besides fields that no comparison looks at. The slug that stands beside a `file` is made of its bytes."""
_TEXTS = frozenset({"content", "footnotes"})


def digest_of(plan: Plan) -> str:
    """Give 16 hexadecimal digits for what a plan does, and to what."""
    found = hashlib.sha256()
    for line in _lines(plan):
        found.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()[:_DIGITS]


def _lines(plan: Plan) -> Iterator[str]:
    yield plan.site
    for change in plan:
        yield _said(change)
        match change:
            case CreatePost(desired=desired) | Relink(desired=desired):
                yield from _names(desired, desired.managed, plan.directory)
            case UpdatePost() | Adopt():
                yield from _names(change.desired, change.fields, plan.directory)
            case _:
                pass


def _names(desired: DesiredPost, written: tuple[Field, ...], directory: Directory) -> Iterator[str]:
    """Give what the site calls the things that a post names: their ids and addresses would be written."""
    for name in written:
        if name not in _TEXTS:
            yield _said(expected_texts(desired, name, directory))
    if _TEXTS & {*written}:
        yield directory.links_text(desired.links)
        yield from (_said(directory.media.get(use.slug)) for use in desired.media)


def _said(value: object) -> str:
    """Give a value in a form that hangs neither on the order of a set nor on a place in memory."""
    match value:
        case None | bool() | int() | float() | str():
            # A StrEnum is the text that it is.
            return json.dumps(value)
        case datetime():
            return value.isoformat()
        case Mapping():
            return f"{{{','.join(sorted(f'{_said(key)}:{_said(entry)}' for key, entry in value.items()))}}}"
        case list() | tuple():
            return f"[{','.join(map(_said, value))}]"
        case set() | frozenset():
            return f"[{','.join(sorted(map(_said, value)))}]"
        case _ if is_dataclass(value):
            inner = (
                f"{entry.name}={_said(getattr(value, entry.name))}"
                for entry in fields(value)
                if entry.compare and entry.name not in _LEFT_OUT
            )
            return f"{type(value).__name__}({','.join(inner)})"
        case _:
            # Printed, it might be another text in the next run, and nobody would know why the plan is refused.
            raise TypeError(f"a plan has no digest with a {type(value).__name__} in it")
