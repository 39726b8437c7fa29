"""Bare addresses for markdown-it-py. The rule of mdit-py-plugins needs quadratic time for many colons in one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from wppush.rendering.markdown.addresses import MAIL, SCHEME, WWW, is_domain, mail, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from wppush.rendering.markdown.content import Part

_SCHEME = re.compile(SCHEME)
_WWW = re.compile(WWW)
_REST = re.compile(r"[^\s<]*+")
_MAIL = re.compile(MAIL)
_LONGEST_SCHEME = len("https")
_LETTERS = re.compile(r"[a-zA-Z]+\Z")


def install(reader: MarkdownIt) -> None:
    """Add the rule, behind all others: texts have to be left off where an address may begin."""
    stock = reader.inline.terminator_re
    reader.inline.terminator_re = re.compile(rf"{stock.pattern}|(?<![^\s*_~(])www\.", stock.flags)
    reader.inline.ruler.push("bare_address", _address)


def with_mail(text: str) -> Iterator[Part]:
    """Give the parts of a text: words, and links for the addresses of mail among them."""
    at = 0
    for found in _MAIL.finditer(text) if "@" in text else ():
        href, words = mail(found)
        if words:
            yield text[at : found.start()]
            link = Element("a", {"href": href})
            link.text = words
            yield link
            at = found.start() + len(words)
    yield text[at:]


def _address(state: StateInline, silent: bool) -> bool:
    """Link an address. Emphasis is read later, so that one may hold its marks."""
    if silent or state.linkLevel > 0:
        return False
    if state.src.startswith("://", state.pos):
        letters = _LETTERS.search(state.pending, max(len(state.pending) - _LONGEST_SCHEME, 0))
        start = state.pos - len(letters[0]) if letters else state.pos
        found = _SCHEME.match(state.src, start, state.posMax)
    else:
        start = state.pos
        found = _WWW.match(state.src, start, state.posMax)
    if found is None or not is_domain(found[0]):
        return False
    # Only now: to read to the address's end from each beginning would take quadratic time.
    rest = _REST.match(state.src, found.end(), state.posMax)
    written = trimmed(found[0] + (rest[0] if rest else ""))
    if start < state.pos:
        state.pending = state.pending[: start - state.pos]
    link = state.push("link_open", "a", 1)
    link.attrs = {"href": written if "://" in found[0] else f"http://{written}"}
    link.info = "auto"  # as in <https://example.com>: no quotes or dashes are made typographic in it
    state.push("text", "", 0).content = written
    state.push("link_close", "a", -1).info = "auto"
    state.pos = start + len(written)
    return True
