"""What an address in a text leads to: another post, a file to upload, nothing of ours, or nothing at all.

An address comes from a text that may not be the author's own, and what it names is published. So nothing outside the
project's folder and nothing hidden is ever given. The answer is the same on a laptop and where the posts are published:
capital letters count everywhere.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.source.codes import Code
from wppush.source.faults import shown
from wppush.source.folders import Folders
from wppush.source.resolved import Broken, LocalFile, NotLocal, PostFile, Resolved
from wppush.source.search import Reading, Search
from wppush.source.spellings import is_template, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Broken", "Folders", "LocalFile", "NotLocal", "PostFile", "Resolved", "resolve"]

_BLANKS = "".join(map(chr, range(0x21)))
"""What browsers take off both ends of an address."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z](?::|%3a)(?:[\\/]|%5c|%2f)", re.IGNORECASE)
_UNC = re.compile(r"(?:\\|%5c){2}", re.IGNORECASE)


def resolve(
    address: str,
    *,
    document: Path,
    content_root: Path,
    project_root: Path,
    static: Sequence[Path] = (),
    folders: Folders | None = None,
) -> Resolved:
    """What an address leads to, counted from the file that it stands in.

    The address is one of Markdown: percent-encoded or not, maybe with `?query` and `#fragment`. It is read so first;
    where there is no such file, one is looked for whose name has these characters in it. `/x` is looked for in the
    `static` folders, then in the content folder, then in the project's. `other` also means `other.md`, and a folder
    means its index. `folders` remembers what folders list, for the other addresses of a run.

    Where that finds nothing, the address is taken for one of the site that another tool makes of the files: `../other/`
    and `other.html` are pages, `{{ site.baseurl }}/x` and `{filename}x.md` spellings of it.
    """
    address = address.strip(_BLANKS)

    def of(spelled: str) -> Resolved:
        return _resolve(spelled, document, content_root, project_root, static, folders or Folders())

    meant = plain(address)
    for spelled in meant:
        found = of(spelled)
        if isinstance(found, PostFile | LocalFile):
            return found
    if not meant and not is_template(address):
        return of(address)
    message = f"{shown(address.replace('%20', ' '))} is an address that only another tool can tell."
    such = f", such as {meant[0]}" if meant else ""
    hint = f'write the address itself{such}, or links = "warn" in wppush.toml to publish without the link'
    return Broken(code=Code.BROKEN_LINK, message=message, hint=hint)


def _resolve(
    address: str, document: Path, content_root: Path, project_root: Path, static: Sequence[Path], folders: Folders
) -> Resolved:
    if refused := _of_one_machine(address):
        return refused
    if not address or address.startswith(("#", "?", "//")) or _SCHEME.match(address):
        return NotLocal()
    search = Search(
        address=address,
        document=Path(os.path.realpath(document)),
        content_root=Path(os.path.realpath(content_root)),
        project_root=Path(os.path.realpath(project_root)),
        static=[Path(os.path.realpath(folder)) for folder in static],
        folders=folders,
    )
    failures: list[NotLocal | Broken] = []
    for reading in _readings(address):
        found = search.read(reading)
        if isinstance(found, PostFile | LocalFile):
            return found
        failures.append(found)
    return failures[0]


def _of_one_machine(address: str) -> Broken | None:
    """A refusal of what names a place on some machine's disk, and is no address of the web."""
    if address[:5].casefold() == "file:":
        what = "is an address of one machine's files"
    elif _DRIVE.match(address):
        what = "names a drive of Windows"
    elif _UNC.match(address):
        what = "names another machine's folder"
    else:
        return None
    hint = "copy the file into the project, and write its path from the text's folder on, such as images/photo.jpg"
    return Broken(code=Code.OUTSIDE_PROJECT, message=f"{shown(address)} {what}.", hint=hint)


def _readings(address: str) -> Iterator[Reading]:
    """The ways to read an address: as the web does, then with ever more of its special characters in a file's name."""
    head, _, fragment = address.partition("#")
    path, _, query = head.partition("?")
    longest, _, last_fragment = address.rpartition("#")
    ways = [(path, query, fragment), (head, "", fragment), (longest, "", last_fragment), (address, "", "")]
    seen: set[str] = set()
    for text, behind, anchor in ways:
        for spelled in (unquote(text, errors="surrogateescape"), text):
            if spelled and spelled not in seen:
                seen.add(spelled)
                yield Reading(path=spelled, query=behind, fragment=unquote(anchor))
