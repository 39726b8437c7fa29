"""What a text is rendered for: the form of a post, and what the site can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wppush.config import Format


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
