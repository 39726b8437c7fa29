"""What is done with a parsed text, step by step, and which element becomes which block.

`STEPS` work on the tree, in this order and whichever parser made it. Of `ROWS`, one a construct, the first that knows
an element makes its blocks; the last one takes what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wppush.rendering.constructs import (
    audio,
    buttons,
    callout,
    code,
    columns,
    definitions,
    details,
    embed,
    fallback,
    file,
    footnotes,
    gallery,
    group,
    heading,
    html,
    image,
    list_,
    math,
    more,
    nextpage,
    paragraph,
    pullquote,
    quote,
    separator,
    shortcode,
    spacer,
    table,
    video,
    wp_block,
)
from wppush.rendering.steps import (
    abbreviations,
    admonitions,
    anchors,
    attributes,
    callouts,
    captions,
    citations,
    comments,
    containers,
    emoji,
    figures,
    highlight,
    leftovers,
    lines,
    native,
    references,
    shortcodes,
    tasks,
    wiki,
    wrappers,
)
from wppush.rendering.steps import footnotes as footnotes_step
from wppush.rendering.steps import math as math_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block
    from wppush.rendering.context import Context
    from wppush.rendering.reading import Reading

    class Build(Protocol):
        """Makes the blocks of one element."""

        def __call__(self, element: Element, context: Context, /) -> Iterable[Block]: ...

    class Html(Protocol):
        """Makes the HTML of one element, for posts without blocks; none of what is not shown."""

        def __call__(self, element: Element, context: Context, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A construct: its name is that of its file and of its fixture."""

    name: str
    matches: Callable[[Element], bool]
    build: Build
    html: Html | None = None
    """Where the HTML of a post without blocks is something else than the element itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change to the tree: its name is that of its file and of its fixture."""

    name: str
    run: Callable[[Reading], None]


STEPS: tuple[Step, ...] = (
    Step("comments", comments.run),
    Step("wiki", wiki.run),
    Step("highlight", highlight.run),
    Step("attributes", attributes.run),
    Step("figures", figures.run),
    Step("wrappers", wrappers.run),
    Step("native", native.run),
    Step("containers", containers.run),
    Step("admonitions", admonitions.run),
    Step("callouts", callouts.run),
    Step("citations", citations.run),
    Step("tasks", tasks.run),
    Step("captions", captions.run),
    Step("shortcodes", shortcodes.run),
    Step("leftovers", leftovers.run),
    Step("lines", lines.run),
    Step("anchors", anchors.run),
    Step("abbreviations", abbreviations.run),
    Step("emoji", emoji.run),
    Step("math", math_step.run),
    Step("references", references.run),
    # The last one: numbers go by the order in which references stand then.
    Step("footnotes", footnotes_step.run),
)

ROWS = (
    Row("buttons", buttons.matches, buttons.build, buttons.html),
    Row("embed", embed.matches, embed.build, embed.html),
    Row("audio", audio.matches, audio.build, audio.html),
    Row("video", video.matches, video.build, video.html),
    Row("file", file.matches, file.build),
    Row("gallery", gallery.matches, gallery.build),
    Row("image", image.matches, image.build, image.html),
    Row("paragraph", paragraph.matches, paragraph.build, paragraph.html),
    Row("heading", heading.matches, heading.build),
    Row("list", list_.matches, list_.build, list_.html),
    Row("pullquote", pullquote.matches, pullquote.build),
    Row("quote", quote.matches, quote.build, quote.html),
    Row("code", code.matches, code.build, code.html),
    Row("table", table.matches, table.build, table.html),
    Row("separator", separator.matches, separator.build),
    Row("spacer", spacer.matches, spacer.build, spacer.html),
    Row("more", more.matches, more.build, more.html),
    Row("nextpage", nextpage.matches, nextpage.build, nextpage.html),
    Row("callout", callout.matches, callout.build, callout.html),
    Row("details", details.matches, details.build),
    Row("columns", columns.matches, columns.build, columns.html),
    Row("group", group.matches, group.build),
    Row("definitions", definitions.matches, definitions.build),
    Row("shortcode", shortcode.matches, shortcode.build, shortcode.html),
    Row("wp_block", wp_block.matches, wp_block.build, wp_block.html),
    Row("math", math.matches, math.build, math.html),
    Row("footnotes", footnotes.matches, footnotes.build),
    Row("html", html.matches, html.build, html.html),
    Row("fallback", fallback.matches, fallback.build),
)


def row_for(element: Element, rows: Iterable[Row] = ROWS) -> Row:
    """Give the first row that knows an element."""
    return next(row for row in rows if row.matches(element))
