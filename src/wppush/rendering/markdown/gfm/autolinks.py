"""GFM 6.9: addresses in `<…>` become links whose words are the address, and so do those that stand bare in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from wppush.rendering.markdown.addresses import MAIL, SCHEME, WWW, is_domain, mail, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown
    from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_ENCLOSED = (
    rf"\\[\\<]|<(?:(?P<address>[a-zA-Z][a-zA-Z0-9+.-]{{1,31}}:[^\s<>{STX}{ETX}]*+)"
    rf"|(?P<mail>[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{_LABEL}(?:\.{_LABEL})*+))>"
)
_REST = re.compile(rf"[^\s<{STX}{ETX}]*+")
_ESCAPE = re.compile(rf"{STX}([0-9]+){ETX}")
_NOWHERE = ("a", "img", "code", "pre", "math")


class AutolinkProcessor(InlineProcessor):
    """Links `<scheme:address>` and `<somebody@example.com>`. A backslash in them is one of their characters."""

    looks_back_from = ""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_ENCLOSED, md)

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the same
    ) -> tuple[Element | None, int, int]:
        written = m["address"] or m["mail"]
        if not written:
            return None, m.start(), m.end()
        return _link(written if m["address"] else f"mailto:{written}", written), m.start(), m.end()


class BareAddressProcessor(InlineProcessor):
    """Links what begins with `http://`, `https://`, `ftp://` or `www.` and goes on like an address.

    It has to come before emphasis is read, for an address may hold its marks, and behind code, raw HTML and escapes.
    """

    ANCESTOR_EXCLUDES = _NOWHERE
    looks_back_from = ""  # none ends before a letter

    def __init__(self, md: Markdown) -> None:
        super().__init__(f"{SCHEME}|{WWW}", md)

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        start, end = m.span()
        if not is_domain(m[0]) or (m[0].startswith("www.") and self._behind_mark(data, start)):
            return None, start, end
        pieces = [(m[0], end), *self._rest(data, end)]
        written = trimmed("".join(piece for piece, _ in pieces))
        left, end = len(written), start
        for piece, behind in pieces:
            if left < len(piece) and behind - len(piece) != end:
                written = written[: len(written) - left]  # half an escape is none of the address
                break
            end = behind - max(len(piece) - left, 0)
            left -= len(piece)
            if left <= 0:
                break
        return _link(written if "://" in m[0] else f"http://{written}", written), start, end

    def _rest(self, data: str, at: int) -> Iterator[tuple[str, int]]:
        """Give what goes on with an address, piece by piece as written, each with the offset behind it.

        Escapes were put aside by now: in an address their backslash is one of its characters.
        """
        while True:
            plain = _REST.match(data, at)
            if plain and plain[0]:
                at = plain.end()
                yield plain[0], at
            elif escape := self._escape(data, at):
                at = escape[1]
                yield escape
            else:
                return

    def _stashed(self, found: re.Match[str]) -> Element | str:
        inline = cast("InlineTreeprocessor", self.md.treeprocessors["inline"])
        return inline.stashed_nodes.get(found[1], "")

    def _behind_mark(self, data: str, at: int) -> bool:
        """Say whether something that was put aside stands right before an offset; a line break does not count."""
        if not data.endswith(ETX, 0, at):
            return False
        mark = INLINE_PLACEHOLDER_RE.match(data, data.rindex(STX, 0, at))
        node = self._stashed(mark) if mark and mark.end() == at else ""
        return not (isinstance(node, Element) and node.tag == "br")

    def _escape(self, data: str, at: int) -> tuple[str, int] | None:
        """Give the escape that was put aside at this offset, as written, and the offset behind it."""
        mark = INLINE_PLACEHOLDER_RE.match(data, at)
        node = self._stashed(mark) if mark else ""
        found = _ESCAPE.fullmatch(node) if isinstance(node, str) else None
        return ("\\" + chr(int(found[1])), mark.end()) if mark and found else None


class BareMailProcessor(InlineProcessor):
    """Links addresses of mail, with `mailto:` or without, and of chats with `xmpp:`. Emphasis is read before it."""

    ANCESTOR_EXCLUDES = _NOWHERE
    looks_back_from = ".+_-"

    def __init__(self, md: Markdown) -> None:
        super().__init__(MAIL, md)

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stubs say less than it takes
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Python-Markdown's signature
    ) -> tuple[Element | None, int, int]:
        href, words = mail(m)
        return (_link(href, words), m.start(), m.start() + len(words)) if words else (None, m.start(), m.end())


def _link(href: str, words: str) -> Element:
    element = Element("a", {"href": _plain(href)})
    element.text = AtomicString(_plain(words))
    return element


def _plain(text: str) -> str:
    """Mark each `&`: an entity is none in a bare address."""
    return text.replace("&", f"{STX}{ord('&')}{ETX}")
