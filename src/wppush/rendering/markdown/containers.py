"""The line that begins a container, `::: name`, in the forms that are in use.

| form | used by |
|---|---|
| `::: name`, `::: {.name #id key="value"}`, closing colons | Pandoc, Quarto |
| `::: name Title`, `::: name Title {open}` | VitePress and other users of markdown-it |
| `:::name[Title]` | Docusaurus |
| `:::{name} Title` | MyST |

As in Pandoc, a line of colons alone ends the innermost one, however many they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FENCE = re.compile(r"(?P<prefix>[ ]*+(?:>[ ]?)*+[ ]*+):{3,}+[ \t]*+(?P<info>[^:\n].*)?$")
_NAME = re.compile(r"[A-Za-z][\w-]*+(?=[\s\[{]|$)")
_BRACES = re.compile(r"\{(?P<said>[^{}]*)\}")
_BRACKETS = re.compile(r"\[(?P<title>.*)\]$")
_COLONS = re.compile(r"(?:^|\s+):+$")
_TOKEN = re.compile(
    r"\.(?P<class>[\w-]+)|#(?P<id>[\w.:-]+)|(?P<key>[\w-]+)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"
    r"|(?P<word>[\w-]+)|(?P<other>\S+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What such a line says."""

    name: str
    title: str = ""
    """Markdown."""
    classes: tuple[str, ...] = ()
    anchor: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    """A word alone is a setting of no value."""


def read_opening(info: str) -> Opening | None:
    """Read what stands behind the colons; None for what names no container."""
    info = _COLONS.sub("", info.strip())
    named = _NAME.match(info)
    rest = info[named.end() :].strip() if named else info
    braces = _BRACES.match(rest) or (_BRACES.search(rest) if named and rest.endswith("}") else None)
    if braces and (braces.start() == 0 or braces.end() == len(rest)):
        rest = (rest[: braces.start()] + rest[braces.end() :]).strip()
    else:
        braces = None
    if not named and not braces:
        return None
    classes: list[str] = []
    settings: dict[str, str] = {}
    anchor = ""
    for token in _TOKEN.finditer(braces["said"]) if braces else ():
        if token["class"]:
            classes.append(token["class"])
        elif token["id"]:
            anchor = token["id"]
        elif token["key"]:
            settings[token["key"]] = token["double"] or token["single"] or token["bare"] or ""
        elif token["word"]:
            settings[token["word"]] = ""
        else:
            return None
    words = [key for key, value in settings.items() if not value]
    if named:
        name = named[0]
    elif words and not classes:
        name = words[0]
        del settings[name]
    else:
        name = classes.pop(0) if classes else "group"
    bracketed = _BRACKETS.match(rest)
    title = bracketed["title"] if bracketed else rest
    return Opening(name=name, title=title, classes=tuple(classes), anchor=anchor, settings=settings)
