"""A code block: core/code; its language is a class of the <pre>, its title a paragraph above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block, escape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


_TITLED = "code-title"
_LANGUAGE = re.compile(r"language-[\w+#.-]+")


def matches(element: Element) -> bool:
    """Say whether this is a block of code."""
    return element.tag == "pre" and len(element) == 1 and element[0].tag == "code"


def build(element: Element, context: Context) -> tuple[Block, ...]:
    """Make a code block. A class on the <code> would make it invalid."""
    code = element[0]
    language = code.get("class", "")
    if language and not _LANGUAGE.fullmatch(language):
        context.note("WP207", element, language.removeprefix("language-"))
        language = ""
    classes = f"wp-block-code {language}".rstrip()
    html = f'<pre class="{classes}"><code>{escape.code(code.text or "")}</code></pre>'
    block = Block(name="code", attributes={"className": language} if language else {}, content=(html,))
    title = element.get("title", "").strip()
    return (_title(title), block) if title else (block,)


def _title(title: str) -> Block:
    html = f'<p class="{_TITLED}"><strong>{escape.text(title)}</strong></p>'
    return Block(name="paragraph", attributes={"className": _TITLED}, content=(html,))
