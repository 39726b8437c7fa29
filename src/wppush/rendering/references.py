"""The addresses in a text that somebody has to look up: files beside it, other posts, pictures of other sites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wppush.rendering.media import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.diagnostics import Location

ReferenceKind = Literal["link", "image", "audio", "video", "file"]
"""How an address is used: led to, shown, played, or offered for download. A link, too, may lead to any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An address in a text, once for each place where it stands."""

    address: str
    """As in the keys of `Target.addresses`: with its query and its fragment, percent-encoded or not as written."""
    kind: ReferenceKind
    location: Location
    alt: str = ""
    """What the author says of a picture in its place; empty for anything else."""
    title: str = ""
    caption: str = ""
    """Plain words, as the media library has them."""
    remote: bool = False
    """Whether it is a picture, sound or a film of the web, `https://…`; else it is no address of the web at all."""


_SCHEME = re.compile(r"(?!file:|[a-z]:(?:[\\/]|%5c))[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""What an address of the web or of another program begins with. `C:\\x.png` and `file:` name a file."""


_TAGS: dict[str, tuple[tuple[str, ReferenceKind | None], ...]] = {
    "a": (("href", "link"),),
    "img": (("src", "image"), ("srcset", "image")),
    "video": (("src", "video"), ("poster", "image")),
    "audio": (("src", "audio"),),
    "source": (("src", None), ("srcset", "image")),
    "track": (("src", "file"),),
}
_WITHIN: dict[str, ReferenceKind] = {"video": "video", "audio": "audio", "picture": "image"}
TAGS = frozenset(_TAGS)
"""Elements with addresses."""
HOLDERS = frozenset(_WITHIN)
"""Elements that say what the `<source>` in them is."""
KEYS = ("src", "href", "poster")
"""The attributes that hold addresses; `src` is also the beginning of `srcset`."""


def places(tag: str, within: str) -> Iterator[tuple[str, ReferenceKind | None]]:
    """Give the attributes of an element that hold addresses, and what these are; `within` is the holder around it.

    None for what only the address tells.
    """
    for key, kind in _TAGS[tag]:
        yield key, kind or _WITHIN.get(within)


def kind_in(tag: str, kind: ReferenceKind | None, address: str) -> ReferenceKind:
    """Give how an address is used: what has the syntax of a picture may be a player."""
    ending = kind_of(address) if kind is None or tag == "img" else None
    return ending or "file" if kind is None else ending if ending in {"audio", "video"} else kind


def is_local(address: str) -> bool:
    """Say whether an address may name a file of the author's, as far as its form tells."""
    return bool(address) and not address.startswith(("#", "?", "//")) and not _SCHEME.match(address)


def is_remote(address: str) -> bool:
    """Say whether an address is one of the web."""
    return address[:8].lower().startswith(("http://", "https://"))
