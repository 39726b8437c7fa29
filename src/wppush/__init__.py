"""wppush publishes Markdown files to WordPress as native blocks: run it twice and nothing changes."""

from __future__ import annotations

__version__ = "0.1.0"
