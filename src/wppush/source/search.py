"""The search for what an address names: from folder to folder, by what each of them lists.

Nothing is opened on the way; whatever is found is looked at by its real path, so that no link leads out of the project.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wppush.source.codes import Code
from wppush.source.discovery import SUFFIXES
from wppush.source.faults import shown
from wppush.source.folders import Entry, Folders, address_of, fold
from wppush.source.resolved import Broken, LocalFile, NotLocal, PostFile, Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEXES = ("index", "_index", "readme")
"""Which file a link to a folder means: the first of these that is there, with any ending of Markdown."""
SETTINGS = "wppush.toml"
_END_OF_PAGE = re.compile(r"(?:/index)?\.html?\Z|/+\Z")
_FINAL = frozenset({Code.HIDDEN_FILE, Code.OTHER_CASE, Code.EMPTY_FILE, Code.UNREADABLE, Code.FILE_NAME})
"""What is there, and cannot be published."""
_NO_FILE = 'correct or delete it, or write links = "warn" in wppush.toml to publish without it'
_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|edu|gov|info|co|me|app|jp|de|uk|cn)(?:[/:?#]|\Z)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read an address."""

    path: str
    """Not percent-encoded any more, or with `%` in a name."""
    query: str = ""
    fragment: str = ""

    @property
    def names_folder(self) -> bool:
        return self.path.rpartition("/")[2] in ("", ".", "..")

    @property
    def suffix(self) -> str:
        """How the name at the end ends: `.md`, `.jpg`; blank for a page, `/about`, and for a folder."""
        return "" if self.names_folder else Path("x" + self.path.rpartition("/")[2].replace("\0", "")).suffix.lower()


