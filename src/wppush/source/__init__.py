"""Files to documents: finding, reading and checking Markdown files with front matter."""
