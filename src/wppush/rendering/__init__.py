"""Markdown to native blocks; pure: text in, blocks and diagnostics out."""

from __future__ import annotations

from wppush.rendering.conversion import Rendered, render

__all__ = ["Rendered", "render"]
