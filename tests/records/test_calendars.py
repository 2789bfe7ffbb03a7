"""The holidays a firm keeps, by its jurisdiction and, in Australia, its state."""

import os
import subprocess
import sys
from datetime import date

import pytest

from counterfoil.core.business_days import next_business_day
from counterfoil.core.jurisdictions import CODES, jurisdiction
from counterfoil.firms.calendars import holidays_of

SYDNEY = holidays_of("au", "Australia/Sydney")


@pytest.mark.parametrize(
    ("place", "zone", "day", "name"),
    [
        ("au", "Australia/Sydney", date(2026, 4, 25), "ANZAC Day"),
        ("au", "Australia/Sydney", date(2026, 1, 26), "Australia Day"),
        ("au", "Australia/Sydney", date(2026, 10, 5), "Labour Day"),
        ("au", "Australia/Melbourne", date(2026, 11, 3), "Melbourne Cup Day"),
        ("au", "Australia/Canberra", date(2026, 6, 1), "Reconciliation Day"),
        ("nz", "Pacific/Auckland", date(2026, 2, 6), "Waitangi Day"),
        ("nz", "Pacific/Chatham", date(2026, 7, 10), "Matariki"),
        ("ew", "Europe/London", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("us", "America/Chicago", date(2026, 11, 26), "Thanksgiving Day"),
        ("us", "America/New_York", date(2021, 12, 31), "New Year's Day (observed)"),
    ],
)
def test_each_jurisdiction_names_its_days(place: str, zone: str, day: date, name: str) -> None:
    assert holidays_of(place, zone)(day) == name


def test_a_state_does_not_keep_the_days_of_another() -> None:
    assert SYDNEY(date(2026, 11, 3)) == ""
    assert holidays_of("au", "Australia/Perth")(date(2026, 6, 8)) == ""
    assert holidays_of("ew", "Europe/London")(date(2026, 11, 30)) == ""  # Saint Andrew's Day is Scotland's


def test_an_australian_firm_elsewhere_keeps_the_national_days() -> None:
    at_sea = holidays_of("au", "Etc/UTC")

    assert at_sea(date(2026, 1, 26)) == "Australia Day"
    assert at_sea(date(2026, 6, 8)) == ""


@pytest.mark.parametrize(
    ("place", "zone", "over_easter", "over_christmas", "over_new_year"),
    [
        ("au", "Australia/Sydney", date(2026, 4, 7), date(2026, 12, 29), date(2027, 1, 4)),
        ("nz", "Pacific/Auckland", date(2026, 4, 7), date(2026, 12, 29), date(2027, 1, 5)),
        ("ew", "Europe/London", date(2026, 4, 7), date(2026, 12, 29), date(2027, 1, 4)),
        ("us", "America/New_York", date(2026, 4, 3), date(2026, 12, 28), date(2027, 1, 4)),
    ],
)
def test_the_next_business_day_over_easter_christmas_and_new_year(
    place: str, zone: str, over_easter: date, over_christmas: date, over_new_year: date
) -> None:
    here = holidays_of(place, zone)

    assert next_business_day(date(2026, 4, 3), here) == over_easter
    assert next_business_day(date(2026, 12, 25), here) == over_christmas
    assert next_business_day(date(2027, 1, 1), here) == over_new_year


@pytest.mark.parametrize("place", CODES)
def test_every_calendar_that_a_jurisdiction_names_is_known(place: str) -> None:
    here = jurisdiction(place)

    assert set(here.calendars) <= set(here.zones)
    for zone in here.zones:
        assert holidays_of(place, zone)(date(2026, 12, 25)) == "Christmas Day"


def test_the_library_is_not_read_until_a_day_is_asked_for_and_then_in_english() -> None:
    asked = (
        "import sys; from datetime import date; from counterfoil.firms.calendars import holidays_of\n"
        "here = holidays_of('au', 'Australia/Sydney'); before = 'holidays' in sys.modules\n"
        "name = here(date(2026, 10, 5)); print(before, 'holidays' in sys.modules, name)"
    )
    on_a_machine_that_speaks_thai = os.environ | {"LANGUAGE": "th"}

    said = subprocess.run(
        [sys.executable, "-c", asked], env=on_a_machine_that_speaks_thai, capture_output=True, text=True, check=True
    ).stdout

    assert said == "False True Labour Day\n"
