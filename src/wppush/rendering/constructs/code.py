"""A code block: core/code; its language is a class of the <pre>, its title a paragraph above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.blocks import Block, escape
from wppush.rendering import classic
from wppush.rendering.codes import Code

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
        context.note(Code.LANGUAGE, element, language.removeprefix("language-"))
        language = ""
    classes = f"wp-block-code {language}".rstrip()
    html = f'<pre class="{classes}"><code>{escape.code(code.text or "")}</code></pre>'
    block = Block(name="code", attributes={"className": language} if language else {}, content=(html,))
    _note_rest(element, context)
    title = _title(element)
    above = Block(name="paragraph", attributes={"className": _TITLED}, content=(title,))
    return (above, block) if title else (block,)


def html(element: Element, context: Context) -> str:
    """Give the code, and above it its title."""
    _note_rest(element, context)
    return _title(element) + classic.wrapped(element, classic.inline(element[0]), without=["title", "left-out"])


def _title(element: Element) -> str:
    title = element.get("title", "").strip()
    return f'<p class="{_TITLED}"><strong>{escape.text(title)}</strong></p>' if title else ""


def _note_rest(element: Element, context: Context) -> None:
    if "left-out" in element.attrib:
        # Whoever writes for a tool that marks lines does so all over a text.
        context.note_once(Code.FENCE_SETTING, element, element.get("left-out", ""))
