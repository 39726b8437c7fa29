"""Front matter in lines without anything around them, as Pelican and MultiMarkdown have it: `Title: My post`.

It ends with the first empty line. Such lines could be a text's own, so one of them has to be its title.
"""

from __future__ import annotations

import re

from wppush.source.metadata import Metadata, Plain

LINES = re.compile(r"\A(?:(?P<key>[A-Za-z][\w-]*+):[^\n]*+(?:\n[ \t]{4,}\S[^\n]*+)*+(?:\n|\Z))++(?=[ \t]*(?:\n|\Z))")
_ENTRY = re.compile(r"^(?P<key>[A-Za-z][\w-]*+):[ \t]*(?P<value>[^\n]*+(?:\n[ \t]{4,}\S[^\n]*+)*+)", re.MULTILINE)
_TITLE = re.compile(r"^title:", re.MULTILINE | re.IGNORECASE)


def end_of_lines(text: str) -> int | None:
    """The offset behind the last of the lines that `text` begins with; None where it begins with something else."""
    found = LINES.match(text)
    return found.end() if found and _TITLE.search(found[0]) else None


def read(text: str) -> Metadata:
    """The keys and values of such lines; a value goes on in lines that are indented by four blanks."""
    result = Metadata()
    for entry in _ENTRY.finditer(text):
        key = entry["key"]
        if key in result:
            result.add_duplicate(key, entry.start())
            continue
        result[key] = Plain(" ".join(entry["value"].split())) or None
        result.keys_at[key,] = entry.start()
        result.places[key,] = entry.start("value")
    return result
