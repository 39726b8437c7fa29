"""How much is tried: a little in a run of the tests at somebody's desk, more where CI is set, all with WPPUSH_SOAK=1.

Tests of two sorts can try more or less of the same: runs through faults, each of them made from a seed, and texts and
values by chance, of which Hypothesis makes new ones in each run.

WPPUSH_SEED=17 tries one seed alone.

WPPUSH_DATABASE=mariadb has the WordPress of these tests keep its posts in MariaDB. In a soak each database gets half of
the seeds.
"""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("WPPUSH_SOAK"))
CI = bool(os.environ.get("CI"))
ON_MARIADB = os.environ.get("WPPUSH_DATABASE") == "mariadb"


def seeds(*, desk: int, ci: int, soak: int) -> list[int]:
    """Give the seeds to be tried: so many of them, in each of the three cases."""
    if one := os.environ.get("WPPUSH_SEED"):
        return [int(one)]
    if not SOAK:
        return list(range(ci if CI else desk))
    return list(range(soak // 2, soak) if ON_MARIADB else range(soak // 2))


def examples(number: int) -> int:
    """Give how many texts or values by chance are tried: so many where CI is set, a third of them at a desk."""
    return number if CI or SOAK else max(number // 3, 1)
