"""Readers of a plan and of its results: the terminal and JSON."""
