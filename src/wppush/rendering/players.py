"""Sound and films: what the blocks core/audio and core/video have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wppush.blocks import Block, escape
from wppush.rendering.address import media_of, written
from wppush.rendering.codes import Code
from wppush.rendering.markdown import plain_text
from wppush.rendering.media import file_name, kind_of, only

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context

    Kind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Sound or a film."""

    address: str
    caption: str
    lost: str = ""
    """Words for which there is no place beside the caption."""


def read(element: Element, kind: Kind) -> Recording | None:
    """Give what a paragraph consists of: a link to sound or a film, or the syntax of a picture.

    The title is the caption; without one, the words in the brackets are.
    """
    item = only(element) if element.tag == "p" else None
    if item is None or element.attrib:
        return None
    address = item.get("src" if item.tag == "img" else "href", "")
    if item.tag not in {"a", "img"} or kind_of(address) != kind:
        return None
    title = item.get("title", "").strip()
    if item.tag == "img":
        words = item.get("alt", "").strip()
        known = item.attrib.keys() <= {"src", "alt", "title"}
        return Recording(address=address, caption=title or words, lost=words if title else "") if known else None
    words = " ".join(plain_text(item).split())
    said = words not in {"", written(address), file_name(address)}
    if not item.attrib.keys() <= {"href", "title"} or len(item) or (said and title):
        return None  # markup in the words, or two texts and a place for one
    return Recording(address=address, caption=title or (words if said else ""))


def build(element: Element, kind: Kind, context: Context) -> tuple[Block, ...]:
    """Make the block."""
    found = read(element, kind)
    if not found:
        return ()
    _note(found, element, context)
    caption = (
        f'<figcaption class="wp-element-caption">{escape.text(found.caption)}</figcaption>' if found.caption else ""
    )
    html = f'<figure class="wp-block-{kind}">{_player(found, kind)}{caption}</figure>'
    media = media_of(found.address)
    return (Block(name=kind, attributes={"id": media.id} if media else {}, content=(html,)),)


def html(element: Element, kind: Kind, context: Context) -> str:
    """Make a player of HTML's own."""
    found = read(element, kind)
    if not found:
        return ""
    _note(found, element, context)
    if not found.caption:
        return f"<p>{_player(found, kind)}</p>"
    return f"<figure>{_player(found, kind)}<figcaption>{escape.text(found.caption)}</figcaption></figure>"


def _player(found: Recording, kind: Kind) -> str:
    return f'<{kind} controls src="{escape.save_attribute(escape.settled_url(found.address))}"></{kind}>'


def _note(found: Recording, element: Element, context: Context) -> None:
    if found.lost:
        context.note(Code.CAPTION_ONLY, element, found.lost)
