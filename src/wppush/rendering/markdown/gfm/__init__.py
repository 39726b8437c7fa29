"""GitHub's rules where Python-Markdown's own differ, each in its place in Python-Markdown's registries.

Whatever another extension registers works beside them, and inside quotes and list items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from markdown.extensions import Extension
from pymdownx.betterem import BetterEmExtension
from pymdownx.superfences import SuperFencesBlockPreprocessor

from wppush.rendering.markdown.gfm.autolinks import AutolinkProcessor, BareAddressProcessor, BareMailProcessor
from wppush.rendering.markdown.gfm.breaks import LineBreakProcessor, ThematicBreakProcessor
from wppush.rendering.markdown.gfm.code_spans import CodeSpanProcessor
from wppush.rendering.markdown.gfm.definitions import DefinitionProcessor
from wppush.rendering.markdown.gfm.fences import FenceLines, GuardedLines, as_written, fences
from wppush.rendering.markdown.gfm.headings import AtxProcessor, SetextProcessor
from wppush.rendering.markdown.gfm.html import RawHtmlProcessor
from wppush.rendering.markdown.gfm.links import IMAGE, LINK, LinkProcessor, ReferenceProcessor
from wppush.rendering.markdown.gfm.lists import ListProcessor
from wppush.rendering.markdown.gfm.nesting import Nesting
from wppush.rendering.markdown.gfm.paragraphs import InterruptionProcessor
from wppush.rendering.markdown.gfm.quotes import QuoteProcessor
from wppush.rendering.markdown.gfm.strikethrough import strikethrough
from wppush.rendering.markdown.gfm.tables import GfmTableProcessor
from wppush.rendering.markdown.inline import InlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown
    from pymdownx.delimiterprocessor import DelimiterProcessor

    from wppush.rendering.markdown.notices import Notices

__all__ = ["GfmExtension"]

_FENCES = "fenced_code_block"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class GfmExtension(Extension):
    """GitHub Flavored Markdown."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self._fences = fences()
        self._nesting = Nesting(notices.note)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.registerExtension(self)
        md.ESCAPED_CHARS[:] = _PUNCTUATION
        self._fences.extendMarkdown(md)
        self._ours = md.preprocessors[_FENCES]
        self._lines = FenceLines(md)
        md.preprocessors.register(self._lines, "gfm_fence_lines", 31.1)
        md.preprocessors.register(GuardedLines(md), "gfm_guarded_lines", 24.9)
        md.preprocessors.deregister("html_block")
        self._blocks(md)
        self._inlines(md)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(InlineProcessor(md), "inline", 20)

    def reset(self) -> None:
        """Forget the text that was read: Python-Markdown asks for it before another one."""
        self._notices.clear()
        self._nesting.forget()

    def keep_fences(self, md: Markdown) -> None:
        """Settle who reads fences, once all extensions are there.

        Python-Markdown's own `fenced_code`, which `extra` brings, would not find what the first pass of ours has put
        away. Somebody else's `superfences` does its own first pass.
        """
        found = md.preprocessors[_FENCES]
        if not isinstance(found, SuperFencesBlockPreprocessor):
            md.preprocessors.register(self._ours, _FENCES, 25)
        elif found is not self._ours:
            if not found.config["preserve_tabs"]:
                md.preprocessors.deregister("fenced_raw_block")
            self._fences = found.extension
            self._lines.as_written = True

    def source_of(self, key: str) -> str | None:
        """Give the lines of a fence that was taken out of the text under this key."""
        kept = self._fences.stash.get(key)
        return as_written(str(kept[0])) if kept else None

    def _blocks(self, md: Markdown) -> None:
        parser, nesting = md.parser, self._nesting
        for stock in ("indent", "olist", "ulist"):
            parser.blockprocessors.deregister(stock)
        for rule, name, priority in (
            (InterruptionProcessor(parser), "gfm_interruption", 78),
            (GfmTableProcessor(parser, self._notices), "table", 75),
            (AtxProcessor(parser), "hashheader", 70),
            (RawHtmlProcessor(parser), "gfm_html", 65),
            (SetextProcessor(parser), "setextheader", 60),
            (ThematicBreakProcessor(parser), "hr", 50),
            (ListProcessor(parser, nesting), "gfm_list", 45),
            (QuoteProcessor(parser, nesting), "quote", 20),
            (DefinitionProcessor(parser), "reference", 15),
        ):
            parser.blockprocessors.register(rule, name, priority)

    def _inlines(self, md: Markdown) -> None:
        for rule, name, priority in (
            (CodeSpanProcessor(md), "backtick", 190),
            (AutolinkProcessor(md), "autolink", 185),
            (ReferenceProcessor(LINK, md), "reference", 170),
            (LinkProcessor(LINK, md), "link", 160),
            (LinkProcessor(IMAGE, md, image=True), "image_link", 150),
            (ReferenceProcessor(IMAGE, md, image=True), "image_reference", 140),
            (ReferenceProcessor(LINK, md, short=True), "short_reference", 130),
            (ReferenceProcessor(IMAGE, md, image=True, short=True), "short_image_ref", 125),
            (LineBreakProcessor(), "linebreak", 100),
            (BareAddressProcessor(md), "gfm_bare_address", 84),
            (BareMailProcessor(md), "gfm_bare_mail", 30),
        ):
            md.inlinePatterns.register(rule, name, priority)
        md.inlinePatterns.deregister("automail")
        BetterEmExtension().extendMarkdown(md)
        delimiters = cast("DelimiterProcessor", md.inlinePatterns["delimiter"])
        delimiters.add(strikethrough())
