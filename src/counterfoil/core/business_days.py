"""Business days: every day but weekends and holidays. The holidays are handed in, a year's or a question's worth.

    why_no_business_day(date(2026, 4, 3), nsw)     "Good Friday"
    next_business_day(date(2026, 4, 3), nsw)       7 April 2026, a Tuesday

A day that is none is said, never refused: clients pay on Sundays.
"""

from collections.abc import Callable
from datetime import date, timedelta

HolidayOn = Callable[[date], str]
"""The name of the holiday on a day, or nothing."""

_WEEKEND = {5: "Saturday", 6: "Sunday"}


def why_no_business_day(day: date, holiday_on: HolidayOn) -> str:
    """The holiday's name, else `Saturday` or `Sunday`; nothing on a business day."""
    return holiday_on(day) or _WEEKEND.get(day.weekday(), "")


def is_business_day(day: date, holiday_on: HolidayOn) -> bool:
    return not why_no_business_day(day, holiday_on)


def next_business_day(day: date, holiday_on: HolidayOn) -> date:
    """The day itself if it is one, else the first one after it."""
    while not is_business_day(day, holiday_on):
        day += timedelta(days=1)
    return day
