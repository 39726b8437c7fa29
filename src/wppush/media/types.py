"""What a file is, by its name and its first bytes, with the eyes of WordPress.

WordPress decides by both (`wp_check_filetype_and_ext`): the ending has to be in its list; what is called an image has
to be one, and then gets the ending of the image that it is; anything else must not be an image or a page in disguise.
The list here is that of WordPress 7.1 (`wp_get_mime_types`) without what an administrator alone may upload, and without
what stands there and is refused all the same: PHP's fileinfo gives another type for such files than WordPress's list
(tried with WordPress 7.1 and PHP 8.2; `.css` is plain text, `.gz` is application/gzip, source code is text/x-c).

A library that knows thousands of signatures would say what a file is like; the question here is what WordPress will
take it for.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from wppush.media.codes import Code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

RESIZABLE = frozenset({"image/jpeg", "image/png", "image/webp"})
CONVERTIBLE = frozenset({"image/jpeg", "image/png"})
STRIPPABLE = RESIZABLE
LOCATABLE = RESIZABLE | {"image/avif", "image/heic", "image/heif", "image/tiff"}
"""Images that cameras and telephones write the place into."""

_ENDINGS = """
image/jpeg jpg jpeg jpe
image/gif gif
image/png png
image/bmp bmp
image/tiff tif tiff
image/webp webp
image/avif avif
image/heic heic
image/heif heif
image/heic-sequence heics
image/heif-sequence heifs
video/x-ms-asf asf
video/x-ms-wmv wmv
video/x-ms-wm wm
video/avi avi
video/divx divx
video/x-flv flv
video/quicktime mov qt
video/mpeg mpeg mpg mpe
video/mp4 mp4 m4v
video/ogg ogv
video/webm webm
video/x-matroska mkv
video/3gpp 3gp 3gpp
video/3gpp2 3g2 3gp2
text/plain txt asc srt
text/csv csv
text/calendar ics
text/richtext rtx
text/vtt vtt
audio/mpeg mp3 m4a m4b
audio/aac aac
audio/x-realaudio ra
audio/wav wav
audio/ogg ogg oga
audio/flac flac
audio/midi mid midi
audio/x-ms-wma wma
audio/x-matroska mka
application/rtf rtf
application/pdf pdf
application/x-tar tar
application/zip zip
application/x-7z-compressed 7z
application/msword doc
application/vnd.ms-powerpoint pot pps ppt
application/vnd.ms-write wri
application/vnd.ms-excel xla xls xlt xlw
application/vnd.ms-project mpp
application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
application/vnd.ms-word.document.macroEnabled.12 docm
application/vnd.openxmlformats-officedocument.wordprocessingml.template dotx
application/vnd.ms-word.template.macroEnabled.12 dotm
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
application/vnd.ms-excel.sheet.macroEnabled.12 xlsm
application/vnd.ms-excel.sheet.binary.macroEnabled.12 xlsb
application/vnd.openxmlformats-officedocument.spreadsheetml.template xltx
application/vnd.ms-excel.template.macroEnabled.12 xltm
application/vnd.ms-excel.addin.macroEnabled.12 xlam
application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
application/vnd.ms-powerpoint.presentation.macroEnabled.12 pptm
application/vnd.openxmlformats-officedocument.presentationml.slideshow ppsx
application/vnd.ms-powerpoint.slideshow.macroEnabled.12 ppsm
application/vnd.openxmlformats-officedocument.presentationml.template potx
application/vnd.ms-powerpoint.template.macroEnabled.12 potm
application/vnd.ms-powerpoint.addin.macroEnabled.12 ppam
application/vnd.openxmlformats-officedocument.presentationml.slide sldx
application/vnd.ms-powerpoint.slide.macroEnabled.12 sldm
application/onenote onetoc onetoc2 onetmp onepkg
application/oxps oxps
application/vnd.ms-xpsdocument xps
application/vnd.oasis.opendocument.text odt
application/vnd.oasis.opendocument.presentation odp
application/vnd.oasis.opendocument.spreadsheet ods
application/vnd.oasis.opendocument.graphics odg
application/vnd.oasis.opendocument.chart odc
application/vnd.oasis.opendocument.database odb
application/vnd.oasis.opendocument.formula odf
application/wordperfect wp wpd
application/vnd.apple.keynote key
application/vnd.apple.numbers numbers
application/vnd.apple.pages pages
"""

TAKEN: Mapping[str, str] = MappingProxyType(
    {ending: mime for mime, *endings in map(str.split, _ENDINGS.strip().splitlines()) for ending in endings}
)
"""The type of each ending that WordPress takes from everybody who may upload."""

_MORE = {
    "svg": "image/svg+xml",
    "svgz": "image/svg+xml",
    "ico": "image/x-icon",
    "jxl": "image/jxl",
    "c": "text/plain",
    "cc": "text/plain",
    "h": "text/plain",
    "md": "text/markdown",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "gz": "application/gzip",
    "rar": "application/x-rar",
    "epub": "application/epub+zip",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
"""Types that sites are made to take, of which Python knows none, or another with each version."""

_ENDING_OF_IMAGE = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/heif": "heic",
}
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif"} | dict.fromkeys((b"heic", b"heix", b"hevc"), "image/heic")
_IMAGE_BRANDS = _BRANDS | dict.fromkeys((b"heif", b"mif1", b"msf1"), "image/heif")

_LFS = b"version https://git-lfs.github.com/spec/"
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")

_HINTS = {
    "svg": "convert it to PNG or WebP",
    "svgz": "convert it to PNG or WebP",
    "ico": "convert it to PNG",
    "jxl": "convert it to JPEG, WebP or AVIF",
    "html": "put it into a ZIP file, or print it to a PDF",
    "md": "publish it as a post and link to that, or put it into a ZIP file",
    "json": "put it into a ZIP file",
    "xml": "put it into a ZIP file",
    "py": "put it into a ZIP file",
    "gz": "make a ZIP file of it",
    "rar": "make a ZIP file of it",
    "psd": "convert it to PNG, or put it into a ZIP file",
    "tsv": "convert it to CSV, or put it into a ZIP file",
    "epub": "put it into a ZIP file, or convert it to PDF",
}


class TypeRefused(ValueError):
    """WordPress would not take the file; as facts."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type, and the ending that a file of it gets."""

    mime: str
    ending: str


