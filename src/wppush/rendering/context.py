"""What a construct may ask for while it makes its blocks: the blocks of its children, and to be heard."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.config import MarkdownConfig
from wppush.diagnostics import Severity
from wppush.rendering import classic
from wppush.rendering.codes import Code
from wppush.rendering.handler import HandlerError
from wppush.rendering.markdown import Notice, Notices, line_of
from wppush.rendering.table import ROWS, row_for
from wppush.rendering.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block
    from wppush.rendering.table import Row


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice with its words."""

    notice: Notice
    message: str
    hint: str | None
    severity: Severity = Severity.WARNING


class Context:
    """One rendering: collects notices."""

    def __init__(
        self,
        sources: Mapping[Element, str],
        *,
        lines: Mapping[Element, int] | None = None,
        markdown: MarkdownConfig | None = None,
        target: Target | None = None,
        rows: Sequence[Row] = ROWS,
    ) -> None:
        self.notices = Notices()
        self.remarks: list[Remark] = []
        self.footnotes: str | None = None
        """The notes as the editor stores them, once their block is made."""
        self.named_after_post = False
        """Whether something in the post has a name of which the seed of the target is a part."""
        self.markdown = markdown or MarkdownConfig()
        self.target = target or Target()
        self._sources = sources
        self._lines = lines or {}
        self._rows = rows
        self._names: Counter[str] = Counter()
        self._said: set[str] = set()

    def blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        """Give the blocks that some elements become, in their order."""
        made: list[Block] = []
        for element in elements:
            try:
                made += row_for(element, self._rows).build(element, self)
            except HandlerError as error:
                self._failed(element, error)
        return tuple(made)

    def html(self, elements: Iterable[Element], *, between: str = "") -> str:
        """Give some elements as HTML without blocks, in their order."""
        made: list[str] = []
        for element in elements:
            try:
                made.append((row_for(element, self._rows).html or classic.element)(element, self))
            except HandlerError as error:
                self._failed(element, error)
        return between.join(filter(None, made))

    @property
    def seed(self) -> str:
        """What makes a name this post's own; asked for, it makes the post one that changes with its file's name."""
        self.named_after_post = True
        return self.target.seed

    def name(self, wanted: str) -> str:
        """Give a name for an `id`: the one wanted, with a number where another element of this post has it."""
        self._names[wanted] += 1
        return wanted if self._names[wanted] == 1 else f"{wanted}-{self._names[wanted]}"

    def warn(self, element: Element, message: str, hint: str | None = None) -> None:
        """Say in one's own words something about an element: for the handlers of other packages (WP252)."""
        self.remarks.append(
            Remark(notice=self._notice(Code.HANDLER_SAYS, element, ""), message=str(message), hint=hint)
        )

    def note(self, code: str, element: Element, about: str) -> None:
        """Say something about an element; its words tell the place where `about` is not in the text."""
        self.notices.all.append(self._notice(code, element, about))

    def note_once(self, code: str, element: Element, about: str) -> None:
        """Say something about the first of many elements alike."""
        if code not in self._said:
            self._said.add(code)
            self.note(code, element, about)

    def _notice(self, code: str, element: Element, about: str) -> Notice:
        source = next((self._sources[part] for part in element.iter() if part in self._sources), "")
        words = next((line for text in element.itertext() if (line := text.strip())), "")
        within = line_of(about, source) if source else ""
        begin = next((self._lines[part] for part in element.iter() if part in self._lines), None)
        return Notice(code=code, about=about, within=within, line=begin, near=words.split("\n", 1)[0])

    def _failed(self, element: Element, error: HandlerError) -> None:
        notice = self._notice(error.code, element, "")
        self.remarks.append(
            Remark(notice=notice, message=error.message, hint=error.hint, severity=Severity.ERROR),
        )
