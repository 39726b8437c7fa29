"""What another tool would have put something in the place of, and what nearly was a link: shown as text, and said so.

`{{< figure src="a.png" >}}` (Hugo), `{% include note.html %}` (Jekyll, Hexo, Eleventy) and `{{ page.title }}` mean
nothing to WordPress. A picture whose address has blanks, `![](my photo.jpg)`, is none in Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.rendering.codes import Code
from wppush.rendering.flat import Flat, elements

if TYPE_CHECKING:
    from wppush.rendering.reading import Reading

_TAG = re.compile(
    r"\{\{[<%]\s*+(?P<shortcode>/?[\w./-]+)[^{}\n]*?[>%]\}\}"
    r"|\{%-?\s*+(?P<tag>\w+)[^{}\n]*?%\}"
    r"|\{\{-?\s*+(?P<value>[\w.$]+)[^{}\n]*?\}\}"
)
_LINK = re.compile(r"!?\[[^\[\]\n]*+\]\([^()\n<>\"' ]*+[ ][^()\n<>\"']*+\)")
_IS_FILE = re.compile(r"/|\.\w{1,9}\)\Z")


def run(reading: Reading) -> None:
    """Note them: each tag once by its name, and each picture or link."""
    for sign, expression, code in (("{", _TAG, Code.OTHER_TOOL), ("](", _LINK, Code.BLANKS_IN_ADDRESS)):
        if sign not in reading.text:
            continue
        seen: set[str] = set()
        for element in elements(reading, sign):
            for found in expression.finditer(Flat(element).text):
                name = next(filter(None, found.groups()), found[0])
                if name in seen or (code == Code.BLANKS_IN_ADDRESS and not _IS_FILE.search(name)):
                    continue
                seen.add(name)
                reading.notices.note(code, found[0])
