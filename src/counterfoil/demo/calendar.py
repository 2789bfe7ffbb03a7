"""Working days in the sample firm. Its story never falls on a weekend."""

from datetime import date, timedelta
from random import Random

MONTHS = 14


def first_day(as_at: date) -> date:
    """The first day of the month that lies thirteen months back: fourteen months with the one we are in."""
    months = as_at.year * 12 + as_at.month - 1 - (MONTHS - 1)
    return date(months // 12, months % 12 + 1, 1)


def working_day(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def later(day: date, rng: Random, least: int, most: int) -> date:
    """A working day some days after."""
    return working_day(day + timedelta(days=rng.randint(least, most)))


def month_ends(begins: date, ends: date) -> list[date]:
    """The last working day of every month that ends within the span."""
    found: list[date] = []
    year, month = begins.year, begins.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        last = date(year, month, 1) - timedelta(days=1)
        last -= timedelta(days=max(0, last.weekday() - 4))
        if last > ends:
            return found
        if last >= begins:
            found.append(last)
