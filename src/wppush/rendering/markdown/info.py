"""What stands behind a fence of code: the language, a title, and what only other tools know.

| form | used by |
|---|---|
| `python`, `python title="x.py"`, `js filename="x.js"` | GitHub takes the first word; Docusaurus, Python-Markdown |
| `{.python #id title="x.py"}` | Pandoc, Python-Markdown |
| `{python}`, `{r, echo=FALSE}`, `{code-block} python` | Quarto, R Markdown, MyST |
| `js:x.js`, `js [x.js]`, `js{1,3}`, `rust,ignore` | Qiita, VitePress, Gatsby, rustdoc |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

_LANGUAGE = re.compile(r"[\w#.+-]+")
_BRACES = re.compile(r"\{(?P<said>[^{}]*)\}")
_FIRST = re.compile(r"(?P<word>[^\s{,:=]+)(?P<mark>[{,:=]?)")
_TITLED = re.compile(r":(?!//)(?P<title>[^\s:{}]+)(?=\s|$)")
_TOKEN = re.compile(
    r"(?P<key>[\w-]+)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s,\"']+))"
    r"|\.(?P<class>[\w#.+-]+)|(?<!\S)\[(?P<name>(?![\d,-]+\])[^\[\]\s]+)\](?![^\s,])|(?P<other>\S+)"
)
_TITLES = frozenset(["title", "filename", "file", "name", "caption", "lst-cap", "label"])
_DIRECTIVES = frozenset(["code", "code-block", "code-cell", "sourcecode", "literalinclude"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What an info string says."""

    language: str = ""
    title: str = ""
    left_out: str = ""
    """What is not shown."""
    odd: str = ""
    """A first word that names no language."""


def read_info(info: str) -> Info:
    """Read an info string."""
    info = info.strip()
    braces = _BRACES.match(info)
    if braces:
        return _attributes(braces["said"].strip(), info[braces.end() :].strip())
    first = _FIRST.match(info)
    if first is None or first["mark"] == "=":
        return _rest("", info) if first else Info(odd=info.split(maxsplit=1)[0] if info else "")
    word = first["word"].removeprefix(".")
    rest = info[first.end("word") :]
    if not _LANGUAGE.fullmatch(word):
        return Info(odd=info.split(maxsplit=1)[0])
    titled = _TITLED.match(rest)
    if titled:
        return _rest(word, f'title="{titled["title"]}" {rest[titled.end() :]}')
    return _rest(word, rest)


def _attributes(said: str, behind: str) -> Info:
    """Read what stands in braces."""
    first = _FIRST.match(said)
    word = first["word"] if first and first["mark"] != "=" else ""
    if not word or word.startswith((".", "#")) or not _LANGUAGE.fullmatch(word):
        return _rest("", f"{said} {behind}", classes=True)
    if word in _DIRECTIVES:
        language = behind.split(maxsplit=1)[0] if behind else ""
        return _rest(language, f"{said[len(word) :]} {behind[len(language) :]}")
    return _rest(word, f"{said[len(word) :]} {behind}")


def _rest(language: str, said: str, *, classes: bool = False) -> Info:
    """Read what stands behind the language; with `classes`, the first class is the language."""
    title, left_out = "", []
    for token in _TOKEN.finditer(said):
        value = token["double"] or token["single"] or token["bare"] or ""
        if (token["key"] in _TITLES and value and not title) or (token["name"] and not title):
            title = value or token["name"]
        elif token["class"] and classes and not language:
            language = token["class"]
        else:
            left_out.append(token[0].strip(","))
    return Info(language=language, title=title, left_out=" ".join(filter(None, left_out)))


def code_element(info: str) -> Element:
    """Give the element for a block of code with this info string, without the code."""
    said = read_info(info)
    pre = Element("pre")
    if said.title:
        pre.set("title", said.title)
    if said.left_out:
        pre.set("left-out", said.left_out)
    language = said.language or said.odd
    SubElement(pre, "code", {"class": f"language-{language}"} if language else {})
    return pre
