"""One text made into a post's: what takes most of a run's time, needs no other text, and may be done in any process."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wppush.blocks import strip_mark
from wppush.plan import EMPTY_POST
from wppush.rendering import Target, compare_flavors, find_section, render, rows
from wppush.texts import keep

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from wppush.config import Config, Format, MarkdownConfig
    from wppush.diagnostics import Diagnostic
    from wppush.rendering import ImageLink, Reference, Rendered
    from wppush.source.notes import NoteIndex
    from wppush.texts import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How all texts of a run are rendered."""

    format: Format
    markdown: MarkdownConfig
    image_size: str
    image_link: ImageLink

    @classmethod
    def of(cls, config: Config) -> Manner:
        """Give what wppush.toml says."""
        # Plain mappings: others can't be sent to another process.
        settings = {name: dict(said) for name, said in config.markdown.extension_configs.items()}
        return cls(
            format=config.format,
            markdown=replace(config.markdown, extension_configs=settings),
            image_size=config.media.size,
            image_link=config.media.link,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One text to be rendered."""

    name: str
    """Its file, as reports name it."""
    path: Path
    text: Kept
    first_line: int
    take_title: bool
    seed: str
    math: bool = True
    footnotes: bool = True
    wanted: Collection[str] = ()
    """Sections of it that files link to, as they name them."""
    anchors: tuple[str, ...] | None = None
    """The names of the headings that these are, where they are known already."""
    compare: bool = False
    """Whether to say where the two flavours of Markdown read it differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a text became."""

    content: Kept
    nameless: Kept | None
    """`content` as it would be whatever the file were called, where there are names in it that hang on that."""
    title: str | None
    footnotes: str | None
    uses_math: bool
    anchors: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    """As `Rendered.sections` has them, where some were wanted."""
    diagnostics: tuple[Diagnostic, ...] = ()
    references: tuple[Reference, ...] = ()
    differences: tuple[Diagnostic, ...] = ()
    """Between the flavours, where they were asked for."""


def make(order: Order, manner: Manner, notes: NoteIndex) -> Made:
    """Render a text as often as it takes. Raises SourceError and ConfigError."""
    target = target_of(order, manner, notes)
    plain: Rendered | None = None
    anchors = order.anchors
    if anchors is None and order.wanted:
        # Which names the headings have does not hang on the names of files, nor on which headings get one.
        plain = rendered(order, manner, replace(target, seed="", anchors=()))
        anchors = tuple(sorted({*filter(None, (find_section(each, plain.sections) for each in order.wanted))}))
    anchors = anchors or ()
    found = rendered(order, manner, replace(target, anchors=anchors))
    nameless = None
    if found.named_after_post or anchors:
        # Links to its sections hang on its name, too.
        plain = plain or rendered(order, manner, replace(target, seed="", anchors=()))
        nameless = keep(plain.content)
    return Made(
        content=keep(content_of(found, manner)),
        nameless=nameless,
        title=found.title,
        footnotes=found.footnotes,
        uses_math=found.uses_math,
        anchors=anchors,
        sections=plain.sections if plain is not None and order.wanted else {},
        diagnostics=found.diagnostics,
        references=found.references,
        differences=_differences(order, manner) if order.compare else (),
    )


def _differences(order: Order, manner: Manner) -> tuple[Diagnostic, ...]:
    return compare_flavors(
        order.text.read(),
        name=order.name,
        first_line=order.first_line,
        markdown=manner.markdown,
        target=Target(format=manner.format),
    )


def rendered(order: Order, manner: Manner, target: Target) -> Rendered:
    """Render a text once. Raises SourceError and ConfigError."""
    # Without a title in the front matter the first heading 1 is the title, and is not repeated in the body.
    return render(
        order.text.read(),
        name=order.name,
        first_line=order.first_line,
        take_title=order.take_title,
        markdown=manner.markdown,
        target=target,
        rows=rows(),
    )


def target_of(order: Order, manner: Manner, notes: NoteIndex) -> Target:
    """Give what a text is rendered for, as long as no site is known, and no section wanted."""
    return Target(
        format=manner.format,
        seed=order.seed,
        math=order.math,
        footnotes=order.footnotes,
        find_note=lambda name: notes.find(name, document=order.path),
        image_size=manner.image_size,
        image_link=manner.image_link,
    )


def content_of(found: Rendered, manner: Manner) -> str:
    """Give the content of a post, without what an author has copied from a post of ours: two marks would not be one."""
    return strip_mark(found.content) or ("" if manner.format == "html" else EMPTY_POST)
