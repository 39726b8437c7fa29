"""What the site is to call a file: a name that every server, file system and URL takes, and that WordPress keeps.

WordPress folds a name itself (`sanitize_file_name`, `wp_unique_filename`), but keeps letters of other scripts, which
then stand percent-encoded in every URL, and adds to names that could be those of its own sub-sizes. Here the name is
made so that nothing is left to fold.
"""

from __future__ import annotations

import re
from pathlib import PurePath

LONGEST = 80
"""Characters before the ending: WordPress adds `-1536x1536` and the like, and file systems end at 255 bytes."""

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_LIKE_A_SUB_SIZE = re.compile(r"-(?:\d+x\d+|scaled|rotated)$")


def ascii_filename(name: str, *, ending: str, digest: str) -> str:
    """Give a readable ASCII name for a file: `Été à Séoul.JPG` is `ete-a-seoul.jpg`.

    A name of which nothing is left is made of the digest. Dots become hyphens: WordPress takes what stands between two
    dots for an ending, and puts an underscore after it.
    """
    from anyascii import anyascii

    stem = PurePath(name).stem if "." in name.strip(".") else name
    folded = anyascii(_APOSTROPHES.sub("", stem)).lower()
    folded = re.sub(r"[^a-z0-9_]+", "-", folded)[:LONGEST].strip("-_")
    if not folded:
        folded = f"file-{digest[:8]}"
    # Such a name belongs to a smaller copy of another image; WordPress adds the same number itself.
    if _LIKE_A_SUB_SIZE.search(folded):
        folded += "-1"
    return f"{folded}.{ending}"
