"""The pages that are made from the code are the ones in the repository, and leave nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generated_docs import DOCS, PAGES

SOURCE = Path(__file__).resolve().parents[2] / "src" / "wppush"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    stands = (DOCS / name).read_text(encoding="utf-8") if (DOCS / name).exists() else ""
    assert stands == PAGES[name](), "type `make docs`, look at the difference, and commit it"


def test_every_code_of_a_diagnostic_is_on_its_page() -> None:
    page = PAGES["diagnostics.md"]()
    texts = (file.read_text(encoding="utf-8") for file in sorted(SOURCE.rglob("*.py")))
    codes = {code for text in texts for code in re.findall(r'"(WP[123]\d\d)"', text)}
    assert len(codes) > 40
    assert sorted(code for code in codes if f"| {code} |" not in page) == []
