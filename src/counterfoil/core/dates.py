"""Calendar dates of the books: reading them, months as whole numbers, the firm's own day."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from counterfoil.core.refusals import Refusal

EARLIEST = date(1970, 1, 1)
LATEST = date(2099, 12, 31)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2}|[a-z]{3,9})(?:[/. -](\d{4}|\d{2}))?\Z", re.ASCII)
_SHIFT = re.compile(r"([+-])(\d{1,3})\Z", re.ASCII)


def parse(text: str, *, today: date | None = None) -> date:
    """Read `2026-03-02`; with `today` also `t`, `-1`, `+7`, `31/10`, `31 oct`, `31 Oct 26` (day first, near)."""
    cleaned = text.strip().lower()
    try:
        found = _iso(cleaned) or (today and _short(cleaned, today))
    except ValueError as wrong:
        raise _not_a_date(text) from wrong
    if not found:
        raise _not_a_date(text)
    if not EARLIEST <= found <= LATEST:
        raise Refusal("date-out-of-range", "{day} is not between 1970 and 2099", day=found)
    return found


def _not_a_date(text: str) -> Refusal:
    return Refusal("date-not-understood", "'{text}' is not a date; write it like 2026-03-31", text=text[:40])


def _iso(text: str) -> date | None:
    found = _ISO.match(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _short(text: str, today: date) -> date | None:
    if text in ("t", "today"):
        return today
    if shift := _SHIFT.match(text):
        return today + timedelta(days=int(shift[1] + shift[2]))
    found = _DAY_FIRST.match(text)
    if not found:
        return None
    day, month = int(found[1]), _month(found[2])
    if found[3]:
        year = int(found[3])
        return date(year if year > 99 else 2000 + year, month, day)
    years = range(today.year - 1, today.year + 2)
    near = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    return min(near, key=lambda one: abs(one - today))


def _month(text: str) -> int:
    """A number or the beginning of a name; a ValueError when no month is called that."""
    if text.isdigit():
        return int(text)
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(text):
            return number
    raise ValueError(f"no month is called {text}")


def month_of(day: date) -> int:
    """202603 for a day in March 2026: what balances are kept by."""
    return day.year * 100 + day.month


def month_end(day: date) -> date:
    """The last day of the day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def financial_year_start(day: date, *, ends: tuple[int, int]) -> date:
    """The first day of the financial year that holds `day`; `ends` is (month, day) of its last day."""
    end = _year_end(day.year, ends)
    return (_year_end(day.year - 1, ends) if day <= end else end) + timedelta(days=1)


def year_before(first_month: int) -> tuple[int, int]:
    """(month, day) on which a financial year ends when the next one starts with `first_month`, 1 to 12."""
    if not 1 <= first_month <= 12:
        raise Refusal("number-not-understood", "a financial year starts in a month, 1 to 12")
    month = first_month - 1 or 12
    return month, 28 if month == 2 else monthrange(2001, month)[1]


def _year_end(year: int, ends: tuple[int, int]) -> date:
    """A year that ends on the last of its month does so in leap years too."""
    month, last = ends
    longest = 28 if month == 2 else monthrange(year, month)[1]
    return month_end(date(year, month, 1)) if last >= longest else date(year, month, last)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant where the firm is."""
    return at.astimezone(ZoneInfo(zone)).date()
