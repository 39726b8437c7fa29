"""What the package index shows: the README, and the addresses of the project.

Where the repository lies is known to who builds, by WPPUSH_REPOSITORY_URL, and written nowhere in it. With that, links
of the README lead to the files of the very version, from wherever it is read; without, they stay as they are.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"""(\]\(|\b(?:href|src|srcset)=")(?![a-z]+:|#|/)([^)"\s]+)""")
_PICTURE = re.compile(r"\.(?:png|gif|jpe?g|svg|webp)$")


def with_whole_links(text: str, repository: str, version: str) -> str:
    """Give a README whose links lead to the files of a version, from anywhere."""

    def whole(found: re.Match[str]) -> str:
        sort = "raw" if _PICTURE.search(found[2]) else "blob"
        return f"{found[1]}{repository}/{sort}/v{version}/{found[2]}"

    return _LINK.sub(whole, text)


class Metadata(MetadataHookInterface):
    """Fills in `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill them in."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        repository = os.environ.get("WPPUSH_REPOSITORY_URL", "").rstrip("/")
        if repository:
            code = Path(self.root, "src/wppush/__init__.py").read_text(encoding="utf-8")
            [version] = re.findall(r'^__version__ = "([^"]+)"$', code, re.MULTILINE)
            text = with_whole_links(text, repository, version)
            metadata["urls"] = {
                "Repository": repository,
                "Documentation": f"{repository}/tree/v{version}/docs",
                "Changelog": f"{repository}/blob/v{version}/CHANGELOG.md",
                "Issues": f"{repository}/issues",
            }
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
