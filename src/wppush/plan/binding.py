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
    from collections.abc import Container

    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost


def bound_text(desired: DesiredPost, directory: Directory) -> Text | None:
    """Give the text with the addresses of the site; None while one of its media is not known."""
    if desired.written is not None:
        return desired.written
    if any(use.slug not in directory.media for use in desired.media):
        return None
    return _bound(desired, directory, frozenset())


def text_to_show(desired: DesiredPost, directory: Directory) -> Text:
    """Give the text with those addresses that the site has; what a run is about to make is as the file has it."""
    return _bound(desired, directory, directory.moving)


def _bound(desired: DesiredPost, directory: Directory, moving: Container[str]) -> Text:
    if desired.bind is None:
        return Text(content=desired.content, footnotes=desired.footnotes)
    addresses: dict[str, Bound | None] = {}
    for use in desired.media:
        if known := directory.media.get(use.slug):
            addresses[use.address] = Bound(url=known.item.url + use.suffix, media=known.item)
    for link in desired.links:
        if url := directory.address(link):
            addresses[link.address] = Bound(url=url)
        elif link.target not in moving:
            addresses[link.address] = None
    return desired.bind(addresses)


def bound(desired: DesiredPost, directory: Directory) -> DesiredPost:
    """Give a post that is ready to be written. Raises LookupError while one of its media is not known."""
    text = bound_text(desired, directory)
    if text is None:
        raise LookupError(desired.name)
    if text.links is None:
        # The others go on while this one is written: what is said of its links is what they were now.
        text = replace(text, links=directory.links_text(desired.links))
    return replace(desired, written=text)
