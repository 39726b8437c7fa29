"""The first steps: what a folder is already, which settings fit it, and the files that a project begins with.

Nothing is asked and nothing is printed here: the command asks, and hands over the answers. What a world's folders look
like stands in `worlds`, one file for each tool.
"""

from __future__ import annotations

from wppush.scaffold.beginning import Answers, beginning, layout_of, project_name
from wppush.scaffold.files import NewFile, Standing, write
from wppush.scaffold.layout import Layout
from wppush.scaffold.recognise import recognise

__all__ = ["Answers", "Layout", "NewFile", "Standing", "beginning", "layout_of", "project_name", "recognise", "write"]
