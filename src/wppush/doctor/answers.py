"""How the site answers: from a cache, by which clock, in which time zone, how fast."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median
from typing import TYPE_CHECKING

from wppush.doctor.verdict import info, ok, problem, warning

if TYPE_CHECKING:
    from wppush.doctor.reading import Read
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_CACHES = (
    *("X-Cache", "X-Cache-Status", "X-Proxy-Cache", "X-LiteSpeed-Cache", "X-FastCGI-Cache", "X-Nginx-Cache"),
    *("X-Varnish-Cache", "X-Kinsta-Cache", "X-Srcache-Fetch-Status", "CF-Cache-Status"),
)
_MOST_SKEW = 300
"""Seconds."""
_MOST_HOURS = 24
_READS = 3


def caching(visit: Visit) -> Verdict:
    """Whether a cache answers in WordPress's place where somebody is logged in."""
    read = visit.me if visit.user and visit.me else visit.tried[-1][1]
    sign = _from_a_cache(read)
    if sign is None:
        return ok("answers come from WordPress itself")
    if visit.user:
        return problem(
            f"an answer to a request with a password comes from a cache ({sign})",
            "wppush would compare posts with what they were, and another visitor may be shown what is for you alone",
            "Have the cache leave out /wp-json/ and all requests with an Authorization header.",
        )
    return warning(
        f"the REST API's answers come from a cache ({sign})",
        "whether those for users do, too, is seen when somebody is logged in",
        "Have the cache leave out /wp-json/.",
    )


def _from_a_cache(read: Read) -> str | None:
    age = read.header("Age").strip()
    if age.isdecimal() and int(age[:9]) > 0:
        return f"Age: {age[:9]}"
    for name in _CACHES:
        if "hit" in read.header(name).lower():
            return f"{name}: {read.header(name)[:40]}"
    return None


def clock(visit: Visit) -> Verdict:
    """Whether this machine and the site agree on what time it is."""
    said = visit.home.header("Date")
    try:
        there = parsedate_to_datetime(said)
    except ValueError:
        return info("the site does not tell the time")
    if there.tzinfo is None:  # -0000: the time is UTC's, and nothing is said of a zone
        there = there.replace(tzinfo=UTC)
    age = visit.home.header("Age").strip()
    skew = visit.home.at - there.timestamp() - (int(age[:9]) if age.isdecimal() else 0)
    if abs(skew) <= _MOST_SKEW:
        return ok("both agree")
    words = str(timedelta(seconds=round(abs(skew))))
    return warning(
        f"this machine is {words} {'ahead of' if skew > 0 else 'behind'} the site",
        "dates that wppush compares with now, such as those of scheduled posts, come too early or too late",
        "Set the clock that is wrong; on most systems:\n    timedatectl set-ntp true",
    )


def time_zone(visit: Visit) -> Verdict:
    """In which time zone dates without an offset are read."""
    name, offset = visit.index.get("timezone_string"), visit.index.get("gmt_offset")
    if not isinstance(offset, int | float | str):
        return info("the site does not tell")
    try:
        hours = float(offset)
    except ValueError:
        return info("the site does not tell")
    if not abs(hours) <= _MOST_HOURS:
        return info("the site does not tell")
    here = datetime.now().astimezone().utcoffset() or timedelta()
    site = f"{name or 'UTC'}{f' ({hours:+g} h)' if hours else ''}"
    if here == timedelta(hours=hours):
        return info(f"{site}, as on this machine")
    return info(
        f"{site}; this machine is at {here.total_seconds() / 3600:+g} h",
        "a date without an offset in a file is read in the site's time zone; write +0100 behind it to be certain",
    )


def speed(visit: Visit) -> Verdict:
    """How fast the REST API answers."""
    seconds = []
    for _ in range(_READS):
        read = visit.unsigned("/", {"_fields": "name", "_": str(time.time_ns())})
        if read is not None and read.answer is not None:
            seconds.append(read.seconds)
    if not seconds:
        return info("no answer")
    return info(f"{median(seconds) * 1000:.0f} ms an answer, connecting included (median of {len(seconds)})")
