from __future__ import annotations
from typing import TYPE_CHECKING
from wppush.errors import PreviewError


if TYPE_CHECKING:
    from wppush.preview.engine import Engine


def find(_on_step: object) -> Engine:
    raise PreviewError("not yet")
