"""An address alone in its paragraph, of a video or a post that WordPress can show: core/embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering.media import lone_address, only
from wppush.rendering.providers import embeddable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context
    from wppush.rendering.providers import Provider


def matches(element: Element) -> bool:
    """Say whether this is a paragraph of one address that a provider knows."""
    return _embedded(element) is not None


def build(element: Element, context: Context) -> tuple[Block, ...]:  # noqa: ARG001 - every construct is called alike
    """Make an embed.

    A video has its aspect ratio at once, so that it fits its column before anyone has opened the editor, which finds
    it when it loads the preview.
    """
    found = _embedded(element)
    if found is None:
        return ()
    address, provider = found
    attributes: dict[str, str | bool] = {"url": address}
    classes = ["wp-block-embed"]
    if provider.aspect:
        attributes["type"] = "video"
        classes.append("is-type-video")
    attributes["providerNameSlug"] = provider.slug
    classes += [f"is-provider-{provider.slug}", f"wp-block-embed-{provider.slug}"]
    if provider.responsive:
        attributes["responsive"] = True
    if provider.aspect:
        shape = f"wp-embed-aspect-{provider.aspect} wp-has-aspect-ratio"
        attributes["className"] = shape
        classes.append(shape)
    html = (
        f'<figure class="{" ".join(classes)}"><div class="wp-block-embed__wrapper">\n'
        f"{escape.text(address)}\n</div></figure>"
    )
    return (Block(name="embed", attributes=attributes, content=(html,)),)


def html(element: Element, context: Context) -> str:  # noqa: ARG001 - every construct is called alike
    """Give the address alone: WordPress embeds what stands so in a paragraph."""
    found = _embedded(element)
    return f"<p>{escape.text(found[0])}</p>" if found else ""


def _embedded(element: Element) -> tuple[str, Provider] | None:
    item = only(element) if element.tag == "p" else None
    address = lone_address(item) if item is not None and not element.attrib else ""
    found = embeddable(address) if address else None
    return (escape.settled_url(found[0]), found[1]) if found else None
