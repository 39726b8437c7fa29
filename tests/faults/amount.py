"""How much is tried: a little in every run of the tests, all of it with WPPUSH_SOAK=1, one seed with WPPUSH_SEED=17.

WPPUSH_DATABASE=mariadb has the WordPress of these tests keep its posts in MariaDB. In a soak each database gets half of
the seeds.
"""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("WPPUSH_SOAK"))
ON_MARIADB = os.environ.get("WPPUSH_DATABASE") == "mariadb"


def seeds(some: int, *, soak: int) -> list[int]:
    """Give the seeds to be tried: `some`, or in a soak so many in all."""
    if one := os.environ.get("WPPUSH_SEED"):
        return [int(one)]
    if not SOAK:
        return list(range(some))
    return list(range(soak // 2, soak) if ON_MARIADB else range(soak // 2))
