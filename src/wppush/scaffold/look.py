"""Looks at files of other tools: their settings are read as text, and never run."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_MOST = 1_000_000
_DEEPEST = 4
_PASSED_OVER = frozenset(["node_modules", "vendor", "themes", "_site", "public", "output"])
"""Folders of other people's files, and of what tools make."""
SUFFIXES = (".md", ".markdown")


def text_of(path: Path) -> str:
    """Give the text of a file; empty where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""


def settings_of(path: Path) -> Mapping[str, object]:
    """Give what a file in TOML, YAML or JSON says; nothing where it is none."""
    text = text_of(path)
    try:
        # A mapping of JSON is one of YAML.
        found = tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def word(settings: Mapping[str, object], name: str, default: str) -> str:
    """Give the path of a folder that settings name, by whatever capital letters, without slashes around it."""
    for key, value in settings.items():
        if str(key).casefold() == name.casefold() and isinstance(value, str) and value.strip("./ "):
            return value.strip().removeprefix("./").strip("/")
    return default


def first_there(folder: Path, names: Iterable[str]) -> str | None:
    """Give the first of these names that a folder has."""
    return next((name for name in names if (folder / name).exists()), None)


def said_in(path: Path, expression: str) -> str | None:
    """Give the first group of an expression in a program's text, as a folder's path."""
    found = re.search(expression, text_of(path), re.MULTILINE)
    return found[1].removeprefix("./").strip("/") or None if found else None


def folders_below(folder: Path) -> list[Path]:
    """Give the folders in a folder, sorted, without hidden ones and those of tools."""
    try:
        return sorted(
            entry
            for entry in folder.iterdir()
            if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith(".")
            if entry.name not in _PASSED_OVER
        )
    except OSError:
        return []


def markdown_in(folder: Path) -> list[Path]:
    """Give the Markdown files that lie in a folder itself, sorted."""
    try:
        return sorted(
            entry
            for entry in folder.iterdir()
            if entry.suffix.lower() in SUFFIXES and not entry.name.startswith(".") and entry.is_file()
        )
    except OSError:
        return []


def markdown_below(folder: Path, depth: int = _DEEPEST) -> Iterator[Path]:
    """Give the Markdown files below a folder, those that lie in it first, some folders deep."""
    yield from markdown_in(folder)
    if depth:
        for inner in folders_below(folder):
            yield from markdown_below(inner, depth - 1)


def is_page(path: Path) -> bool:
    """Say whether a file says that it is a page: `type: page`, in any notation."""
    return re.search(r"^\"?type\"?\s*[:=]\s*[\"']?page\b", text_of(path), re.MULTILINE | re.IGNORECASE) is not None


def has_front_matter(path: Path) -> bool:
    """Say whether a file begins with front matter."""
    return text_of(path).lstrip().startswith(("---\n", "+++\n", ";;;\n", "{\n"))
