"""Where the project lies in a checkout: the services that show remarks beside lines name files from its top."""

from __future__ import annotations

import os
from pathlib import Path

from wppush.errors import WppushError


def project_below(top: str, path: str = ".") -> str:
    """Give the folder of the project that `path` lies in, as seen from `top`; `.` where it is not below it."""
    from wppush.project import Project

    try:
        root = Project.load(path).config.root
    except WppushError:
        root = Path.cwd()
    here, real = Path(os.path.realpath(top)), Path(os.path.realpath(root))
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else "."
