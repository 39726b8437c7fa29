"""Markdown to native blocks; pure: text in, blocks and diagnostics out."""

from __future__ import annotations

from wppush.render.rendering import Rendered, render

__all__ = ["Rendered", "render"]
