"""From a document to the post that it wants: rendered once, with what each address in it leads to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.blocks import source_of, strip_mark
from wppush.errors import SourceError
from wppush.plan import EMPTY_POST, DesiredPost, FeaturedImage, PostLink, Text
from wppush.project.references import References
from wppush.project.selection import sites_of
from wppush.rendering import Bound, Rendered, Target, render, rows
from wppush.texts import keep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wppush.config import Config
    from wppush.diagnostics import Diagnostic
    from wppush.errors import Fault
    from wppush.source import Document, Reading


class Posts:
    """Makes the posts of one run; what it has looked up for one file it knows for the others."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self.references = References(config, sections=self._sections)

    def of(self, document: Document, *, math: bool = True, footnotes: bool = True) -> DesiredPost:
        """Give the post that a file wants, for a site that has formulas and notes, or has not.

        Raises SourceError with every fault of its text and its addresses.
        """
        config, matter = self._config, document.front_matter
        source = source_of(config.project, document.key)
        anchors = self.references.sections.anchors(document)
        target = replace(self._target(document, seed=source, math=math, footnotes=footnotes), anchors=anchors)
        rendered = self._render(document, target)
        found = self.references.of_text(document, rendered.references)
        image, image_faults = self._featured_image(document)
        parent, parent_faults = self._parent(document)
        said = (*found.diagnostics, *image_faults, *parent_faults)
        if faults := [entry for entry in said if entry.severity == "error"]:
            raise SourceError(faults)
        nameless = None
        if rendered.named_after_post or anchors:
            # Links to its sections hang on its name, too.
            nameless = keep(self._render(document, replace(target, seed="", anchors=())).content)

        def bind(addresses: Mapping[str, Bound | None]) -> Text:
            again = self._render(document, replace(target, addresses={**found.own, **addresses}))
            return Text(content=self._content(again), footnotes=again.footnotes)

        def again(formulas: bool, notes: bool) -> DesiredPost:
            return self.of(document, math=formulas, footnotes=notes)

        needs_binding = bool(found.links or found.media or found.own)
        return DesiredPost(
            name=document.name,
            source=source,
            type=matter.type or "post",
            id=matter.id,
            title=matter.title or rendered.title or _title_from(document.path),
            slug=document.slug,
            words=keep(self._content(rendered)),
            nameless=nameless,
            status=None if matter.status is None else str(matter.status),
            date=matter.date,
            excerpt=matter.excerpt,
            author=matter.author,
            parent=parent,
            menu_order=matter.menu_order,
            categories=matter.categories,
            tags=matter.tags,
            taxonomies=matter.taxonomies or {},
            meta=matter.meta or {},
            featured_image=image,
            template=matter.template,
            format=matter.format,
            sticky=matter.sticky,
            password=matter.password,
            comments=matter.comments,
            pings=matter.pings,
            footnotes=rendered.footnotes,
            links=found.links,
            media=found.media,
            bind=bind if needs_binding else None,
            again=again,
            uses_math=rendered.uses_math,
            diagnostics=(*document.diagnostics, *rendered.diagnostics, *said),
            places=document.places,
            sites=sites_of(config, document),
        )

    def _sections(self, document: Document) -> Mapping[str, str]:
        # Which names the headings have does not hang on what the site can show.
        return self._render(document, self._target(document, seed="", math=True, footnotes=True)).sections

    def _content(self, rendered: Rendered) -> str:
        # Without what an author has copied from a post of ours: two marks would not be one.
        return strip_mark(rendered.content) or ("" if self._config.format == "html" else EMPTY_POST)

    def _target(self, document: Document, *, seed: str, math: bool, footnotes: bool) -> Target:
        return Target(
            format=self._config.format,
            seed=seed,
            math=math,
            footnotes=footnotes,
            find_note=lambda name: self.references.notes.find(name, document=document.path),
            image_size=self._config.media.size,
            image_link=self._config.media.link,
        )

    def _render(self, document: Document, target: Target) -> Rendered:
        # Without a title in the front matter the first heading 1 is the title, and is not repeated in the body.
        return render(
            document.body,
            name=document.name,
            first_line=document.body_line,
            take_title=document.front_matter.title is None,
            markdown=self._config.markdown,
            target=target,
            rows=rows(),
        )

    def _featured_image(self, document: Document) -> tuple[FeaturedImage | None, tuple[Diagnostic, ...]]:
        said = document.front_matter.featured_image
        if said is None or not said.src:
            return None if said is None else FeaturedImage(id=said.id or 0), ()
        place = document.places.get("featured_image")
        use, faults = self.references.media(document, said.src, location=place, alt=said.alt, caption=said.caption)
        return FeaturedImage(use=use), faults

    def _parent(self, document: Document) -> tuple[PostLink | str | int | None, tuple[Diagnostic, ...]]:
        parent = document.front_matter.parent
        if not isinstance(parent, str) or not parent.lower().endswith((".md", ".markdown")):
            return parent, ()
        return self.references.post(document, parent, location=document.places.get("parent"))


def all_posts(posts: Posts, reading: Reading) -> list[DesiredPost]:
    """Give the posts of all files. Raises SourceError with the faults of all of them, front matter and texts."""
    made: list[DesiredPost] = []
    faults: list[Fault] = list(reading.faults)
    posts.references.know(reading)
    for document in reading.documents:
        try:
            made.append(posts.of(document))
        except SourceError as error:
            faults += error.diagnostics
    faults += posts.references.faults_of_rings(made)
    if faults:
        raise SourceError(faults)
    return made


def _title_from(path: Path) -> str:
    """Give the title that a file's name makes: `2026-01-02-first-light.md` → `First light`."""
    stem = path.parent.name if path.stem in ("index", "_index") else path.stem
    words = re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]", "", stem).replace("-", " ").replace("_", " ").strip() or stem
    return words[:1].upper() + words[1:]
