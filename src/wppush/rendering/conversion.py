"""From Markdown to blocks: parse, take the title, give every element of the tree to the row that knows it.

Nothing an author wrote is dropped in silence. What no block can hold becomes a Custom HTML block, what HTML cannot
mean stays text, and a diagnostic says so with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wppush.blocks import serialize
from wppush.config import MarkdownConfig
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import SourceError
from wppush.rendering.codes import Code
from wppush.rendering.context import Context, Remark
from wppush.rendering.markdown import MATH, parse, plain_text
from wppush.rendering.messages import message_of
from wppush.rendering.places import Places
from wppush.rendering.reading import Findings, Reading
from wppush.rendering.slugs import find_section, slug
from wppush.rendering.table import ROWS, STEPS
from wppush.rendering.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from wppush.blocks import Block
    from wppush.rendering.markdown import Notice, Tree
    from wppush.rendering.references import Reference
    from wppush.rendering.table import Row

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")
"""Control characters but tab and newline; surrogates and noncharacters, which no UTF-8 request can carry; U+FFFC, which
the editor itself puts for a picture in a text, and so drops."""
_LINE_SEPARATORS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a Markdown text became."""

    blocks: tuple[Block, ...] = ()
    html: str | None = None
    """The content of a post without blocks, where that was asked for."""
    title: str | None = None
    """The words of the first heading 1, where it was asked for and is there."""
    footnotes: str | None = None
    """The notes of a post, in the JSON of WordPress's field for them; None for a text without any."""
    named_after_post: bool = False
    """Whether the content has names of which the seed of the target is a part: with another one, it is another."""
    uses_math: bool = False
    """Whether there are formulas that only a site with core/math can show."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings, in the order of their lines."""
    references: tuple[Reference, ...] = ()
    """The addresses that lead to files of the author's, and to pictures and recordings of the web.

    In the order in which readers meet them, footnotes last.
    """
    headings: tuple[str, ...] = ()
    """The name of each heading, whether or not it stands in the content: what a link has behind its `#`."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Each name by which a link finds a section of this text → the name that it has in the content."""

    def anchor_of(self, section: str) -> str | None:
        """Give the name in the content of the section to which `other.md#section` or `[[Other#Section]]` leads.

        None for no such section, empty for the title that was taken out: the top of the post. A heading has its name
        there if `Target.anchors` asks for it.
        """
        return find_section(section, self.sections)

    @property
    def content(self) -> str:
        """The content of the post, without a mark."""
        return serialize(self.blocks) if self.html is None else self.html


def render(
    text: str,
    *,
    name: str = "<text>",
    first_line: int = 1,
    take_title: bool = False,
    markdown: MarkdownConfig | None = None,
    target: Target | None = None,
    rows: Sequence[Row] = ROWS,
) -> Rendered:
    """Render Markdown as blocks.

    `name` and `first_line` say where `text` stands: the file as reports show it, and the line at which it begins
    there. With `take_title`, the first heading 1 that stands in no list or quote is taken out and given as the title.
    Raises ConfigError for an extension that cannot be loaded, and SourceError where one fails, or a handler of another
    package.
    """
    markdown, target = markdown or MarkdownConfig(), target or Target()
    cleaned = clean(text)
    tree = _parsed(cleaned, name, markdown)
    title = _take_title(tree.root) if take_title else None
    findings = Findings()
    noticed = [*tree.notices, *take_steps(cleaned, tree, markdown, target, findings)]
    if title:
        findings.sections.setdefault(slug(title), "")
    context = Context(tree.sources, lines=tree.lines, markdown=markdown, target=target, rows=rows)
    plain = target.format == "html"
    blocks = () if plain else context.blocks(list(tree.root))
    html = context.html(list(tree.root), between="\n\n") if plain else None
    diagnostics = _control_characters(text, name, first_line)
    dropped = {Code.COMMENT} if markdown.comments == "drop" else set()
    said = [
        [Remark(notice, *message_of(notice)) for notice in notices if notice.code not in dropped]
        for notices in (*noticed, context.notices.all)
    ]
    for remarks in (*said, context.remarks):
        places = Places(cleaned)
        for remark in remarks:
            line, column = places.find(remark.notice)
            location = Location(path=name, line=first_line + line, column=column)
            code, severity = remark.notice.code, remark.severity
            diagnostics.append(
                Diagnostic(code=code, message=remark.message, severity=severity, location=location, hint=remark.hint)
            )
    diagnostics.sort(key=_by_place)
    if faults := [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]:
        raise SourceError(faults)
    return Rendered(
        blocks=blocks,
        html=html,
        title=title,
        footnotes=context.footnotes,
        named_after_post=bool(tree.footnotes) or context.named_after_post,
        uses_math=target.math and any("data-latex" in formula.attrib for formula in tree.root.iter(MATH)),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
        references=tuple(dict.fromkeys(_placed(reference, name, first_line) for reference in findings.references)),
        headings=tuple(findings.headings),
        sections=findings.sections,
    )


def _placed(reference: Reference, name: str, first_line: int) -> Reference:
    found = reference.location
    line = None if found.line is None else first_line + found.line - 1
    return replace(reference, location=replace(found, path=name, line=line))


def _parsed(text: str, name: str, markdown: MarkdownConfig) -> Tree:
    try:
        return parse(text, markdown)
    except SourceError as error:
        location = Location(path=name)
        faults = [replace(fault, location=location) for fault in error.diagnostics if isinstance(fault, Diagnostic)]
        raise SourceError(faults) from error


def clean(text: str) -> str:
    """Give a text without the characters that are none, and with line ends where Unicode has others."""
    return _NOT_TEXT.sub("", text).translate(_LINE_SEPARATORS)


def take_steps(
    text: str, tree: Tree, markdown: MarkdownConfig, target: Target, findings: Findings | None = None
) -> Iterator[tuple[Notice, ...]]:
    """Take the tree of a clean text through all steps; give the notices of each."""
    findings = findings or Findings()
    for step in STEPS:
        reading = Reading(text=text, tree=tree, markdown=markdown, target=target, findings=findings)
        step.run(reading)
        yield tuple(reading.notices.all)


def _by_place(diagnostic: Diagnostic) -> tuple[int, int, str]:
    location = diagnostic.location
    return (location.line or 0, location.column or 0, diagnostic.code) if location else (0, 0, diagnostic.code)


def _take_title(root: Element) -> str | None:
    for element in root:
        if element.tag == "h1":
            root.remove(element)
            return " ".join(plain_text(element).split())
    return None


def _control_characters(text: str, name: str, first_line: int) -> list[Diagnostic]:
    found = _NOT_TEXT.search(text)
    if not found:
        return []
    line = text.count("\n", 0, found.start())
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    return [
        Diagnostic(
            code=Code.CONTROL_CHARACTERS,
            message=f"a character that is no text (U+{ord(found[0]):04X}) was left out, and others like it, if any",
            severity=Severity.WARNING,
            location=Location(path=name, line=first_line + line, column=column),
            hint="save the file as UTF-8 text, or delete the character",
        )
    ]
