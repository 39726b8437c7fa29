"""Tests that are run on more than one version of WordPress."""

from __future__ import annotations

import pytest

OLDEST = "6.5"
"""What wppush works with at least."""

also_on_the_oldest = pytest.mark.parametrize("site", ["latest", OLDEST], indirect=True)
"""For what WordPress has come to do otherwise since."""