class _Refusal(Exception):
    """The search is over."""

    def __init__(self, code: Code, what: str, hint: str | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.hint = hint


class _Absent(Exception):
    """There is no file of this name; `folder` is where it was looked for, where there is such a folder."""

    def __init__(self, name: str, folder: str | None = None, rest: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.folder = folder
        self.rest = rest
        """What would have come after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One address, and where it may lead. All paths are real ones."""

    address: str
    document: Path
    content_root: Path
    project_root: Path
    static: Sequence[Path]
    folders: Folders

    def read(self, reading: Reading) -> Resolved:
        """What the address leads to if it is read so."""
        found = self._read(reading)
        if isinstance(found, PostFile | LocalFile) or (isinstance(found, Broken) and found.code in _FINAL):
            return found
        return self._as_page(reading) or found

    def _as_page(self, reading: Reading) -> PostFile | LocalFile | None:
        """What it leads to on a site where each file is a folder, `../other/`, or a page, `other.html`."""
        if reading.suffix in SUFFIXES:
            return None
        whole = reading.path
        short = _END_OF_PAGE.sub("", whole)
        if whole.startswith("/"):
            ways = [(base, short) for base in (*self.static, self.content_root, self.project_root)]
        else:
            own = self.document.parent / self.document.stem
            ways = [(self.document.parent, short), (own, whole), (own, short)]
        for base, path in ways:
            if (
                not path.strip("/")
                or path.lower().endswith(SUFFIXES)
                or (base == self.document.parent and path == whole)
            ):
                continue
            try:
                found = self._from(base, replace(reading, path=path), rooted=whole.startswith("/"))
            except (_Refusal, _Absent):
                continue
            if isinstance(found, PostFile) or path == whole:
                return found
        return None

    def _read(self, reading: Reading) -> Resolved:
        try:
            if self.address.startswith("/"):
                return self._rooted(reading)
            return self._from(self.document.parent, reading)
        except _Refusal as refusal:
            message = f"{shown(self.address)} {refusal.what}."
            return Broken(code=refusal.code, message=message, hint=refusal.hint)
        except _Absent as absent:
            is_post = reading.suffix in ("", *SUFFIXES)
            code, what = (Code.BROKEN_LINK, "post") if is_post else (Code.MISSING_FILE, "file")
            message = f"{shown(self.address)} leads to no {what}."
            return Broken(code=code, message=message, hint=self._hint(reading, absent))

    def _rooted(self, reading: Reading) -> Resolved:
        """What `/x` leads to. It may as well be an address of the site: only what is surely a file's is refused."""
        refusals: list[_Refusal] = []
        for base in dict.fromkeys((*self.static, self.content_root, self.project_root)):
            try:
                return self._from(base, reading, rooted=True)
            except _Absent:
                continue
            except _Refusal as refusal:
                refusals.append(refusal)
        pages = (Code.NOT_A_FILE, Code.NOT_A_POST, Code.OTHER_CASE) if not reading.suffix else ()
        if serious := [found for found in refusals if found.code not in pages]:
            raise serious[0]
        if _is_file(reading.path):
            self._refuse_outside("is a path of this machine alone")
        return NotLocal()

    def _from(self, base: Path, reading: Reading, *, rooted: bool = False) -> PostFile | LocalFile:
        """What a path leads to from a folder on. Raises _Refusal and _Absent."""
        if not base.is_relative_to(self.project_root):
            raise _Absent(reading.path)
        way = list(base.relative_to(self.project_root).parts)
        floor = len(way) if rooted else 0
        known = len(way)
        for name in reading.path.split("/"):
            if name == "..":
                if rooted and len(way) == floor:
                    continue  # as browsers do: nothing is above a site
                if len(way) == floor:
                    self._refuse_outside("leads out of the project's folder")
                way.pop()
                known = min(known, len(way))
            elif name not in ("", "."):
                way.append(name)
        if rooted and len(way) == floor:
            raise _Absent("/")  # the site's front page
        if not rooted and any(name.startswith(".") for name in way):
            # Whether it is there is nobody's business; but `/.well-known/` is an address of many a site.
            raise _hidden()
        path, exact = self._walk(self.project_root.joinpath(*way[:known]), way[known:], reading)
        return self._given(path, reading, exact=exact)

    def _walk(self, start: Path, names: Sequence[str], reading: Reading) -> tuple[Path, bool]:
        """The real path that names lead to, and whether all are spelled so on the disk."""
        folder, exact = str(start), True
        for place, name in enumerate(names, start=1):
            is_last = place == len(names) and not reading.names_folder
            try:
                entry = self._post_or_entry(folder, name) if is_last else self.folders.look_up(folder, name)
            except (NotADirectoryError, FileNotFoundError):
                raise _Absent(name) from None
            except OSError as error:
                raise _unreadable(error) from None
            if entry is None:
                raise _Absent(name, folder, names[place:])
            exact = exact and entry.exact
            folder = self._enter(folder, entry.name)
        if os.path.isdir(folder):  # noqa: PTH112 - text, as Folders takes it
            return self._index_of(folder), exact
        if reading.names_folder:
            raise _Absent(names[-1] if names else "")
        return Path(folder), exact

    def _post_or_entry(self, folder: str, name: str) -> Entry | None:
        """The entry that `other` means: the file `other`, or `other.md`, or the folder; as it is spelled, if it is."""
        entry = self.folders.look_up(folder, name)
        posts = [self.folders.look_up(folder, name + suffix) for suffix in SUFFIXES]
        is_folder = entry is not None and os.path.isdir(os.path.join(folder, entry.name))  # noqa: PTH112, PTH118
        ranked = [found for found in ([*posts, entry] if is_folder else [entry, *posts]) if found is not None]
        return min(ranked, key=lambda found: not found.exact, default=None)

    def _index_of(self, folder: str) -> Path:
        for stem in INDEXES:
            for suffix in SUFFIXES:
                try:
                    entry = self.folders.look_up(folder, stem + suffix)
                except OSError as error:
                    raise _unreadable(error) from None
                if entry is not None:
                    return Path(self._enter(folder, entry.name))
        hint = "name a file in it, or give the folder an index.md"
        raise _Refusal(Code.NOT_A_FILE, "leads to a folder that has no index.md", hint)

    def _enter(self, folder: str, name: str) -> str:
        """The real path of an entry of a folder whose path is real."""
        path = os.path.join(folder, name)  # noqa: PTH118 - text
        real = os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114 - text
        if not Path(real).is_relative_to(self.project_root):
            self._refuse_outside("goes through a symbolic link that leads out of the project's folder")
        if any(part.startswith(".") for part in Path(real).relative_to(self.project_root).parts):
            raise _hidden()
        return real

    def _given(self, path: Path, reading: Reading, *, exact: bool) -> PostFile | LocalFile:
        """What is at a real path. Raises _Refusal for what can not be published."""
        try:
            status = path.stat()
        except FileNotFoundError:
            raise _Refusal(
                Code.MISSING_FILE, "is a symbolic link that leads nowhere", "mend the link, or delete it"
            ) from None
        except OSError as error:
            raise _unreadable(error) from None
        if not stat.S_ISREG(status.st_mode):
            raise _Refusal(Code.NOT_A_FILE, "leads to a device, a pipe or a folder, and not to a file")
        if fold(path.name) == SETTINGS:
            raise _Refusal(Code.HIDDEN_FILE, f"leads to {SETTINGS}, which is never published")
        if not str(path).isprintable() and not _is_text(path):
            raise _Refusal(Code.FILE_NAME, "leads to a file whose name is not UTF-8", "rename the file")
        if not exact:
            hint = f"did you mean {self._spelled(path)}?"
            raise _Refusal(Code.OTHER_CASE, "differs from the file's name in capital letters", hint)
        if not os.access(path, os.R_OK):
            raise _Refusal(Code.UNREADABLE, "leads to a file that the operating system does not let wppush read")
        if path.suffix.lower() in SUFFIXES:
            if not path.is_relative_to(self.content_root):
                hint = "move the file into the content folder, or link to where it can be read on the web"
                raise _Refusal(Code.NOT_A_POST, "leads to a Markdown file outside the content folder", hint)
            return PostFile(path=path, fragment=reading.fragment)
        if status.st_size == 0:
            raise _Refusal(Code.EMPTY_FILE, "leads to an empty file, and WordPress takes none", "put something into it")
        return LocalFile(path=path, fragment=reading.fragment, query=reading.query)

    def _refuse_outside(self, what: str) -> NoReturn:
        hint = f"copy the file into {str(self.project_root)!r}, and write its path from the text's folder on"
        raise _Refusal(Code.OUTSIDE_PROJECT, what, hint)

    def _hint(self, reading: Reading, absent: _Absent) -> str | None:
        """What was most likely meant by an address that leads nowhere."""
        if "\\" in reading.path:
            found = self._tried(self.document.parent, replace(reading, path=reading.path.replace("\\", "/")))
            if found:
                return f"write / between the folders: {self._spelled(found)}"
        for base in (self.content_root, self.project_root, *self.static):
            if found := self._tried(base, reading):
                return f"did you mean {self._spelled(found)}?"
        if reading.path.lower().startswith("www.") or _HOST.match(reading.path):
            return f"write https://{self.address}"
        if "@" in reading.path and "/" not in reading.path:
            return f"write mailto:{self.address}"
        nearest = None if absent.folder is None else self.folders.nearest(absent.folder, absent.name)
        if absent.folder is None or nearest is None:
            return _NO_FILE
        corrected = Path(absent.folder, nearest)
        found = self._tried(corrected, Reading(path="/".join(absent.rest))) if absent.rest else None
        return f"did you mean {self._spelled(found or corrected)}?"

    def _tried(self, base: Path, reading: Reading) -> Path | None:
        try:
            return self._from(base, reading).path
        except (_Refusal, _Absent):
            return None

    def _spelled(self, path: Path) -> str:
        return address_of(path, self.document.parent)


def _hidden() -> _Refusal:
    hint = "rename it without the dot, if everybody may read it"
    return _Refusal(Code.HIDDEN_FILE, "leads to a hidden file or folder, which is never published", hint)


def _unreadable(error: OSError) -> _Refusal:
    return _Refusal(Code.UNREADABLE, f"can not be followed: {error.strerror}")


def _is_file(path: str) -> bool:
    try:
        return os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises where a name is too long
    except ValueError:  # half a character
        return False


def _is_text(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True
