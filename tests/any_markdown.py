"""Markdown by chance: the marks that mean something, in any order, between words."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = (
    "*", "**", "_", "__", "~", "~~", "`", "``", "[", "]", "![", "](", ")", "(", "<", ">", "&", "&amp;", "&lt;", "\\",
    "\n", "\n\n", "  \n", "- ", "\n- ", "\n  - ", "\n    - ", "1. ", "\n3) ", "> ", "\n> ", "# ", "\n## ", "\n***\n",
    "\n===\n", "\n---\n", "    ", "\t", "|", " | ", "\n| a | b |\n|---|:-:|\n", "<b>", "</b>", "<i x=\"y\">", "</i>",
    "<br>", "<span/>", "<a href='q'>", "</a>", "<div>", "</div>", "\n\n<div>\n", "<video>", "</video>", "<td>", "<p>",
    "$", "$$", "\n$$\n", "$`", "`$", '"', "'", "{#id}", "==", "\u00a0", "<https://example.com/>",
)  # fmt: skip
"""Nothing of these can take words away as Markdown does on purpose."""

TAKING = (
    "```", "\n```\n", "\n~~~ x y\n", "<!--", "-->", "<!-- wp:paragraph -->", "<!-- /wp:html -->",
    "<!-- wp:latest-posts /-->", "[^1]", "\n[^1]: ", "^[",
    "\n[a]: /b 'c'\n", "[a]", "\n|x|y|z|\n", "<script>", "</script>", "<?", "?>", "<![CDATA[", "]]>", "<pre>", "</pre>",
    "&#0;", "&copy", "&nope;", "\x00", "\x0c", "\u2028", "<!doctype x>", "[gallery]", "https://example.com/", "<x-y>",
    "[[", "]]", "![[", "%%", "\n%%\n", "{: .x}", "{#y width=3}", "|300", "\n*[word]: x\n", "](#word)", "](a.mp3)",
    "](a.zip)", "\nhttps://youtu.be/a\n", "<img src=a>", "\n\n<img src=a width=3>\n\n", "<figure>", "</figure>",
    "<figcaption>", "</figcaption>", "<a name=x></a>", "![a](b.png)",
    "</x-y>", "<textarea>", "<svg>", "</svg>", "<math>", "<ruby>", "<rt>", "</ruby>", "&#x1F600;", ":-", "=", "/>",
)  # fmt: skip

markdown = st.lists(st.sampled_from(MARKS + TAKING) | st.text(max_size=5) | st.just("word"), max_size=40).map("".join)

marked_words = st.lists(st.sampled_from(MARKS), max_size=40).map(
    lambda marks: "".join(f"w{number}{mark}" for number, mark in enumerate(marks))
)
"""Numbered words with marks between them."""

numbered = st.lists(st.sampled_from(MARKS + TAKING), max_size=40).map(
    lambda marks: "".join(f"w{number}x{mark}" for number, mark in enumerate(marks))
)
"""The same between any marks."""
