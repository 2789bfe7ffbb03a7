"""Dates as Xero reads and writes them: ISO in, `/Date(milliseconds+0000)/` out, midnight UTC for a calendar date."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MILLISECOND = timedelta(milliseconds=1)
MICROSOFT = re.compile(r"^/Date\((-?\d+)([+-]\d{4})?\)/$")


class NotADate(ValueError):
    """What was sent where a date belongs cannot be read as one."""


def read_date(value: Any) -> date:
    if isinstance(value, str):
        old = MICROSOFT.match(value)
        if old:
            return (EPOCH + int(old.group(1)) * MILLISECOND).date()
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            pass
    raise NotADate(f"{value!r} is not a date")


def read_instant(text: str) -> datetime:
    """`If-Modified-Since`: an ISO instant in UTC, or the form HTTP itself uses."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            raise NotADate(f"{text!r} is not an instant") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def milliseconds(instant: datetime) -> int:
    return (instant - EPOCH) // MILLISECOND


def wire_date(day: date) -> str:
    return f"/Date({(day.toordinal() - 719163) * 86_400_000}+0000)/"


def wire_instant(instant: datetime) -> str:
    return f"/Date({milliseconds(instant)}+0000)/"


def wire_now(instant: datetime) -> str:
    """The envelope's own instant carries no offset."""
    return f"/Date({milliseconds(instant)})/"


def date_string(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def instant_string(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
