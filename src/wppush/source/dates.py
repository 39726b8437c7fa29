"""Dates as an author writes them, to what WordPress can store."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, shown

_TIME = (
    r"(?:(?:[Tt]|,?[ ]+(?:at[ ]+)?)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:[ ]*(?P<half>[AaPp])\.?[Mm]\b\.?)?)?"
    r"(?:[ ]*(?:(?P<utc>[Zz]|UTC|GMT)|(?P<sign>[+-])(?P<off_hour>\d{2}):?(?P<off_minute>\d{2})?))?"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ]+)?"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(form + _TIME, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})",
        rf"{_WEEKDAY}{_NAME}[ ]+{_DAY},?[ ]+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY}[ ]+(?:of[ ]+)?{_NAME},?[ ]+(?P<year>\d{{4}})",
    )
)
"""Those in which the day and the month cannot be taken for each other: `2024-5-1`, `May 1, 2024`, `1 May 2024`."""
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_FORMS = "write 2024-05-01, 2024-05-01 18:30 or 2024-05-01T18:30:00+02:00"
_OLDEST = datetime(1000, 1, 1, tzinfo=UTC)
"""The first that a DATETIME column of MySQL stores."""
_LARGEST_OFFSET = timedelta(hours=14)


def read_date(value: object) -> datetime:
    """A date, or a date and time. Without an offset it is naive: in the site's time zone. A day alone begins at 00:00.

    The year comes first (`2024-05-01`, `2024/5/1`), or the month has its English name (`1 May 2024`, `May 1st, 2024`).

    Fractions of a second are dropped, as WordPress stores none. Raises Faults.
    """
    if isinstance(value, datetime):  # a native one of TOML
        return _storable(value.replace(microsecond=0), str(value))
    if isinstance(value, date):
        return _storable(datetime.combine(value, time()), str(value))
    if not isinstance(value, str):
        raise Faults([Fault(code=Code.DATE, message="The date is not a date.", hint=_FORMS)])
    text = value.strip()
    match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    month = None if match is None else _month(match)
    if match is None or month is None:
        raise Faults(
            [Fault(code=Code.DATE, message=f"{shown(text)} is not a date that wppush reads.", hint=_hint(text))]
        )
    try:
        year, day, minute, second = (int(match[part] or 0) for part in ("year", "day", "minute", "second"))
        moment = datetime(year, month, day, _hour(match), minute, second, tzinfo=_zone(match))
    except ValueError as error:
        message = f"There is no such date as {shown(text)}: {error}."
        raise Faults([Fault(code=Code.DATE_IMPOSSIBLE, message=message, hint=_FORMS)]) from None
    return _storable(moment, text)


def _month(match: re.Match[str]) -> int | None:
    """The number of the month; None for a word that is no month's name, or no usual short form of one."""
    groups = match.groupdict()
    if groups.get("month"):
        return int(match["month"])
    name = match["name"].lower()
    for number, month in enumerate(_MONTHS, start=1):
        if name in (month, month[:3], month[:4]):
            return number
    return None


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"] or 0)
    if not match["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("a half of a day has the hours from 1 to 12")
    return hour % 12 + (12 if match["half"] in "Pp" else 0)


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
    if last := _YEAR_LAST.match(text):
        one, other = int(last[1]), int(last[2])
        ways = [f"{last[3]}-{a:02}-{b:02}" for a, b in {(one, other): 0, (other, one): 0} if 1 <= a <= 12]
        return f"write the year first: {', or '.join(ways)}" if ways else _FORMS
    return _FORMS
