"""A picture alone in its paragraph: core/image. Among words it stays an inline image of the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering import classic, picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context
    from wppush.rendering.picture import Picture


def matches(element: Element) -> bool:
    """Say whether this is a paragraph or a figure of one picture, linked or not."""
    return picture.read(element) is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make an image; its Markdown title is the caption."""
    shown = picture.read(element)
    return (block(shown),) if shown else ()


def block(shown: Picture) -> Block:
    """Make the image block of a picture."""
    style = ";".join(f"{key}:{value}" for key, value in shown.sizes.items())
    html = _tag("img", shown.attributes({"style": style} if style else {}), closed=True)
    attributes: dict[str, str] = {**shown.sizes}
    classes = ["wp-block-image"]
    if shown.link:
        attributes["linkDestination"] = "custom"
        # In the order in which the editor writes them.
        link = {key: shown.link[key] for key in ("class", "href", "target", "rel") if key in shown.link}
        html = f"{_tag('a', link)}{html}</a>"
    if shown.align:
        attributes["align"] = shown.align
        classes.append(f"align{shown.align}")
    if shown.sizes:
        classes.append("is-resized")
    if shown.classes:
        attributes["className"] = " ".join(shown.classes)
        classes += shown.classes
    identity = ""
    if shown.anchor:
        attributes["anchor"] = escape.settled(shown.anchor)
        identity = f' id="{escape.save_attribute(attributes["anchor"])}"'
    if shown.caption:
        html += f'<figcaption class="wp-element-caption">{shown.caption}</figcaption>'
    figure = f'<figure class="{" ".join(classes)}"{identity}>{html}</figure>'
    return Block(name="image", attributes=attributes, content=(figure,))


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the picture: with a caption in a figure, else in its paragraph."""
    shown = picture.read(element)
    if not shown:
        return classic.wrapped(element, classic.words(element))
    aligned = [f"align{shown.align}"] if shown.align else []
    said = {key: value.removesuffix("px") for key, value in shown.sizes.items() if value.endswith(("px", "%"))}
    classes = " ".join([*([] if shown.caption else aligned), *shown.classes])
    written = _tag("img", shown.attributes({**said, **({"class": classes} if classes else {})}))
    if shown.link:
        written = f"{_tag('a', shown.link)}{written}</a>"
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
