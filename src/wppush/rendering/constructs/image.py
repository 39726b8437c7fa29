"""A picture alone in its paragraph: core/image. Among words it stays an inline image of the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering import classic, picture
from wppush.rendering.address import dimensions, media_of, size_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.blocks.model import JSON
    from wppush.rendering.context import Context
    from wppush.rendering.picture import Picture
    from wppush.rendering.target import Target


def matches(element: Element) -> bool:
    """Say whether this is a paragraph or a figure of one picture, linked or not."""
    return picture.read(element) is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make an image; its Markdown title is the caption."""
    shown = picture.read(element)
    return (block(shown, context.target),) if shown else ()


def block(shown: Picture, target: Target) -> Block:
    """Make the image block of a picture."""
    media = media_of(shown.source)
    style = ";".join(f"{key}:{value}" for key, value in shown.sizes.items())
    numbered = {"class": f"wp-image-{media.id}"} if media else {}
    html = _tag("img", shown.attributes({**numbered, **({"style": style} if style else {})}), closed=True)
    attributes: dict[str, JSON] = {**({"id": media.id} if media else {}), **shown.sizes}
    # In the order in which the editor writes them.
    link = {key: shown.link[key] for key in ("class", "href", "target", "rel") if key in shown.link}
    destination = "custom" if link else ""
    if media:
        attributes["sizeSlug"] = size_of(shown.source)
        if not link and target.image_link == "file":
            link, destination = {"href": media.url}, "media"
        destination = destination or "none"
    if destination:
        attributes["linkDestination"] = destination
    if link:
        html = f"{_tag('a', link)}{html}</a>"
    classes = ["wp-block-image"]
    if shown.align:
        attributes["align"] = shown.align
        classes.append(f"align{shown.align}")
    if media:
        classes.append(f"size-{size_of(shown.source)}")
    if shown.sizes:
        classes.append("is-resized")
    if shown.classes:
        attributes["className"] = " ".join(shown.classes)
        classes += shown.classes
    identity = ""
    if shown.anchor:
        anchor = escape.settled(shown.anchor)
        attributes["anchor"] = anchor
        identity = f' id="{escape.save_attribute(anchor)}"'
    if shown.caption:
        html += f'<figcaption class="wp-element-caption">{shown.caption}</figcaption>'
    figure = f'<figure class="{" ".join(classes)}"{identity}>{html}</figure>'
    return Block(name="image", attributes=attributes, content=(figure,))


def html(element: Element, context: Context) -> str:
    """Give the picture: with a caption in a figure, else in its paragraph."""
    shown = picture.read(element)
    if not shown:
        return classic.wrapped(element, classic.words(element))
    aligned = [f"align{shown.align}"] if shown.align else []
    said = {key: value.removesuffix("px") for key, value in shown.sizes.items() if value.endswith(("px", "%"))}
    media = media_of(shown.source)
    # As the classic editor writes them.
    numbered = [f"size-{size_of(shown.source)}", f"wp-image-{media.id}"] if media else []
    classes = " ".join([*([] if shown.caption else aligned), *numbered, *shown.classes])
    said = said or ({} if shown.sizes else dimensions(shown.source))
    written = _tag("img", shown.attributes({**said, **({"class": classes} if classes else {})}))
    link = shown.link or ({"href": media.url} if media and context.target.image_link == "file" else {})
    if link:
        written = f"{_tag('a', link)}{written}</a>"
    identity = {"id": shown.anchor} if shown.anchor else {}
    if not shown.caption:
        return f"{_tag('p', identity)}{written}</p>"
    figure = {**identity, **({"class": aligned[0]} if aligned else {})}
    return f"{_tag('figure', figure)}{written}<figcaption>{shown.caption}</figcaption></figure>"


def _tag(name: str, attributes: Mapping[str, str], *, closed: bool = False) -> str:
    return f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}{'/' if closed else ''}>"


def _attribute(key: str, value: str) -> str:
    settled = escape.settled_url(value) if key in {"src", "href"} else escape.settled(value)
    return f' {key}="{escape.save_attribute(settled)}"'