def type_of(name: str, first: bytes, types: Collection[str] = ()) -> Kind:
    """Give the type of a file by its name and its first bytes. Raises TypeRefused.

    `types` are endings that the site takes, whatever WordPress does by itself: only the site can say what is wrong
    with such a file.
    """
    if first.startswith(_LFS):
        hint = "run `git lfs pull`; in a workflow of GitHub, give actions/checkout `lfs: true`"
        raise TypeRefused(Code.LFS_POINTER, "is a pointer of Git LFS, and not the file itself", hint)
    ending = PurePath(name).suffix[1:].lower()
    named = TAKEN.get(ending)
    image = image_type(first)
    if ending in types and image is None and not (named or "").startswith("image/"):
        return Kind(mime=named or _more(ending), ending=ending)
    if image is not None and (named is None or named.startswith("image/")):
        return Kind(mime=image, ending=_ENDING_OF_IMAGE[image])
    if named is None:
        raise _not_taken(ending, first)
    if named.startswith("image/"):
        hint = "open it: where it was downloaded, the page with an error may have been saved instead of the image"
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but it is {_looks_like(first)}", hint)
    if image is not None:
        hint = f"rename it to end in .{_ENDING_OF_IMAGE[image]}"
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but it is an image ({image})", hint)
    if _is_page(first):
        hint = "open it: where it was downloaded, the page with an error may have been saved instead of the file"
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but it is an HTML page", hint)
    if (named == "application/pdf") != (first[:1024].lstrip().startswith(b"%PDF-")):
        hint = "rename it after what it is, or save it as a PDF once more"
        what = _looks_like(first) if named == "application/pdf" else "a PDF"
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but it is {what}", hint)
    if named.startswith(("audio/", "video/")) and _is_text(first):
        hint = "open it: it may be a note about the file instead of the file"
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but it is {_looks_like(first)}", hint)
    code = _code(first) if named in ("text/plain", "text/csv") else None
    if code is not None:
        hint = f'put it into a ZIP file; if this site takes it, write types = ["{ending}"] in [media] of wppush.toml'
        raise TypeRefused(Code.CONTENT, f"is called .{ending}, but WordPress refuses it because it is {code}", hint)
    return Kind(mime=named, ending=ending)


