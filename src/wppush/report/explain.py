"""What `wppush explain` and docs/diagnostics.md say of a code: its meaning, an example, what to type instead.

The meanings stand in the enumerations of codes. The explanations are Markdown beside this file, one file for each
hundred and a heading for each code. In them, fences with a title are files of an example; those behind the line
`Instead:` are what to write in their place. Tests do what the examples say: each has to bring up its code, and what
stands behind `Instead:` must not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import chain

from wppush.codes import BaseCode, MachineCode, SettingsCode, SiteCode
from wppush.media.codes import Code as MediaCode
from wppush.rendering.codes import Code as MarkdownCode
from wppush.source.codes import Code as FilesCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The codes of one hundred."""

    title: str
    codes: type[BaseCode]
    page: str
    """Where to read on, below docs/, unless an explanation names another page."""

    @property
    def name(self) -> str:
        """`WP1`."""
        return str(next(iter(self.codes)))[:3]


GROUPS = (
    Group(title="files and front matter", codes=FilesCode, page="front-matter.md"),
    Group(title="Markdown", codes=MarkdownCode, page="markdown.md"),
    Group(title="the site", codes=SiteCode, page="troubleshooting.md"),
    Group(title="media files", codes=MediaCode, page="media.md"),
    Group(title="wppush.toml, the environment and logins", codes=SettingsCode, page="configuration.md"),
    Group(title="this machine", codes=MachineCode, page="troubleshooting.md"),
)

INSTEAD = "Instead:"
_HEADING = re.compile(r"^## (WP\d{3})$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_READ_ON = re.compile(r"^Read on: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What there is to say about one code."""

    code: str
    title: str
    """Its meaning, in one sentence."""
    text: str
    """Markdown, without a heading."""
    page: str
    """Below docs/."""

    @property
    def example(self) -> dict[str, str]:
        """The files of the example, by their names."""
        return _files(self.text.partition(f"\n{INSTEAD}\n")[0])

    @property
    def instead(self) -> dict[str, str]:
        """The files that come in their place; those that are the same are not named again."""
        return _files(self.text.partition(f"\n{INSTEAD}\n")[2])


def meanings() -> dict[str, str]:
    """Give every code with its meaning, sorted."""
    every: chain[BaseCode] = chain.from_iterable(group.codes for group in GROUPS)
    return {str(code): code.meaning for code in sorted(every)}


def explanation(code: str) -> Explanation:
    """Give what there is to say about a code. Raises KeyError for one that there is not."""
    title = meanings()[code]
    [group] = [group for group in GROUPS if code.startswith(group.name)]
    text = _texts(group.name).get(code, "")
    read_on = _READ_ON.search(text)
    text = _READ_ON.sub("", text).strip()
    return Explanation(code=code, title=title, text=text, page=read_on[1] if read_on else group.page)


def code_meant(words: str) -> str | None:
    """Give the code that somebody typed as `WP203`, `wp203` or `203`; None where there is none."""
    digits = words.strip().upper().removeprefix("WP")
    return f"WP{digits}" if f"WP{digits}" in meanings() else None


def codes_near(words: str) -> list[str]:
    """Give codes that somebody may have meant who typed one that there is not, the likeliest first."""
    digits = words.strip().upper().removeprefix("WP")
    return get_close_matches(f"WP{digits}", meanings(), n=3, cutoff=0.75)


def plain(text: str) -> str:
    """Give an explanation as it is shown on a terminal: the files of an example below their names, indented."""

    def shown(fence: re.Match[str]) -> str:
        lines = [f"    {line}".rstrip() for line in fence[4].splitlines()]
        return "\n".join([f"  {fence[3]}:", *lines] if fence[3] else lines)

    return re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", _FENCE.sub(shown, text))


def _files(text: str) -> dict[str, str]:
    return {fence[3]: fence[4] for fence in _FENCE.finditer(text) if fence[3]}


@cache
def _texts(group: str) -> dict[str, str]:
    """Give the explanations of a hundred by their codes."""
    text = (files("wppush.report") / "explanations" / f"{group}.md").read_text(encoding="utf-8")
    _, *parts = _HEADING.split(text)
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
