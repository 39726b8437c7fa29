"""GFM 6.6 and 6.7: links and pictures. Their labels may hold code, and compare without regard to case and blanks.

Python-Markdown looks for each bracket's partner up to the end of the text, and so needs quadratic time for `[[[[…`.
Here the search ends where brackets are nested more deeply than anyone writes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import LinkInlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX

from wppush.rendering.markdown.gfm.definitions import normalised
from wppush.rendering.markdown.gfm.destinations import address, marked, read_target

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor

_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_MAX_BRACKETS = 32
_LONGEST_LABEL = 999

_SIZED = re.compile(r"\((?P<target>[^()\n]*?)[ ]+=(?P<width>\d{1,5})?x(?P<height>\d{1,5})?[ ]*\)")
"""With the size behind the address, as HackMD and others have it: `![](a.png =200x)`."""

LINK = r"(?<!!)\["
IMAGE = r"!\["


class LinkProcessor(LinkInlineProcessor):
    """`[text](address "title")`, and with `image` its like with a `!`."""

    looks_back_from = ""  # none ends with a `!`

    def __init__(self, pattern: str, md: Markdown, *, image: bool = False) -> None:
        super().__init__(pattern, md)
        self._image = image
        self._searched = ""
        self._last = -1
        self._size: dict[str, str] = {}

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        text, end, closed = self.getText(data, m.end())
        target = self._target(data, end, text) if closed else None
        if target is None:
            return None, m.start(), m.end()
        url, title, end = target
        attributes = {"src" if self._image else "href": address(self._restored(url)), **self._size}
        if title is not None:
            attributes["title"] = " ".join(marked(self._restored(title)).split())
        element = Element("img" if self._image else "a", attributes)
        # Of a picture as well: what is emphasised in it is read like any other text.
        element.text = self._without_images(text) if self._image and "![" in text else text
        return element, m.start(), end

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - Python-Markdown's name
        if self._searched is not data:
            self._searched, self._last = data, data.rfind("]")
        if self._last < index:
            return "", index, False
        depth = 1
        for found in _BRACKET.finditer(data, index):
            depth += 1 if found[0] == "[" else -1
            if not depth:
                return data[index : found.start()], found.end(), True
            if depth > _MAX_BRACKETS:
                break
        return "", index, False

    def _without_images(self, text: str) -> str:
        """Give a picture's words with pictures in them replaced by their own."""
        out: list[str] = []
        at = 0
        while (start := text.find("![", at)) >= 0:
            words, end, closed = self.getText(text, start + 2)
            target = self._target(text, end, words) if closed else None
            if target is None:
                out.append(text[at : start + 2])
                at = start + 2
            else:
                out += [text[at:start], self._without_images(words)]
                at = target[2]
        return "".join(out) + text[at:]

    def _target(self, data: str, end: int, text: str) -> tuple[str, str | None, int] | None:  # noqa: ARG002 - see below
        self._size = {}
        target = read_target(data, end)
        if target is None and self._image and (sized := _SIZED.match(data, end)):
            target = read_target(f"({sized['target']})", 0)
            self._size = {key: sized[key] for key in ("width", "height") if sized[key]}
            return (target[0], target[1], sized.end()) if target else None
        return target

    def _restored(self, text: str) -> str:
        """Give an address or a title in which other rules have put away code or an escape."""
        return self.unescape(text) if STX in text else text


class ReferenceProcessor(LinkProcessor):
    """`[text][label]` and `[label][]`; with `short` only `[label]`."""

    def __init__(self, pattern: str, md: Markdown, *, image: bool = False, short: bool = False) -> None:
        super().__init__(pattern, md, image=image)
        self._short = short

    def _target(self, data: str, end: int, text: str) -> tuple[str, str | None, int] | None:
        label = text
        if not self._short:
            found = _LABEL.match(data, end)
            if found is None:
                return None
            label, end = found[1].strip() or text, found.end()
        if len(label) > _LONGEST_LABEL:
            return None
        known = self.md.references.get(normalised(self._written(label)))
        return (known[0], known[1], end) if known else None

    def _written(self, label: str) -> str:
        """Give a label as the author wrote it: code and escapes in it are marks by now."""

        def written(found: re.Match[str]) -> str:
            inline = cast("InlineTreeprocessor", self.md.treeprocessors["inline"])
            value = inline.stashed_nodes.get(found[1], "")
            if isinstance(value, str):
                return _ESCAPED.sub(lambda escaped: "\\" + chr(int(escaped[1])), value)
            said = "".join(value.itertext()).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            return f"`{said}`" if value.tag == "code" else said

        return INLINE_PLACEHOLDER_RE.sub(written, label)
