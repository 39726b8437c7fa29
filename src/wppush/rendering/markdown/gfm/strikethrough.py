"""GFM 6.5: strikethrough, with one tilde or two. One alone between letters or digits is left to ranges: `8~10`.

There GitHub would strike what stands between two ranges of a paragraph, which nobody means.
"""

from __future__ import annotations

import re
from typing import Any

from pymdownx.delimiterprocessor import Delimiter

_RANGE = r"(?!(?<=[^\W_])~(?=[^\W_]))"


def strikethrough() -> Any:
    """Give the delimiter for `pymdownx.betterem`'s rule. Its patterns are the stock ones, but for ranges."""
    delimiter = Delimiter("~", "s,s", punct=True)
    stock = delimiter.boundary
    delimiter.boundary = re.compile(_RANGE + f"(?:{stock.pattern.removeprefix('(?x)')})", stock.flags)
    return delimiter
