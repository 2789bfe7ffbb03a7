"""Calendar dates of the books: reading them, months as whole numbers, the firm's own day."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from counterfoil.core.refusals import Refusal

EARLIEST = date(1970, 1, 1)
LATEST = date(2099, 12, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2}|[a-z]{3,9})(?:[/. -](\d{4}|\d{2}))?\Z", re.ASCII)
_SHIFT = re.compile(r"([+-])(\d{1,3})\Z", re.ASCII)


def parse(text: str, *, today: date | None = None) -> date:
    """Read `2026-03-02`; with `today` also `t`, `-1`, `+7`, `31/10`, `31 oct`, `31 Oct 26` (day first, nearest year)."""
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
    month = int(found[2]) if found[2].isdigit() else _MONTHS.index(found[2][:3]) + 1
    if found[3]:
        year = int(found[3])
        return date(year if year > 99 else 2000 + year, month, int(found[1]))
    candidates = [date(today.year + shift, month, int(found[1])) for shift in (-1, 0, 1)]
    return min(candidates, key=lambda day: abs(day - today))


def month_of(day: date) -> int:
    """202603 for a day in March 2026: what balances are kept by."""
    return day.year * 100 + day.month


def month_end(day: date) -> date:
    """The last day of the day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def financial_year_start(day: date, *, ends: tuple[int, int]) -> date:
    """The first day of the financial year that holds `day`; `ends` is (month, day) of its last day."""
    month, last = ends
    for year in (day.year - 1, day.year, day.year + 1):
        end = date(year, month, min(last, month_end(date(year, month, 1)).day))
        if end >= day:
            previous = date(year - 1, month, 1)
            return month_end(previous) + timedelta(days=1) if last >= 28 else previous.replace(day=last + 1)
    raise AssertionError("a financial year ends within twelve months")


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant where the firm is."""
    return at.astimezone(ZoneInfo(zone)).date()
