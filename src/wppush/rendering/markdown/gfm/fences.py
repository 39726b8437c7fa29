"""GFM 4.5: fenced code. `pymdownx.superfences` reads it; here its lines are put in the form that it takes.

It wants every line of a fence indented alike and an end for each, and knows no fence on the line of a list's marker.
GFM has them all, and a fence that is not taken for one turns the rest of a text inside out. The code comes back as an
element, not as HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.preprocessors import Preprocessor
from markdown.util import STX, AtomicString
from pymdownx.superfences import (
    EOT,
    SOH,
    SuperFencesBlockPreprocessor,
    SuperFencesCodeExtension,
    SuperFencesRawBlockPreprocessor,
)

from wppush.rendering.markdown.gfm.lines import CODE_INDENT, FOOTNOTE, interrupts
from wppush.rendering.markdown.info import code_element

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_MARKER = r"(?:[-+*]|[0-9]{1,9}[.)])"
_OPENING = re.compile(
    rf"(?P<before>(?:[ \t]*+(?:>|{_MARKER}(?=[ \t])))*+[ \t]*+)(?P<fence>`{{3,}}|~{{3,}})(?P<info>.*)$"
)
_ITEM = re.compile(rf"[ \t>]*{_MARKER}(?:[ \t]{{1,4}}(?=\S)|[ \t]|$)")
_BARE = re.compile(rf"{_MARKER}(?=[ \t]|$)")
_QUOTE = re.compile(r"[ \t]*> ?")
_LONGEST_INFO = 500
_TAG = re.compile(r" {0,3}</?[a-zA-Z]")
_LOOKED_BACK = 50
_SAID = "wppush"
_HANDED_ON = re.compile(rf'\{{ {_SAID}="([0-9a-f]*)" \}}')
_CODE_SPAN = re.compile(r"^(?P<before>[ \t>]*+)(?P<rest>`{3,}[^`\n]*`.*)$")
"""A line that begins with a code span of three backticks: behind those of a fence there is no other one."""
_GUARD = "\x05"


class Verbatim(AtomicString):
    """Code as the author wrote it: Python-Markdown escapes what it puts in a `code` element, here nothing is."""


def fences() -> SuperFencesCodeExtension:
    """Give the extension that takes fenced code out of the text, before anything else is read."""
    every = {"name": "*", "class": "", "format": _element, "validator": _take_all}
    return _Fences(custom_fences=[every], preserve_tabs=True, relaxed_headers=True)


class _Fences(SuperFencesCodeExtension):  # type: ignore[misc] # it has no types
    """`pymdownx.superfences`, which puts the lines of a text together anew for each fence, doing that once."""

    def patch_fenced_rule(self) -> None:
        """Register what reads fences."""
        super().patch_fenced_rule()
        for rule, name, priority in (
            (_Block(self.md), "fenced_code_block", 25),
            (_Raw(self.md), "fenced_raw_block", 31.05),
        ):
            rule.config, rule.extension = self.md.preprocessors[name].config, self
            self.md.preprocessors.register(rule, name, priority)


class _Block(SuperFencesBlockPreprocessor):  # type: ignore[misc] # it has no types
    """Makes elements of the fences that have been put aside."""

    def reassemble(self, lines: list[str]) -> list[str]:
        """Give the lines of a text with a mark for each fence."""
        return _replaced(lines, self.stack)


class _Raw(SuperFencesRawBlockPreprocessor):  # type: ignore[misc] # it has no types
    """Puts fences aside."""

    def reassemble(self, lines: list[str]) -> list[str]:
        """Give the lines of a text with a mark for each fence."""
        return _replaced(lines, [(mark.replace(STX, SOH, 1)[:-1] + EOT, start, end) for mark, start, end in self.stack])


def _replaced(lines: list[str], fences: list[tuple[str, int, int]]) -> list[str]:
    out: list[str] = []
    at = 0
    for mark, start, end in fences:
        out += [*lines[at:start], mark]
        at = end
    return out + lines[at:]


def _take_all(_: str, said: dict[str, str], options: dict[str, str], *__: object) -> bool:
    options.update(said)
    return True


def _element(source: str, _: str, __: str, options: dict[str, str], *___: object, **____: Any) -> Element:
    pre = code_element(bytes.fromhex(options.get(_SAID, "")).decode())
    pre[0].text = Verbatim(source)
    return pre


def as_written(fence: str) -> str:
    """Give the lines of a fence with what stands behind its first marks as its author wrote it."""
    return _HANDED_ON.sub(lambda found: bytes.fromhex(found[1]).decode(), fence, count=1)


class _Fence:
    """A fence that is open."""

    def __init__(self, found: re.Match[str], offsets: Collection[int]) -> None:
        before = _blanked(found["before"])
        self._quotes = before.count(">")
        indent = len(before.rpartition(">")[2])
        # The blank behind a quote's mark belongs to the mark.
        self._indent = max(indent - 1, 0) if self._quotes else indent
        self._bound = 0 if self._quotes else max((offset for offset in offsets if offset <= indent), default=0)
        """Columns without which a line is outside of the list item that the fence stands in."""
        self.prefix = before if self._quotes or offsets else ""
        self.marks = found["fence"]
        self._end = re.compile(rf"[ \t]*{self.marks}{self.marks[0]}*[ \t]*$")

    def content(self, line: str) -> str | None:
        """Give a line without what stands before the code; None where its quote or its list item has ended."""
        for _ in range(self._quotes):
            quote = _QUOTE.match(line)
            if quote is None:
                return None
            line = line[quote.end() :]
        bare = line.lstrip(" \t")
        blanks = line[: len(line) - len(bare)]
        wide = len(blanks.expandtabs(CODE_INDENT))
        if wide < self._indent:
            return None if bare and wide < self._bound else bare
        if "\t" in blanks[: self._indent]:
            blanks = blanks.expandtabs(CODE_INDENT)
        return blanks[self._indent :] + bare

    def ends(self, content: str) -> bool:
        return self._end.match(content) is not None


class FencedCode:
    """Reads one line of a text after the other, and knows which are fenced code."""

    def __init__(self) -> None:
        self.fence: _Fence | None = None
        """The one that is open."""
        self.closed = False
        """Whether the last line read was the one that closed a fence."""
        self._offsets: set[int] = set()
        self._goes_on = False
        """Whether a paragraph may go on in the next line without being indented."""

    @property
    def in_list(self) -> bool:
        """Whether an indented line may belong to an item of a list, or to a footnote."""
        return bool(self._offsets)

    def takes(self, line: str) -> bool:
        """Take the next line; say whether it is code, or the first or last line around it."""
        return (self.fence is not None and (self.code(line) is not None or self.closed)) or bool(self.begins(line))

    def code(self, line: str) -> str | None:
        """Take a line where a fence is open, and give its code; None where that has ended, in this line or before."""
        content = self.fence.content(line) if self.fence else None
        if self.fence and content is not None and not self.fence.ends(content):
            return content
        self.fence, self.closed, self._goes_on = None, content is not None, False
        return None

    def begins(self, line: str) -> re.Match[str] | None:
        """Take a line where no fence is open, and match one that opens one."""
        self.closed = False
        if item := _ITEM.match(line):
            self._offsets.add(len(_blanked(item[0])))
        elif FOOTNOTE.match(line):
            self._offsets = {CODE_INDENT}
        elif self._offsets and line[:1] not in {"", " ", "\t", ">"} and not (self._goes_on and not interrupts(line)):
            self._offsets.clear()
        found = _opening(line, in_list=bool(self._offsets))
        self._goes_on = found is None and not line.isspace() and line != ""
        if found:
            self.fence = _Fence(found, self._offsets)
            if not self.fence.prefix:
                self._offsets.clear()
        return found


class FenceLines(Preprocessor):
    """Writes each fence with the same marks and indentation from its first line to its last."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.as_written = False
        """Whether somebody else reads the fences, and wants to know all that is said behind them."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        reader = FencedCode()
        for line in lines:
            if fence := reader.fence:
                content = reader.code(line)
                if content is not None:
                    out.append((fence.prefix + content) if content else fence.prefix.rstrip(" "))
                    continue
                out.append(fence.prefix + fence.marks)
                if reader.closed:
                    continue
            found = reader.begins(line)
            if found is None or reader.fence is None:
                out.append(_CODE_SPAN.sub(rf"\g<before>{_GUARD}\g<rest>", line) if "```" in line else line)
                continue
            if _has_code(out, reader.fence.prefix):
                # What stands in one block with indented code, superfences gives back as text.
                out.append(reader.fence.prefix.rstrip(" "))
            if _BARE.search(found["before"]):
                out.append(found["before"].rstrip(" \t"))
            out.append(reader.fence.prefix + reader.fence.marks + self._info(found))
        if reader.fence:
            out.append(reader.fence.prefix + reader.fence.marks)
        return out

    def _info(self, found: re.Match[str]) -> str:
        """Give what stands behind a fence in the form in which superfences hands all of it on."""
        written = found["info"].strip()
        if self.as_written or not written:
            return written if len(written) <= _LONGEST_INFO else written.split()[0][:_LONGEST_INFO]
        return f'{{ {_SAID}="{written[:_LONGEST_INFO].encode().hex()}" }}'


def _has_code(lines: list[str], prefix: str) -> bool:
    """Say whether there may be indented code among the lines since the last blank one; raw HTML has none."""
    found = False
    for line in reversed(lines[-_LOOKED_BACK:]):
        if not line.removeprefix(prefix.rstrip(" ")).strip(" "):
            break
        found = found or line.removeprefix(prefix).expandtabs(CODE_INDENT).startswith(" " * CODE_INDENT)
        first = line
    return found and not _TAG.match(first, len(prefix))


class GuardedLines(Preprocessor):
    """Takes back what `FenceLines` did to lines that were no fences after all."""

    def run(self, lines: list[str]) -> list[str]:
        return [as_written(line.replace(_GUARD, "")) if _is_marked(line) else line for line in lines]


def _is_marked(line: str) -> bool:
    return _GUARD in line or _SAID in line


def _blanked(before: str) -> str:
    """Give what stands before something, with blanks for list markers and tabs."""
    return _BARE.sub(lambda marker: " " * len(marker[0]), before).expandtabs(CODE_INDENT)


def _opening(line: str, *, in_list: bool) -> re.Match[str] | None:
    found = _OPENING.match(line) if "```" in line or "~~~" in line else None
    if found is None or (found["fence"][0] == "`" and "`" in found["info"]):
        return None
    indented = (
        not in_list and ">" not in found["before"] and len(found["before"].expandtabs(CODE_INDENT)) >= CODE_INDENT
    )
    return None if indented else found
