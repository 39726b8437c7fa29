"""GitHub Flavored Markdown as an extension of Python-Markdown, and the tree it gives.

Python-Markdown's own block parser splits the text at blank lines and recurses, so a list needs four blanks, a fence in
a list is not one, lines are not known, and deep nesting ends in RecursionError. Here one BlockProcessor reads the text
line by line as the CommonMark specification describes, and one Treeprocessor reads the text inside blocks. Both are
linear in the length of the text. What comes out is Python-Markdown's element tree; nothing is ever serialised to HTML.
"""

from __future__ import annotations

from wppush.render.markdown.build import RAW_HTML
from wppush.render.markdown.extension import Notice, Tree, parse
from wppush.render.markdown.raw_tags import VOID
from wppush.render.markdown.weave import plain_text

__all__ = ["RAW_HTML", "VOID", "Notice", "Tree", "parse", "plain_text"]
