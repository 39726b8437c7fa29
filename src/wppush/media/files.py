"""A file of the author's as it will be in the media library: what identifies it, what it is called there, what it is.

The digest is of the author's own bytes and of the options that change them, never of what a library made of them: so it
is the same on every machine, and nothing is uploaded again because Pillow was updated.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import SourceError
from wppush.media.codes import Code
from wppush.media.names import ascii_filename
from wppush.media.types import CONVERTIBLE, LOCATABLE, RESIZABLE, STRIPPABLE, TypeRefused, type_of

SLUG_PREFIX = "wppush-"
_DIGITS = 32
_FIRST = 4096
"""Bytes that tell what a file is; WordPress looks at no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is made of a file before it is uploaded, and how large it may be."""

    strip_location: bool = False
    """Take the place where it was taken out of a JPEG, PNG or WebP; pixels and all else stay as they are."""
    max_width: int | None = None
    """In pixels: wider JPEGs, PNGs and WebPs are made as wide as this."""
    webp: bool = False
    """Make WebPs of JPEGs and PNGs, where that is smaller."""
    max_size: int | None = None
    """In bytes, of what is uploaded."""
    types: tuple[str, ...] = ()
    """Endings, without the dot, that the site takes although WordPress by itself does not."""

    @property
    def need_pillow(self) -> bool:
        """Whether pixels are to be changed."""
        return self.webp or self.max_width is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file to upload."""

    path: Path
    """What is uploaded: the author's file, or the copy that was prepared from it."""
    name: str
    """The author's file, as reports show it."""
    digest: str
    """SHA-256, in hex, of the author's bytes and of the options that change them."""
    filename: str
    """What the site is to call it: ASCII, lower case, with the ending of its type."""
    mime: str
    size: int
    """In bytes, of `path`."""
    options: Options = field(default_factory=Options)
    """Those that change files of this type, and how large it may be."""
    warnings: tuple[Diagnostic, ...] = ()
    keeps: object = field(default=None, repr=False, compare=False)
    """What has to live as long as the file is needed: the folder into which it was fetched."""

    @property
    def slug(self) -> str:
        """By which it is found again in the media library."""
        return slug_of(self.digest)

    @property
    def title(self) -> str:
        """The author's name of the file without its ending, as WordPress's own upload form titles it."""
        return Path(unquote(self.name) if "://" in self.name else self.name).stem

    @property
    def needs_preparing(self) -> bool:
        """Whether an option changes what is uploaded."""
        return bool(changes_of(self.options))


def slug_of(digest: str) -> str:
    """Give the slug in the media library of a file with this digest."""
    return SLUG_PREFIX + digest[:_DIGITS]


def open_file(path: Path, *, name: str, options: Options | None = None) -> MediaFile:
    """Look at a file; `name` is what reports call it. Reads it once, whatever its size, and holds none of it.

    Raises SourceError with one diagnostic, whose message names the file and whose location is the file.
    """
    options = options or Options()
    first, digest, size = _read(path, name)
    if size == 0:
        raise fault(Code.EMPTY, name, "is empty")
    try:
        kind = type_of(path.name, first, options.types)
    except TypeRefused as refused:
        raise fault(refused.code, name, refused.message, refused.hint) from None
    applied = _applied(options, kind.mime)
    if not applied.need_pillow:
        check_size(size, name, options)
    digest = _with_options(digest, applied)
    warnings: tuple[Diagnostic, ...] = ()
    if options.strip_location and kind.mime in LOCATABLE - STRIPPABLE:
        message = f"{name}: wppush can not take the place where it was taken out of a file of type {kind.mime}"
        hint = "convert it to JPEG or WebP, or take its location out with the program that you edit pictures with"
        warnings = (_diagnostic(Code.LOCATION_STAYS, name, message, hint, Severity.WARNING),)
    return MediaFile(
        path=path,
        name=name,
        digest=digest,
        filename=ascii_filename(path.name, ending=kind.ending, digest=digest),
        mime=kind.mime,
        size=size,
        options=applied,
        warnings=warnings,
    )


def check_unchanged(media: MediaFile) -> None:
    """Raise SourceError unless the author's file still has the bytes that the digest was made of."""
    _, digest, _ = _read(media.path, media.name)
    if _with_options(digest, media.options) != media.digest:
        raise fault(Code.CHANGED, media.name, "was changed while wppush was at work", "run the same command again")


def check_size(size: int, name: str, options: Options) -> None:
    """Raise SourceError where something is larger than it may be."""
    if options.max_size is not None and size > options.max_size:
        message = f"has {in_words(size)}; the settings allow {in_words(options.max_size)}"
        hint = "make it smaller, or raise max_size in [media] of wppush.toml, as far as the site takes it"
        raise fault(Code.TOO_LARGE, name, message, hint)


def fault(code: Code, name: str, message: str, hint: str | None = None) -> SourceError:
    """Give the error for one thing that is wrong with one file."""
    return SourceError([_diagnostic(code, name, f"{name}: the file {message}", hint, Severity.ERROR)])


def in_words(size: int) -> str:
    """Give a number of bytes as a person says it."""
    amount = float(size)
    for unit in ("bytes", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def _read(path: Path, name: str) -> tuple[bytes, str, int]:
    try:
        with path.open("rb") as file:
            first = file.read(_FIRST)
            file.seek(0)
            return first, hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        what = "is a folder" if path.is_dir() else "does not exist"
        raise fault(Code.MISSING, name, what) from None
    except OSError as error:
        raise fault(Code.UNREADABLE, name, f"can not be read: {error.strerror or error}") from None


def _applied(options: Options, mime: str) -> Options:
    """Give the options that can change a file of this type.

    So switching `webp` on does not change the digest of a PDF, which would be uploaded once more for nothing.
    """
    return Options(
        strip_location=options.strip_location and mime in STRIPPABLE,
        max_width=options.max_width if mime in RESIZABLE else None,
        webp=options.webp and mime in CONVERTIBLE,
        max_size=options.max_size,
    )


def changes_of(options: Options) -> str:
    """Give the options that change bytes, in a form to be digested; empty for none."""
    unlimited = replace(options, max_size=None)
    said = (
        "location" if unlimited.strip_location else "",
        f"width={unlimited.max_width}" if unlimited.max_width is not None else "",
        "webp" if unlimited.webp else "",
    )
    return " ".join(filter(None, said))


def _with_options(digest: str, options: Options) -> str:
    changes = changes_of(options)
    return hashlib.sha256(f"{digest} {changes}".encode()).hexdigest() if changes else digest


def _diagnostic(code: Code, name: str, message: str, hint: str | None, severity: Severity) -> Diagnostic:
    return Diagnostic(code=code.value, severity=severity, message=message, location=Location(path=name), hint=hint)
