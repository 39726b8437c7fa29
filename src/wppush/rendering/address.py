"""An address that stands in the post instead of one in the text, and remembers that one.

Which block an address makes is told from what the author wrote: a link to `manual.pdf` is a file to download wherever
WordPress keeps it. So what looks at the form of an address asks `written`, and what writes it takes it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.rendering.target import Bound, MediaItem

_FULL = "full"


class Address(str):
    """The address that is written into the post."""

    __slots__ = ("media", "place", "size", "written")

    def __new__(cls, shown: str, *, written: str = "", place: str = "", media: MediaItem | None = None) -> Address:
        """Make one; `written` is the author's, `place` how it begins in the text where that is something else."""
        address = super().__new__(cls, shown)
        address.written = written or shown
        address.place = place
        address.media = media
        address.size = ""
        return address

    written: str
    place: str
    media: MediaItem | None
    size: str
    """The name of the size in which a picture of the media library is shown; empty for anything else."""


def written(address: str) -> str:
    """Give an address as its author wrote it."""
    return address.written if isinstance(address, Address) else address


def media_of(address: str) -> MediaItem | None:
    """Give the file of the media library that an address is of; None for any other."""
    return address.media if isinstance(address, Address) else None


def size_of(address: str) -> str:
    """Give the name of the size in which a picture of the media library is shown; empty for any other."""
    return address.size if isinstance(address, Address) else ""


def of_picture(bound: Bound, written: str, *, size: str, width: str | None) -> Address:
    """Give the address of a picture in one of its sizes.

    In full where it has none of this name, as the small ones have not; where the author wants it wider; and where it
    is a GIF, because the smaller ones that WordPress makes stand still.
    """
    media = bound.media
    if media is None:
        return Address(bound.url, written=written)
    chosen = None if media.url.lower().endswith(".gif") else media.sizes.get(size)
    if chosen and width and width.isdecimal() and int(width) > chosen.width:
        chosen = None
    address = Address(chosen.url if chosen else media.url, written=written, media=media)
    address.size = size if chosen else _FULL
    return address


def dimensions(address: str) -> dict[str, str]:
    """Give the width and the height of a picture of the media library in the size shown, if they are known."""
    media, size = media_of(address), size_of(address)
    if media is None or not size:
        return {}
    chosen = media.sizes.get(size)
    width, height = (chosen.width, chosen.height) if chosen else (media.width, media.height)
    return {"width": str(width), "height": str(height)} if width and height else {}


def classes_among_words(element: Element) -> Mapping[str, str]:
    """Give the attributes of an element that is written among words: a picture of the library has its number."""
    media = media_of(element.get("src", "")) if element.tag == "img" else None
    if media is None:
        return element.attrib
    said = dict(element.attrib)
    named = [*said.pop("class", "").split(), f"wp-image-{media.id}"]
    return {"class": " ".join(dict.fromkeys(named)), **said}
