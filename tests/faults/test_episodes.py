"""Many runs through bad weather: nothing is made twice, and no word is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amount import seeds
from faults.episode import ROUNDS, play

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site


@pytest.mark.parametrize("seed", seeds(desk=24 // ROUNDS, ci=200 // ROUNDS, soak=2000 // ROUNDS))
def test_no_fault_makes_a_double_or_loses_a_word(
    seed: int, site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(seed, site, blog, monkeypatch)
