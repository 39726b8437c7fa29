"""docs/json.md says what reports have: each key that a run prints is on the page, and each key of it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from blog import POST, Blog

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from local_site import Site

PAGE = (Path(__file__).resolve().parents[2] / "docs/json.md").read_text(encoding="utf-8")
_NAMES_OF_THEIR_OWN = {"summary", "capabilities"}
"""What has actions for keys, which the page has in a table of their own, or WordPress's own names."""


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in _NAMES_OF_THEIR_OWN:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_key_of_a_report_is_on_the_page_and_every_key_of_the_page_is_in_a_report(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = Blog(tmp_path / "blog", site.environ(), monkeypatch)
    Image.new("RGB", (8, 8)).save(blog.folder / "posts/roof.jpg")
    blog.write(POST + "\n![A roof](roof.jpg)\n\n{{< shortcode >}}\n")
    reports = [blog.plan(), blog.publish()]
    reports.append(blog.run("check", "--json"))
    reports.append(blog.run("media", "prune", "--json"))
    reports += [blog.run(*words, "--json") for words in (("doctor",), ("list", "--all"), ("whoami",))]
    reports += [blog.run("explain", "--json"), blog.run("explain", "203", "--json")]
    blog.configure(f'[sites.one]\nurl = "{site.url}"\n')
    reports.append(blog.plan("--site", "one", "--site", "two"))
    blog.write("---\ntitle: [\n---\n")
    reports.append(blog.publish())
    printed = {key for run in reports for key in keys(run.report())}
    assert {key for key in printed if f"`{key}`" not in PAGE} == set()
    tables = re.findall(r"^\| key \| .*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    named = {key for table in tables for row in table.splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert len(named) > 15
    # `note` is of runs without any file, which other tests make.
    assert named - printed <= {"note"}
