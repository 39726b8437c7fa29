"""A new post's file: where it goes, and what it says at first.

It begins as a draft, because whoever publishes a folder publishes every file in it, finished or not. It has no date, so
that the post gets that of its publication, and not that of the moment at which somebody began to write.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.diagnostics import Diagnostic, Location
from wppush.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from wppush.config import Config

FRONT_MATTER = """\
title: {title}
status: draft
tags:
"""
"""What a post says whose wppush.toml does not say otherwise. A key without a value is as good as none."""
_PLACEHOLDER = re.compile(r"(?P<quote>[\"']?)(?<!\{)\{(?P<name>[a-z]+)\}(?!\})(?P=quote)")
"""What is filled in, with the quotes around it; not the braces of templates, as in {{ x }}."""
_FENCED = re.compile(r"\A(?P<fence>---|\+\+\+|;;;)[ \t]*\n.*?^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/+’“”–—]|'(?=\w)|-(?=\w))*", re.UNICODE)
"""Text that YAML takes as it stands, whatever its version."""
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#^\[\]]+')
"""What Windows, a link of Obsidian's or a terminal would trip over in a file's name."""
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A file that a post begins as."""

    path: Path
    """Absolute."""
    text: str


def begin(config: Config, title: str, *, slug: str | None, now: datetime) -> NewPost:
    """Give the file of a new post; nothing is written.

    Without a slug, it is made from the title as it would be from a file's name. Raises SourceError where that makes
    none, and ConfigError where the template can't be read.
    """
    words = " ".join(title.split())
    values = {
        "title": words,
        "slug": _slug(words, slug),
        "date": now.strftime("%Y-%m-%d"),
        "year": now.strftime("%Y"),
        "month": now.strftime("%m"),
        "day": now.strftime("%d"),
        "now": now.isoformat(timespec="seconds"),
    }
    name = (slug is None and _file_name(words)) or values["slug"]
    path = _PLACEHOLDER.sub(lambda found: {**values, "title": name}[found["name"]], config.new.path)
    return NewPost(path=config.content_root / path, text=_filled(_text(config), values))


def write(post: NewPost) -> None:
    """Write the file. Raises ConfigError where there is one already."""
    try:
        post.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(post.path.parent, error) from None
    try:
        with post.path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(post.text)
    except FileExistsError:
        raise ConfigError(
            f"{post.path} is there already, and nothing was written.",
            hint="give the post another title, or a file name of its own: --slug another-name",
            ref=SettingsCode.FILE_THERE,
        ) from None
    except OSError as error:
        raise _not_written(post.path, error) from None


def _not_written(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{path} can not be written: {error.strerror}.", ref=SettingsCode.NOT_WRITTEN)


def _slug(title: str, slug: str | None) -> str:
    from wppush.source.faults import Faults
    from wppush.source.slug import check_slug, slugify

    try:
        if slug is None:
            return slugify(title)
        check_slug(slug)
    except Faults as error:
        hint = "say how its address shall end: --slug my-post"
        raise SourceError(
            [
                Diagnostic(code=fault.code, message=fault.message, hint=hint, location=Location(path="(new)"))
                for fault in error.faults
            ]
        ) from None
    return slug


def _file_name(title: str) -> str:
    """Give a title as the name of a file, with the letters that no system takes amiss."""
    return _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].replace("  ", " ").strip(" .")


def _text(config: Config) -> str:
    template = config.new.template
    if template is None:
        said = FRONT_MATTER if config.new.front_matter is None else config.new.front_matter.strip("\n") + "\n"
        return f"{said}\n" if said.startswith(("---", "+++", ";;;", "{")) else f"---\n{said}---\n\n"
    try:
        return template.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            f"{template} can not be read, or is not UTF-8.",
            hint="save it as UTF-8 in your editor",
            ref=SettingsCode.UNREADABLE,
        ) from None


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill in a template: in its front matter so that the notation takes the words for the text that they are."""
    fenced = _FENCED.match(text)
    end = fenced.end() if fenced else 0
    if fenced is None and text.startswith("{"):
        end = text.find("\n}") + 1
    in_yaml = fenced is not None and fenced["fence"] == "---"
    has_dates = fenced is not None and fenced["fence"] != ";;;"

    def of_front_matter(found: re.Match[str]) -> str:
        value = values.get(found["name"])
        if value is None:
            return found[0]
        is_date = has_dates and found["name"] in ("now", "date", "year", "month", "day")
        if not found["quote"] and (is_date or (in_yaml and _is_plain(value))):
            return value
        if found["quote"] == "'" and in_yaml:
            return "'" + value.replace("'", "''") + "'"
        # A text of JSON is one of YAML and of TOML.
        return json.dumps(value, ensure_ascii=False)

    def of_text(found: re.Match[str]) -> str:
        value = values.get(found["name"])
        return found[0] if value is None else f"{found['quote']}{value}{found['quote']}"

    return _PLACEHOLDER.sub(of_front_matter, text[:end]) + _PLACEHOLDER.sub(of_text, text[end:])


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text.casefold() not in _WORDS and not text.endswith(" ")
