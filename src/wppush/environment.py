"""What other programs find in their environment when wppush starts them: no password and no token of a site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS = ("WPPUSH_APP_PASSWORD", "WPPUSH_TOKEN")
"""How the names of variables begin that hold one; behind it may stand the name of a site."""


def without_secrets(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give an environment without the variables that hold passwords and tokens."""
    return {name: value for name, value in environ.items() if not name.startswith(SECRETS)}
