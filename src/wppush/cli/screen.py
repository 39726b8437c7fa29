"""What a command knows of who sits in front of it: whether there is a browser, and from where files are named."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def has_screen() -> bool:
    """Say whether a browser can be opened here: not over ssh, in a container, in CI."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def near(path: Path) -> str:
    """Give a path as it is typed in the folder that one is in, where it lies below that."""
    here = Path.cwd()
    for base in (here, here.resolve()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix() or "."
    return str(path)
