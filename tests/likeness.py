"""What a reader sees of HTML: its words and its skeleton of blocks, so that two renderings of one text can be compared.

GitHub's own renderer, cmark-gfm, gives the one to be like. What wppush makes on purpose in another way is read as what
it stands for: a picture alone needs no paragraph around it, a box of a task is a box. Tags without a partner, tildes,
and the `{#id}` of a heading are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
SKELETON = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table tr td th hr".split())  # noqa: SIM905 - shorter to read
_UNSEEN = frozenset(["math", "script", "style", "template", "title", "noscript"])
_NOTES = frozenset(["footnotes", "footnote-ref", "fn"])
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - shorter to read
_BREAK_TAGS = (
    "address article aside body br center dd details div dl dt fieldset figcaption figure footer form header html "
    "iframe main nav option section summary tbody tfoot thead video audio"
)
_BREAKS = frozenset(_BREAK_TAGS.split())
_TAG_LIKE = re.compile(r"</?[a-zA-Z?!][^<>]*>")
"""What looks like a tag among words: without a partner GitHub leaves it to the browser, where we show it."""
_ANCHOR = re.compile(r"\{#[^\s{}]+\}")
_EMPTY_COMMENT = re.compile(r"<!---?>")
"""As browsers read it: so does the parser of Python 3.14.10, and that of 3.13.5 does not."""
_DELIMITER = re.compile(r"<!-- /?wp:(?:[^-]|-(?!->))*+-->")


def github(text: str) -> str:
    """Give the HTML that GitHub's renderer makes of a text, raw HTML included."""
    return str(
        cmarkgfm.cmark.markdown_to_html_with_extensions(
            text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES, extensions=_EXTENSIONS
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is seen of some HTML."""

    tokens: tuple[str, ...]
    """Words, and tags of the skeleton between them."""
    links: tuple[str, ...]
    images: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(token for token in self.tokens if not token.startswith("\0"))

    @property
    def skeleton(self) -> tuple[str, ...]:
        """The tags alone."""
        return tuple(token for token in self.tokens if token.startswith("\0"))


def seen(html: str) -> Seen:
    """Give what a reader sees of HTML or of block markup."""
    reader = _Reader()
    reader.feed(_EMPTY_COMMENT.sub("", _DELIMITER.sub("", html)))
    reader.close()
    return reader.seen()


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    token: str | None
    """The tag under which it was put down; None for one that is no part of the skeleton."""
    unseen: bool = False
    start: int = 0
    """How many tokens stand before what is in it."""
    has_words: bool = False
    """Whether there is more in it than pictures."""
    pieces: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tokens: list[str] = []
        self._text: list[str] = []
        self._open: list[_Open] = []
        self._links: list[str] = []
        self._images: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in reversed(attrs)}
        classes = attributes.get("class", "").split()
        if tag == "a" and "href" in attributes and not any(each.unseen for each in self._open):
            self._links.append(attributes["href"])
        if tag == "img":
            self._images.append(attributes.get("src", ""))
            self._text.append(attributes.get("alt", ""))
        elif tag == "input" and attributes.get("type") == "checkbox":
            self._text.append("☑ " if "checked" in attributes else "☐ ")
        hidden = any(each.unseen for each in self._open)
        token = None if hidden else self._token(tag, classes)
        if token or tag in _BREAKS:
            self._flush()
        if token:
            self._tokens.append(f"\0<{token}>")
        if tag in _VOID:
            return
        if tag == "math":
            self._text.append(f"${attributes['data-latex']}$" if "data-latex" in attributes else "")
        caption = tag == "figcaption" and any("wp-block-image" in each.pieces for each in self._open)
        unseen = caption or tag in _UNSEEN or not _NOTES.isdisjoint(classes)
        self._open.append(_Open(tag=tag, token=token, unseen=unseen, start=len(self._tokens), pieces=classes))

    def handle_endtag(self, tag: str) -> None:
        if not any(each.tag == tag for each in self._open):
            return
        while self._open:
            last = self._open[-1]
            if last.token or last.tag in _BREAKS:
                self._flush()
            self._open.pop()
            if last.token:
                self._close(last)
            if last.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(each.unseen for each in self._open):
            return
        self._text.append(data)
        if self._open and data.strip():
            for each in self._open:
                each.has_words = True

    def seen(self) -> Seen:
        while self._open:
            self.handle_endtag(self._open[-1].tag)
        self._flush()
        return Seen(tokens=tuple(self._tokens), links=tuple(self._links), images=tuple(self._images))

    def _token(self, tag: str, classes: list[str]) -> str | None:
        if tag == "p" and self._inner() in {"li", "td", "th", "p"}:
            self._flush()
            return None
        if tag == "figure" and "wp-block-embed" in classes:
            return None if self._inner() == "li" else "p"
        return tag if tag in SKELETON else None

    def _inner(self) -> str:
        return next((each.token for each in reversed(self._open) if each.token), "")

    def _close(self, element: _Open) -> None:
        """Put an end tag down; an element with nothing in it has not been seen, nor has a heading's `{#id}`."""
        if (element.token or "").startswith("h") and self._tokens and _ANCHOR.fullmatch(self._tokens[-1]):
            self._tokens.pop()
        if len(self._tokens) == element.start and element.token not in {"td", "th", "li"}:
            self._tokens.pop()
        elif element.token == "p" and not element.has_words:
            del self._tokens[element.start - 1]
        else:
            self._tokens.append(f"\0</{element.token}>")

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if any(each.tag == "pre" for each in self._open):
            self._tokens += [line.rstrip() for line in text.strip("\n").split("\n") if line.strip()]
        else:
            self._tokens += _TAG_LIKE.sub("", text).replace("~", "").split()
