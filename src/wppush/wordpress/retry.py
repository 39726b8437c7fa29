"""When a request is sent again, and after how long.

Who counts requests refuses one before it is acted on (429), so it may be sent again whatever its method. A 503 with
Retry-After says the same as a rule; but a cache before the site gives that, too, when it has lost patience with a site
that is still at work on the request. So it is repeated for reads, and for writes that do no more twice than once. Any
other failure is repeated for reads alone: after a write it may hide a post that exists, and only the mark can tell (see
`wppush.sync`).
"""

from __future__ import annotations

import random
from http import HTTPStatus

ATTEMPTS = 5
ATTEMPTS_TO_CONNECT = 2
"""A wrong address should be said soon; a server that restarts gets a second chance."""
LONGEST_WAIT = 60.0
"""Seconds. A site in maintenance mode asks for 600; that is for its owner to know, not to be slept through."""


def may_repeat(status: int, method: str, *, asked_to_wait: bool, adds: bool = False) -> bool:
    """Say whether sending the same request again can only help; `adds`: each time it is acted on, something is made."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if status == HTTPStatus.SERVICE_UNAVAILABLE and asked_to_wait:
        return not adds
    return method == "GET" and status >= HTTPStatus.INTERNAL_SERVER_ERROR


def may_add_again(attempt: int, retry_after: float | None) -> bool:
    """Say whether what was to be made, and is not there, may be sent again: the site has asked for that, and soon."""
    return retry_after is not None and wait_before(attempt, retry_after) is not None


def is_for_all(status: int) -> bool:
    """Say whether an answer asks for a pause of every connection, not of the one request alone."""
    return status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def wait_before(attempt: int, retry_after: float | None) -> float | None:
    """Give the seconds before the next try (`attempt` counts from 1), None to give up.

    What the site asks for is honoured up to LONGEST_WAIT; without it the wait doubles, with jitter so that parallel
    runs part.
    """
    if attempt >= ATTEMPTS:
        return None
    if retry_after is not None:
        return retry_after if retry_after <= LONGEST_WAIT else None
    return float(min(LONGEST_WAIT, 0.5 * 2 ** (attempt - 1)) * random.uniform(0.75, 1.25))  # noqa: S311 (no secret)


def seconds(value: str | None) -> float | None:
    """Read Retry-After; the form with a date is rare enough to count as a minute."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        return LONGEST_WAIT
