"""From the addresses in a file to those of the site: what a text becomes when it is written.

A link to a post that the site does not have (yet) becomes its words; the text with the link is written as soon as there
is something to link to. A picture that was not uploaded has no address to show, so a text with one can't be bound.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.plan.posts import Text
from wppush.rendering import Bound

if TYPE_CHECKING:
    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost


def bound_text(desired: DesiredPost, directory: Directory) -> Text | None:
    """Give the text with the addresses of the site; None while one of its media is not known."""
    if desired.written is not None:
        return desired.written
    if desired.bind is None:
        return Text(content=desired.content, footnotes=desired.footnotes)
    addresses: dict[str, Bound | None] = {}
    for use in desired.media:
        known = directory.media.get(use.slug)
        if known is None:
            return None
        addresses[use.address] = Bound(url=known.item.url + use.suffix, media=known.item)
    for link in desired.links:
        url = directory.address(link)
        addresses[link.address] = Bound(url=url) if url else None
    return desired.bind(addresses)


def bound(desired: DesiredPost, directory: Directory) -> DesiredPost:
    """Give a post that is ready to be written. Raises LookupError while one of its media is not known."""
    text = bound_text(desired, directory)
    if text is None:
        raise LookupError(desired.name)
    return replace(desired, written=text)
