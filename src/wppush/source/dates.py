"""Dates as an author writes them, to what WordPress can store."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, shown

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:(?:[Tt]|[ ]+)(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:[ ]*(?:(?P<utc>[Zz]|UTC|GMT)|(?P<sign>[+-])(?P<off_hour>\d{2}):?(?P<off_minute>\d{2})?))?)?",
    re.ASCII,
)
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_FORMS = "write 2024-05-01, 2024-05-01 18:30 or 2024-05-01T18:30:00+02:00"
_OLDEST = datetime(1000, 1, 1, tzinfo=UTC)
"""The first that a DATETIME column of MySQL stores."""
_LARGEST_OFFSET = timedelta(hours=14)


def read_date(value: object) -> datetime:
    """A date, or a date and time. Without an offset it is naive: in the site's time zone. A day alone begins at 00:00.

    Fractions of a second are dropped, as WordPress stores none. Raises Faults.
    """
    if isinstance(value, datetime):  # a native one of TOML
        return _storable(value.replace(microsecond=0), str(value))
    if isinstance(value, date):
        return _storable(datetime.combine(value, time()), str(value))
    if not isinstance(value, str):
        raise Faults([Fault(code=Code.DATE, message="The date is not a date.", hint=_FORMS)])
    text = value.strip()
    match = _DATE.fullmatch(text)
    if match is None:
        raise Faults(
            [Fault(code=Code.DATE, message=f"{shown(text)} is not a date that wppush reads.", hint=_hint(text))]
        )
    try:
        year, month, day, hour, minute, second = (
            int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")
        )
        moment = datetime(year, month, day, hour, minute, second, tzinfo=_zone(match))
    except ValueError as error:
        message = f"There is no such date as {shown(text)}: {error}."
        raise Faults([Fault(code=Code.DATE_IMPOSSIBLE, message=message, hint=_FORMS)]) from None
    return _storable(moment, text)


def _zone(match: re.Match[str]) -> timezone | None:
    if match["utc"]:
        return UTC
    if not match["sign"]:
        return None
    minutes = int(match["off_minute"] or 0)
    offset = timedelta(hours=int(match["off_hour"]), minutes=minutes)
    if offset > _LARGEST_OFFSET or minutes > 59:
        raise ValueError("no place on earth is that far from UTC")
    return timezone(offset if match["sign"] == "+" else -offset)


def _storable(moment: datetime, text: str) -> datetime:
    """The same moment. Raises Faults where its UTC form is not a date that WordPress's database can hold."""
    try:
        if moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) >= _OLDEST:
            return moment
    except OverflowError:
        pass
    message = f"WordPress can not store the date {shown(text)}."
    raise Faults([Fault(code=Code.DATE_IMPOSSIBLE, message=message, hint="use a year from 1000 to 9999")])


def _hint(text: str) -> str:
    loose = _LOOSE.match(text)
    if loose:
        return f"write {loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}, a blank and the time, such as 09:05"
    return _FORMS
