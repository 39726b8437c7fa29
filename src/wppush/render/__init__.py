"""A document to blocks: Python-Markdown's element tree, walked once. Pure."""
