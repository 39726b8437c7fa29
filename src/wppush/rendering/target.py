"""What a text is rendered for: the form of a post, what the site can show, what the addresses in the text are there.

Rendering asks no site and no disk. Where an address of the author's (`../img/cat.jpg`, `other.md#part`) leads to on the
site is found out by the caller, from `Rendered.references`, and given here for the next rendering of the same text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from wppush.config import Format

ImageLink = Literal["none", "file"]
"""What a picture leads to for which its author wrote no link: nothing, or the picture in its full size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSize:
    """One of the sizes in which WordPress keeps a picture."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaItem:
    """A file of WordPress's media library."""

    id: int
    url: str
    """`source_url`: the file that WordPress shows, which is the scaled one of a very large picture."""
    sizes: Mapping[str, MediaSize] = field(default_factory=dict)
    """`media_details.sizes` by name, with `full`; empty for what is no picture."""
    width: int | None = None
    height: int | None = None
    original: str = ""
    """The file as it was uploaded; empty where that is `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What stands in the post instead of an address in the text."""

    url: str
    media: MediaItem | None = None
    """Where it is one of the site's own files: its block is made as the editor makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of post on a kind of site; without a site, a post of the newest WordPress."""

    format: Format = "blocks"
    math: bool = True
    """Whether the site has the block core/math, as WordPress has from 6.9 on."""
    footnotes: bool = True
    """Whether posts of this type keep the meta field `footnotes`."""
    seed: str = ""
    """What tells the ids in this post from those in another one: both may stand on one page of an archive."""
    addresses: Mapping[str, Bound | None] = field(default_factory=dict)
    """An address as `Rendered.references` gives it → what stands there instead; others stay as they are.

    With None, it leads nowhere: a link becomes its words, a picture stays as written.
    """
    anchors: Collection[str] = ()
    """Names of sections to which other posts link, as `Rendered.anchor_of` gives them: these headings get them."""
    find_note: Callable[[str], str | None] | None = None
    """Gives for the name in `[[…]]`, without its `#` and `|`, the address that a Markdown link would have.

    As in `../notes/My%20note.md`, or that of a picture or a file for `![[…]]`; None for no such note. Without it, no
    note is known.
    """
    image_size: str = "large"
    """In which of its sizes a picture of the media library is shown; where it has none of this name, in full."""
    image_link: ImageLink = "none"