def image_type(first: bytes) -> str | None:
    """Give the type of an image by its first bytes, None where it is none that WordPress knows."""
    for signature, mime in (
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
    ):
        if first.startswith(signature):
            return mime
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "image/webp"
    # "BM" alone begins many a text; the reserved bytes are zero in every bitmap.
    if first[:2] == b"BM" and first[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return _IMAGE_BRANDS.get(first[8:12]) if first[4:8] == b"ftyp" else None


def _more(ending: str) -> str:
    # Without the tables of the machine, so that every machine sends the same.
    own = _MORE.get(ending) or MimeTypes().types_map[True].get(f".{ending}")
    return own or "application/octet-stream"


_CODE = (
    (re.compile(rb"#!\s*/"), "a script"),
    (re.compile(rb"<\?php", re.IGNORECASE), "PHP"),
    (re.compile(rb"<\?xml|<svg\b"), "XML"),
    (re.compile(rb"-----BEGIN PGP (?:PUBLIC|SIGNATURE|MESSAGE)"), "a key or a signature of PGP"),
    (re.compile(rb"%!PS"), "PostScript"),
    (re.compile(rb"(?s:.*^)#\s*include\s*[<\"]", re.MULTILINE), "source code of C"),
    (re.compile(rb"(?s:.*^)(?:from\s+[\w.]+\s+import\s|\s*def\s+\w+\s*\([\w, ]+\):$)", re.MULTILINE), "Python"),
)


def _code(first: bytes) -> str | None:
    """Say what PHP's fileinfo finds in a text, where it is anything that WordPress does not take for a text.

    Only what is certain: fileinfo guesses at many more languages, and by other rules in each version.
    """
    text = first.removeprefix(b"\xef\xbb\xbf")
    # With a mark of UTF-16, zeros are letters.
    if not text.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in text:
        return "no text"
    for pattern, what in _CODE:
        if pattern.match(text):
            return what
    if text.lstrip().startswith((b"{", b"[")):
        with suppress(ValueError):
            json.loads(text)
            return "JSON"
    return None


def _not_taken(ending: str, first: bytes) -> TypeRefused:
    alike = {"htm": "html", "markdown": "md", "yaml": "json", "yml": "json", "js": "py", "php": "py", "sh": "py"}
    alike |= {"c": "py", "cc": "py", "h": "py", "css": "py", "gzip": "gz", "xcf": "psd"}
    hint = _HINTS.get(alike.get(ending, ending), "convert it to a type that WordPress takes, or put it into a ZIP file")
    hint += f'; if this site takes it, write types = ["{ending}"] in [media] of wppush.toml'
    if not ending:
        if b"<svg" in first:
            return TypeRefused(Code.TYPE, "is SVG, which WordPress does not take", _HINTS["svg"])
        return TypeRefused(Code.TYPE, "has no ending that says what it is", "rename it so that it ends in .pdf, .zip …")
    return TypeRefused(Code.TYPE, f"ends in .{ending}, a type that WordPress does not take", hint)


def _looks_like(first: bytes) -> str:
    if _is_page(first):
        return "an HTML page"
    if b"<svg" in first:
        return "SVG"
    if first.startswith(b"%PDF-"):
        return "a PDF"
    if first.startswith(b"PK\x03\x04"):
        return "a ZIP file"
    return "text" if _is_text(first) else "no image that WordPress knows"


def _is_page(first: bytes) -> bool:
    return first.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_PAGES)


def _is_text(first: bytes) -> bool:
    """Say whether these can be the first bytes of a text, in whatever encoding: without control characters."""
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in first)
