"""The block model, its grammar, its escaping, and the mark."""

from __future__ import annotations

from wppush.blocks import escape
from wppush.blocks.grammar import serialize
from wppush.blocks.mark import Mark, digest, project_of, same_project, source_of
from wppush.blocks.marking import read_mark, strip_mark, with_mark
from wppush.blocks.model import Block

__all__ = [
    "Block",
    "Mark",
    "digest",
    "escape",
    "project_of",
    "read_mark",
    "same_project",
    "serialize",
    "source_of",
    "strip_mark",
    "with_mark",
]
