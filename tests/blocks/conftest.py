"""Tests of block markup ask WordPress's own editor."""

from __future__ import annotations

from judging import judge

__all__ = ["judge"]
