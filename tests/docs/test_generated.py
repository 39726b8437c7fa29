"""The pages that are made from the code are the ones in the repository, and leave nothing out."""

from __future__ import annotations

import pytest

from generated_docs import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    stands = (DOCS / name).read_text(encoding="utf-8") if (DOCS / name).exists() else ""
    assert stands == PAGES[name](), "type `make docs`, look at the difference, and commit it"
