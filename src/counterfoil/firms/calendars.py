"""The holidays a firm keeps: those of its jurisdiction, in Australia of the state that its time zone is in.

The days come from the library `holidays`. Reading it takes longer than a posting, so it is read when the first day is
asked for, never at the start; each year of a calendar is worked out once.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from importlib import import_module

from counterfoil.core.business_days import HolidayOn
from counterfoil.core.jurisdictions import jurisdiction


def holidays_of(jurisdiction_code: str, zone: str) -> HolidayOn:
    """The name of the holiday on a day, or nothing, where a firm of this jurisdiction and time zone is."""
    return partial(_holiday_on, jurisdiction(jurisdiction_code).calendar_in(zone))


def _holiday_on(calendar: str, day: date) -> str:
    return _year(calendar, day.year).get(day, "")


@cache
def _year(calendar: str, year: int) -> Mapping[date, str]:
    """`AU-NSW` in 2026: every holiday by its day; a year by itself, so that no two requests fill the same one.

    Names are in the country's own English; left to itself the library takes the language of the machine.
    """
    country, _, state = calendar.partition("-")
    found = import_module("holidays").country_holidays(
        country, subdiv=state or None, years=year, expand=False, language=f"en_{country}"
    )
    return dict(found)
