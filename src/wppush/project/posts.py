"""From a document to the post that it wants: rendered once, with what each address in it leads to."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.blocks import source_of
from wppush.errors import SourceError
from wppush.plan import DesiredPost, FeaturedImage, PostLink, Text
from wppush.project.making import Made, Manner, Order, content_of, make, rendered, target_of
from wppush.project.references import References
from wppush.project.selection import sites_of
from wppush.project.workers import make_all, processes_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wppush.config import Config
    from wppush.diagnostics import Diagnostic
    from wppush.errors import Fault
    from wppush.rendering import Bound
    from wppush.source import Document, Reading


class Posts:
    """Makes the posts of one run; what it has looked up for one file it knows for the others."""

    def __init__(self, config: Config, *, compare_flavors: bool = False) -> None:
        self._config = config
        self._compare = compare_flavors
        self._manner = Manner.of(config)
        self.references = References(config, sections=self._sections)

    def make_all(self, documents: Sequence[Document]) -> Iterator[Made | SourceError]:
        """Give what each text becomes, or its faults, by other processes where these are faster. Raises ConfigError."""
        orders = map(self._order, documents)
        processes = processes_for(sum(document.text.length for document in documents))
        if processes > 1:
            roots = (self._config.content_root, self._config.root)
            yield from make_all(orders, self._manner, roots, processes=processes)
            return
        for order in orders:
            try:
                yield make(order, self._manner, self.references.notes)
            except SourceError as error:
                yield error

    def of(self, document: Document, made: Made, *, math: bool = True, footnotes: bool = True) -> DesiredPost:
        """Give the post that a file wants whose text has become this, for a site that has formulas and notes, or not.

        Raises SourceError with every fault of its addresses.
        """
        config, matter = self._config, document.front_matter
        found = self.references.of_text(document, made.references)
        image, image_faults = self._featured_image(document)
        parent, parent_faults = self._parent(document)
        said = (*found.diagnostics, *image_faults, *parent_faults)
        if faults := [entry for entry in said if entry.severity == "error"]:
            raise SourceError(faults)

        bind = None
        if found.links or found.media or found.own:
            order = self._order(document, math=math, footnotes=footnotes, anchors=made.anchors)
            bind = self._binding(order, found.own)

        def again(formulas: bool, notes: bool) -> DesiredPost:
            order = self._order(document, math=formulas, footnotes=notes, anchors=made.anchors)
            made_again = make(order, self._manner, self.references.notes)
            return self.of(document, made_again, math=formulas, footnotes=notes)

        return DesiredPost(
            name=document.name,
            source=source_of(config.project, document.key),
            type=matter.type or "post",
            id=matter.id,
            title=matter.title or made.title or _title_from(document.path),
            slug=document.slug,
            words=made.content,
            nameless=made.nameless,
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
            footnotes=made.footnotes,
            links=found.links,
            media=found.media,
            bind=bind,
            again=again,
            uses_math=made.uses_math,
            diagnostics=(*document.diagnostics, *made.diagnostics, *said, *made.differences),
            places=document.places,
            sites=sites_of(config, document),
        )

    def _order(
        self, document: Document, *, math: bool = True, footnotes: bool = True, anchors: tuple[str, ...] | None = None
    ) -> Order:
        return Order(
            name=document.name,
            path=document.path,
            text=document.text,
            first_line=document.body_line,
            take_title=document.front_matter.title is None,
            seed=source_of(self._config.project, document.key),
            math=math,
            footnotes=footnotes,
            wanted=self.references.sections.wanted(document) if anchors is None else (),
            anchors=anchors,
            compare=self._compare and anchors is None,
        )

    def _binding(self, order: Order, own: Mapping[str, Bound | None]) -> Callable[[Mapping[str, Bound | None]], Text]:
        def bind(addresses: Mapping[str, Bound | None]) -> Text:
            target = target_of(order, self._manner, self.references.notes)
            target = replace(target, anchors=order.anchors or (), addresses={**own, **addresses})
            bound = rendered(order, self._manner, target)
            return Text(content=content_of(bound, self._manner), footnotes=bound.footnotes)

        return bind

    def _sections(self, document: Document) -> Mapping[str, str]:
        order = self._order(document, anchors=())
        target = target_of(order, self._manner, self.references.notes)
        return rendered(order, self._manner, replace(target, seed="")).sections

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
    wanted: list[DesiredPost] = []
    faults: list[Fault] = list(reading.faults)
    posts.references.know(reading)
    made = deque(posts.make_all(reading.documents))
    for document, text in zip(reading.documents, made, strict=True):
        # All at once: a link to a section of another file needs no second look at that one.
        if isinstance(text, Made) and text.sections:
            posts.references.sections.know(document, text.sections)
    for document in reading.documents:
        text = made.popleft()
        try:
            if isinstance(text, SourceError):
                raise text
            wanted.append(posts.of(document, text))
        except SourceError as error:
            faults += error.diagnostics
    faults += posts.references.faults_of_rings(wanted)
    if faults:
        raise SourceError(faults)
    return wanted


def _title_from(path: Path) -> str:
    """Give the title that a file's name makes: `2026-01-02-first-light.md` → `First light`."""
    stem = path.parent.name if path.stem in ("index", "_index") else path.stem
    words = re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]", "", stem).replace("-", " ").replace("_", " ").strip() or stem
    return words[:1].upper() + words[1:]
