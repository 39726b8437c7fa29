"""What a parser gives: a document as plain elements, most of them HTML's own.

| element | what it stands for |
|---|---|
| `raw-html` | HTML on lines of its own; its text is as the author wrote it |
| `pre` > `code class="language-x"` | a block of code; the class only where a language was named |
| `math` | a formula: its text is LaTeX; with `display="block"` it stands on lines of its own, else among words |
| `footnote-ref label="x"` | the place where the footnote of this label is referred to |
| `wp-block` | blocks that the author wrote with their delimiters: its text is the markup, untouched |

Everything else has the meaning of HTML: `p`, `h1`, `ul`, `ol start`, `li` around blocks, `blockquote`, `table`,
`th align`, `hr`, `dl`, `details` around `summary` and blocks, `div class`, `em`, `a href title`, `img src alt title`.
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
WP_BLOCK = "wp-block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A document as plain elements."""

    root: Element
    sources: Mapping[Element, str]
    """Element → its text in Markdown, where it has one."""
    notices: tuple[tuple[Notice, ...], ...]
    """One sequence for each reading of the text, each in the order of the text."""
    footnotes: Mapping[str, Element] = field(default_factory=dict)
    """Label → an element around the blocks of the note."""
