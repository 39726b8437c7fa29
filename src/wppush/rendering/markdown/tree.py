"""What a parser gives: a document as plain elements, most of them HTML's own.

| element | what it stands for |
|---|---|
| `raw-html` | HTML on lines of its own; its text is as the author wrote it |
| `pre` > `code class="language-x"` | a block of code; the class only where a language was named |
| `math data-latex="x"` | a formula, its text as written; with `display="block"` on lines of its own, else among words |
| `footnote-ref label="x"` | where the footnote of this label is referred to |
| `wp-block` | blocks that the author wrote with their delimiters: its text is the markup, untouched |
| `shortcode` | a shortcode on lines of its own: its text, as the author wrote it |
| `callout kind="note"` | a callout: a paragraph, its title, then blocks; one with `folded="open"` or `"closed"` folds |
| `columns` > `column width="50%"` | columns side by side, around blocks |
| `buttons` > `a href class` | links that are shown as buttons |
| `spacer lines="2"` | blank space, as high as so many lines |
| `li task="open"`, `"done"` | an item of a list of tasks; without its box |
| `pre title="x.py" left-out="…"` | what the author named a block of code, and what else was said of it |

Everything else has the meaning of HTML: `p`, `h1`, `ul`, `ol start`, `li` around blocks, `blockquote` around blocks and
at its end `cite`, or with `class="pullquote"`, `table` that may begin with a `caption`, `th align`, `hr`, `dl` around
`dt` and `dd`, `details` around `summary` and blocks, `div class` and `section` around blocks, `em`, `a href title`,
`img src alt title`.
Texts are plain characters, no entities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from wppush.rendering.markdown.notices import Notice

RAW_HTML = "raw-html"
MATH = "math"
FOOTNOTE_REF = "footnote-ref"
FOOTNOTE = "footnote"
"""A note where it was written: only while a text is parsed. So is a reference without a label, with its note in it."""
FOOTNOTES = "footnotes"
"""The notes of a post at its end, each a `footnote id="…"` around words: made by the step that numbers them."""
WP_BLOCK = "wp-block"
CONTAINER = "container"
"""What stands between `::: name` and `:::`, until a step has made something of it: its name is the attribute `name`."""
SHORTCODE = "shortcode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A document as plain elements."""

    root: Element
    sources: Mapping[Element, str]
    """Element → its text in Markdown, where it has one."""
    notices: tuple[tuple[Notice, ...], ...]
    """One sequence for each reading of the text, each in the order of the text."""
    footnotes: Mapping[str, Element] = field(default_factory=dict)
    """Label → an element around the blocks of the note, in the order of the text.

    A note whose label is taken has one that nobody can refer to.
    """
    lines: Mapping[Element, int] = field(default_factory=dict)
    """Block → the line at which it begins, from 0, where the parser knows it."""
