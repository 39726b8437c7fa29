"""Texts made to break a renderer: too long, too deep, never closed; of any size, so that growth can be measured."""

from __future__ import annotations


def hard_texts(many: int) -> dict[str, str]:
    """Give the texts by name; their length grows with `many`, that of nested lists with its square."""
    return {
        "quote marks": ">" * (many // 2),
        "nested lists": "".join("  " * depth + "- a\n" for depth in range(many // 20)),
        "bullets on one line": "- " * (many // 2) + "a",
        "opening brackets": "[" * many,
        "paired brackets": "[" * many + "]" * many,
        "opening image brackets": "![" * many,
        "nested images": "![a" * many + "](b)" * many,
        "unclosed links": "[a](" * many,
        "unclosed titles": '[a](b "c' * many,
        "stars": "*a " * many,
        "nested emphasis": "*a **b " * many + "b** a* " * many,
        "mixed delimiters": "**a *b _c ~~d " * many,
        "backticks of every length": " ".join("`" * length for length in range(1, many // 25)),
        "unclosed tags": "<b><i>" * many,
        "misnested tags": "<b><i>" * many + "</b></i>" * many,
        "unclosed comments": "x <!-- " * many,
        "unclosed declarations": "x <!a " * many,
        "attributes": "<a" + " b" * many,
        "definitions": "[a]: b\n" * many,
        "a wide table": "|a" * many + "\n" + "|-" * many + "\n" + "|b" * many,
        "headings among lines": "a\n# b\n" * many,
        "underlined headings": "a\n---\n" * many,
        "lists among quotes": "- a\n> b\n" * many,
        "loose items": "1. a\n\n" * many,
        "tables among headings": "a|b\n-|-\n# x\n" * many,
        "fences": "```py\nx\n```\n" * (many // 3),
        "fences in items": "- ```py\n  x\n  ```\n" * (many // 3),
        "options of a fence": '```a="x" ' + 'a="x" ' * many + "'",
        "unclosed scripts": "<script>\n\n" * many,
        "blank lines": "\n" * many,
        "an endless number": "&#" + "9" * many + "; <a href='&#" + "9" * many + ";'>x</a>",
        "blanks": "```\nhttps://" + " " * many + "x\n```\n\n# a" + " " * many + "b",
        "links of Obsidian": "[[a|b]] [[a" * many + "[[" * many,
        "highlights": "==a ==b== \\==c==`" * (many // 8) + "=" * many,
        "comments in percent signs": "%%a %%b%% " * many + "\n\n%%\n" * many,
        "attributes in braces": "[a](b){: .c d=e} [a](b){: " * (many // 16) + ".a " * many + "}",
        "sizes of pictures": "![a|1](b) " * (many // 8) + "![" + "|" * many + "](b)",
        "links to sections": "[a](#b) " * (many // 8) + "\n\n" + "# b\n" * (many // 8),
        "abbreviations": "".join(f"*[a{number}]: b\n" for number in range(many)) + "\n" + "a1 a- " * (many // 8),
        "pictures in HTML": "<img src=a>\n\n" * (many // 8) + "<figure>" + "<img src=a>" * many,
        "addresses on lines": "https://youtu.be/a\n" * (many // 16) + "https://" + "a." * many,
        "inline comments": "a <!-- b --> " * many,
        "one long word": "x" * (many * 100),
        "a megabyte of prose": "Some **words** of `code` & [links](https://example.com/), then more of them.\n\n"
        * many,
    }
