"""Readers of a plan and of its results: the terminal and JSON. The same outcomes, in two shapes."""

from __future__ import annotations
