"""Every link of README and the pages leads somewhere, on GitHub as on the site that `make site` builds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt
from mkdocs.commands.build import build
from mkdocs.config import load_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [file.relative_to(ROOT).as_posix() for file in FILES]
_PARSER = MarkdownIt("gfm-like", {"linkify": False})


def tokens(file: Path) -> Iterator[Token]:
    for token in _PARSER.parse(file.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def links(file: Path) -> list[str]:
    found = [
        str(token.attrs.get("href") or token.attrs.get("src"))
        for token in tokens(file)
        if token.type in ("link_open", "image")
    ]
    html = "".join(token.content for token in tokens(file) if token.type in ("html_block", "html_inline"))
    return found + re.findall(r'(?:href|src|srcset)="([^"]+)"', html)


@cache
def anchors(file: Path) -> set[str]:
    """Give the names that GitHub gives to the headings of a page."""
    found: list[str] = []
    opened = False
    for token in tokens(file):
        if token.type == "inline" and opened:
            words = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            number = sum(1 for other in found if re.fullmatch(rf"{re.escape(name)}(-\d+)?", other))
            found.append(f"{name}-{number}" if number else name)
        if token.type in ("heading_open", "inline"):
            opened = token.type == "heading_open"
    return set(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_the_repository_leads_to_a_file_and_a_heading(name: str) -> None:
    file = ROOT / name
    lost = []
    for link in links(file):
        path, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_to_another_site_is_an_address(name: str) -> None:
    for link in links(ROOT / name):
        if "://" not in link:
            continue
        parts = urlsplit(link)
        assert parts.scheme == "https", link
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc), link
        assert not re.search(r"\s|[<>\"{}|\\^`]", link), link


def test_every_page_is_on_the_site_and_the_site_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("WPPUSH_SITE_URL", "WPPUSH_REPOSITORY_URL", "WPPUSH_DIRECTORY_URLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path))
    build(config)  # Raises where anything is wrong: a page that is not in the navigation, a link that leads nowhere.
    assert [
        record.getMessage() for record in caplog.records if record.name.startswith("mkdocs") and record.levelno > 20
    ] == []
    pages = {
        page.relative_to(tmp_path).as_posix(): page.read_text(encoding="utf-8") for page in tmp_path.rglob("*.html")
    }
    assert {
        f"{name.removeprefix('docs/').removesuffix('.md')}.html" for name in NAMES if name.startswith("docs/")
    } <= set(pages)
    fetched = {
        (name, address)
        for name, html in pages.items()
        for address in re.findall(r'<(?:script|img|iframe|source|video)\b[^>]*\bsrc="(https?:|//)', html)
        + re.findall(r'<link\b[^>]*rel="(?:stylesheet|preconnect|icon|preload)"[^>]*href="(https?:|//)', html)
    }
    assert fetched == set()
