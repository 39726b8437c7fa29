"""A file as the body of a request: read from the disk piece by piece while it is sent, never held as a whole."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.errors import TransportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBody:
    """A file that a request carries."""

    path: Path
    headers: Mapping[str, str] = field(default_factory=dict)
    """Content-Type and Content-Disposition."""
    on_progress: Callable[[int], None] | None = None
    """Called with the number of bytes sent so far; it begins anew where the site asks to try again."""

    @contextmanager
    def opened(self) -> Iterator[Reader]:
        """Give the body of one try. Raises TransportError where the file can not be read."""
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise _unreadable(self.path, error.strerror or str(error)) from error
        with file:
            size = file.seek(0, 2)
            file.seek(0)
            yield Reader(file, self.path, size, self.on_progress)


class Reader:
    """What requests takes for a file: it has a length, and exactly as many bytes are read from it."""

    def __init__(self, file: BinaryIO, path: Path, size: int, on_progress: Callable[[int], None] | None) -> None:
        self._file = file
        self._path = path
        self._size = size
        self._sent = 0
        self._on_progress = on_progress

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        # requests takes only what can be iterated over for a stream, and then reads it.
        while piece := self.read(16 * 1024):
            yield piece

    def read(self, most: int = -1) -> bytes:
        """Give the next bytes, an empty string after the last one."""
        left = self._size - self._sent
        try:
            piece = self._file.read(left if most < 0 else min(most, left))
        except OSError as error:
            raise _unreadable(self._path, error.strerror or str(error)) from error
        if left and not piece:
            # The server waits for the rest in vain, and stores nothing.
            raise _unreadable(self._path, "it became shorter while it was sent")
        self._sent += len(piece)
        if piece and self._on_progress is not None:
            self._on_progress(self._sent)
        return piece


def _unreadable(path: Path, why: str) -> TransportError:
    message = f"{path.name} can not be sent: {why}"
    return TransportError(message, method="POST", route="/wp/v2/media", sent=False, ref=SiteCode.UPLOAD_UNREADABLE)
