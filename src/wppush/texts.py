"""Texts that are long and seldom read, kept out of memory: what a run of ten thousand posts is not about.

A post is planned from digests; its text is read where it is rendered, shown or written. So texts lie on a shelf: a
temporary file without a name, which only this user may read and which ends with the program, and memory as long as they
are few. What can't be written there, because the disk is full, stays in memory.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import weakref
from dataclasses import dataclass, field

IN_MEMORY = 1 << 20
"""Bytes of texts below which a shelf has no file."""
FULL = 64 << 20
"""Bytes from which on the next text lies on a new shelf: the file of one goes with the last text that is on it."""
_DIGITS = 32
_SHORT = 8


class Shelf:
    """Texts behind each other in one file. Any thread may put and read them."""

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 - closed with its shelf
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._spare: dict[int, bytes] = {}
        """Texts for which the disk had no room, by the offset at which they would stand."""
        self.size = 0

    def put(self, text: str) -> Kept:
        """Keep a text."""
        raw = text.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(raw).hexdigest()[:_DIGITS]
        with self._lock:
            at = self.size
            self.size += len(raw)
            try:
                self._file.seek(at)
                self._file.write(raw)
                self._file.flush()
            except OSError:
                self._spare[at] = raw
        return Kept(shelf=self, at=at, length=len(raw), sha256=digest)

    def read(self, at: int, length: int) -> str:
        """Give the text that stands there."""
        with self._lock:
            raw = self._spare.get(at) if length else b""
            if raw is None:
                self._file.seek(at)
                raw = self._file.read(length)
        return raw.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A text on a shelf. Two are equal if their texts are."""

    sha256: str
    """The first half of its digits."""
    shelf: Shelf = field(repr=False, compare=False)
    at: int = field(repr=False, compare=False)
    length: int = field(repr=False, compare=False)
    """In bytes."""

    def read(self) -> str:
        """Give the text."""
        return self.shelf.read(self.at, self.length)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Send the text itself to another process, where it lies on another shelf."""
        return keep, (self.read(),)

    @property
    def digest(self) -> str:
        """The 8 digits by which marks tell it from its predecessor: `wppush.blocks.digest` of it."""
        return self.sha256[:_SHORT]


_shelf = Shelf()
_change = threading.Lock()


def keep(text: str) -> Kept:
    """Put a text on the shelf that is in use."""
    global _shelf
    with _change:
        if _shelf.size >= FULL:
            _shelf = Shelf()
        shelf = _shelf
    return shelf.put(text)
