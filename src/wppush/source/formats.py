"""Front matter in its notations, as handlers for python-frontmatter.

The library's own handlers give bare values and split with expressions that eat blank lines. These say in addition
where each key and value stands, so that a fault can be shown in the line that has it, and leave the body as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frontmatter
from frontmatter.default_handlers import BaseHandler

from wppush.source import json_format, lines_format, toml_format, yaml_format
from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults

if TYPE_CHECKING:
    from wppush.source.metadata import Metadata

# What YAML does not take as text, and TOML and JSON neither: control characters, and the two non-characters.
_CONTROL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where the front matter and the body are, as offsets into the file's text."""

    start: int
    """Of the front matter's first character, after the opening line."""
    end: int
    body: int
    """The beginning of the line after the closing one."""


class _Handler(BaseHandler):
    """What python-frontmatter asks of a handler, on top of `extent` and `read`."""

    FM_BOUNDARY: re.Pattern[str]

    def extent(self, text: str) -> Extent:
        """Where the front matter is. Raises Faults where it is never closed."""
        opening = self.FM_BOUNDARY.match(text)
        if opening is None:  # the library asks detect() first
            return Extent(start=0, end=0, body=0)
        closing = self._closing().search(text, opening.end())
        if closing is None:
            raise Faults([self._never_closed(opening.end() - len(self._delimiter()))])
        body = min(closing.end() + 1, len(text))
        return Extent(start=min(opening.end() + 1, closing.start()), end=closing.start(), body=body)

    def split(self, text: str) -> tuple[str, str]:
        extent = self.extent(text)
        return text[extent.start : extent.end], text[extent.body :]

    def load(self, fm: str) -> Metadata:
        """The keys and values, and where they stand in `fm`. Raises Faults where it can not be read."""
        control = _CONTROL.search(fm)
        if control:
            message = f"The front matter has the control character U+{ord(control[0]):04X}."
            fault = Fault(code=Code.UNSUPPORTED, message=message, hint="delete the character", offset=control.start())
            raise Faults([fault])
        return self.read(fm)

    def read(self, fm: str) -> Metadata:
        raise NotImplementedError

    def _delimiter(self) -> str:
        return self.START_DELIMITER or ""

    def _closing(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:{re.escape(self._delimiter()[0])}{{3,}})[ \t]*$", re.MULTILINE)

    def _never_closed(self, offset: int) -> Fault:
        message = f"The front matter is opened here with {self._delimiter()} and never closed."
        hint = f"add a line {self._delimiter()} after the last key"
        return Fault(code=Code.NEVER_CLOSED, message=message, hint=hint, offset=offset)


class Yaml(_Handler):
    """`---` to `---`, or to YAML's own end of a document, `...`."""

    FM_BOUNDARY = re.compile(r"\A\s*^-{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def _closing(self) -> re.Pattern[str]:
        return re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)

    def read(self, fm: str) -> Metadata:
        return yaml_format.read(fm)

    def _never_closed(self, offset: int) -> Fault:
        message = "The front matter is opened here with --- and never closed."
        hint = "add a line --- after the last key; where a horizontal rule is meant, write ***"
        return Fault(code=Code.NEVER_CLOSED, message=message, hint=hint, offset=offset)


class Toml(_Handler):
    """`+++` to `+++`, as in Hugo and Zola."""

    FM_BOUNDARY = re.compile(r"\A\s*^\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def read(self, fm: str) -> Metadata:
        return toml_format.with_own_keys(toml_format.read(fm))


class FencedJson(_Handler):
    """`;;;` to `;;;`, as in Hexo, where the braces may be left out."""

    FM_BOUNDARY = re.compile(r"\A\s*^;{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = ";;;"

    def read(self, fm: str) -> Metadata:
        return json_format.read(fm) if fm.lstrip().startswith("{") else json_format.read_without_braces(fm)


class Json(_Handler):
    """From `{` at the beginning of the file to its `}`, as in Hugo.

    A body may well begin with `{{< shortcode >}}`, `{% tag %}` or `{: .class}`: only a brace that ends its line, or one
    before a quoted key, opens front matter.
    """

    FM_BOUNDARY = re.compile(r'\A\s*^\{[ \t]*(?=$|"|\})', re.MULTILINE)
    START_DELIMITER = END_DELIMITER = ""

    def extent(self, text: str) -> Extent:
        start = len(text) - len(text.lstrip())
        end = json_format.end_of_object(text, start)
        if end is None:
            message = "The front matter is opened here with { and never closed."
            hint = "add a line } after the last key"
            raise Faults([Fault(code=Code.NEVER_CLOSED, message=message, hint=hint, offset=start)])
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        if text[end:line_end].strip():
            message = "There is text behind the } that closes the front matter."
            raise Faults([Fault(code=Code.SYNTAX, message=message, hint="begin the text on the next line", offset=end)])
        return Extent(start=start, end=end, body=min(line_end + 1, len(text)))

    def read(self, fm: str) -> Metadata:
        return json_format.read(fm)


class Lines(_Handler):
    """`Title: My post` and such lines, up to an empty one, as in Pelican."""

    FM_BOUNDARY = lines_format.LINES
    START_DELIMITER = END_DELIMITER = ""

    def detect(self, text: str) -> bool:
        return lines_format.end_of_lines(text) is not None

    def extent(self, text: str) -> Extent:
        end = lines_format.end_of_lines(text) or 0
        return Extent(start=0, end=end, body=min(end + 1, len(text)))

    def read(self, fm: str) -> Metadata:
        return lines_format.read(fm)


HANDLERS = (Yaml(), Toml(), FencedJson(), Json(), Lines())


def detect(text: str) -> _Handler | None:
    """The handler for the front matter that `text` begins with; None for a file without front matter."""
    handler = frontmatter.detect_format(text, HANDLERS)
    return handler if isinstance(handler, _Handler) else None
