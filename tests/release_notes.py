"""What a release says: the section of the changelog for the version that a tag names.

    python tests/release_notes.py v1.2.3

The tag has to name the version that the code has; else nothing is released. It needs no other package.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version_of(code: str) -> str:
    """Give the version that `wppush/__init__.py` states."""
    [version] = re.findall(r'^__version__ = "([^"]+)"$', code, re.MULTILINE)
    return str(version)


def notes(changelog: str, version: str) -> str:
    """Give the section of a version, `## 1.2.3 - 2026-01-02`, without its heading. Raises SystemExit."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    for section in sections:
        heading, _, text = section.partition("\n")
        if re.match(rf"\[?{re.escape(version)}\]?(?![\w.])", heading) and text.strip():
            return text.strip() + "\n"
    raise SystemExit(f"CHANGELOG.md has no section, or an empty one: write ## {version} - YYYY-MM-DD")


def main(tag: str) -> None:
    """Print the section of a tag's version. Raises SystemExit."""
    version = version_of((ROOT / "src/wppush/__init__.py").read_text(encoding="utf-8"))
    if tag != f"v{version}":
        raise SystemExit(f"the tag is {tag}, and the version {version}: write it into src/wppush/__init__.py")
    sys.stdout.write(notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version))


if __name__ == "__main__":
    main(sys.argv[1])
