"""Days of the books: how a person and a file write them, months, financial years, and the firm's own day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core import dates
from tests.refusals import refused

TODAY = date(2026, 3, 31)
DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2098, 12, 31))


@given(st.dates(min_value=dates.EARLIEST, max_value=dates.LATEST))
def test_a_day_is_read_back_as_it_was_written(day: date) -> None:
    assert dates.parse(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("t", TODAY),
        ("today", TODAY),
        ("-1", date(2026, 3, 30)),
        ("+7", date(2026, 4, 7)),
        ("31/10", date(2025, 10, 31)),
        ("1/9", date(2026, 9, 1)),
        ("2/4", date(2026, 4, 2)),
        ("31 oct", date(2025, 10, 31)),
        ("31 Oct 26", date(2026, 10, 31)),
        ("3 September 2026", date(2026, 9, 3)),
        ("3 sept", date(2026, 9, 3)),
        ("5.4.2026", date(2026, 4, 5)),
        ("5-4-26", date(2026, 4, 5)),
        (" 2026-03-02 ", date(2026, 3, 2)),
    ],
)
def test_a_person_writes_days_short_and_day_first(text: str, day: date) -> None:
    assert dates.parse(text, today=TODAY) == day


@pytest.mark.parametrize("text", ["t", "-1", "31/10", "31 oct", "2/3/26"])
def test_a_file_writes_days_in_full(text: str) -> None:
    with refused("date-not-understood", "write it like 2026-03-31"):
        dates.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "2026-13-01", "2026-00-10", "2026-3-2", "20260302", "2026-03-02T00:00", "02-03-2026x"),
        *(
            "30/2",
            "0/1",
            "31 octopus",
            "31 month",
            "13/13/2026",
            "1/1/1",
            "２０２６-03-02",
            "+1000",
            "2026/03/02",
            "yesterday",
        ),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with refused("date-not-understood", "write it like 2026-03-31"):
        dates.parse(text, today=TODAY)


@pytest.mark.parametrize("text", ["0001-01-01", "1969-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_beyond_the_books_is_refused(text: str) -> None:
    with refused("date-out-of-range", "1970 and 2099"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("2024-02-29", TODAY, date(2024, 2, 29)),
        ("29/2", date(2024, 3, 1), date(2024, 2, 29)),
        ("29 feb", date(2023, 12, 20), date(2024, 2, 29)),
        ("29/2/28", TODAY, date(2028, 2, 29)),
    ],
)
def test_a_leap_day_is_found_in_the_year_that_has_it(text: str, today: date, day: date) -> None:
    assert dates.parse(text, today=today) == day


@pytest.mark.parametrize("text", ["2026-02-29", "29/2/26", "29/2"])
def test_a_leap_day_is_refused_where_no_year_near_has_it(text: str) -> None:
    with refused("date-not-understood"):
        dates.parse(text, today=TODAY)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_nearest_one(day: date, today: date) -> None:
    if (day.month, day.day) == (2, 29):
        return  # tested above: not every year has it

    found = dates.parse(f"{day.day}/{day.month}", today=today)

    assert (found.month, found.day) == (day.month, day.day)
    assert abs(found - today) <= timedelta(days=184)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(day: date, last: date) -> None:
    assert dates.month_end(day) == last
    assert dates.month_of(day) == dates.month_of(last) == last.year * 100 + last.month


@pytest.mark.parametrize(
    ("day", "ends", "first"),
    [
        (date(2026, 3, 31), (6, 30), date(2025, 7, 1)),
        (date(2026, 6, 30), (6, 30), date(2025, 7, 1)),
        (date(2026, 7, 1), (6, 30), date(2026, 7, 1)),
        (date(2026, 4, 5), (4, 5), date(2025, 4, 6)),
        (date(2026, 4, 6), (4, 5), date(2026, 4, 6)),
        (date(2026, 12, 31), (12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), (2, 28), date(2023, 3, 1)),
        (date(2024, 3, 1), (2, 28), date(2024, 3, 1)),
        (date(2026, 4, 29), (4, 28), date(2026, 4, 29)),
        (date(2026, 4, 28), (4, 28), date(2025, 4, 29)),
    ],
)
def test_a_financial_year_begins_the_day_after_the_last_one_ended(
    day: date, ends: tuple[int, int], first: date
) -> None:
    assert dates.financial_year_start(day, ends=ends) == first


@given(DAYS, st.sampled_from([(6, 30), (3, 31), (12, 31), (4, 5), (2, 28), (2, 29), (4, 28), (1, 30), (9, 1)]))
def test_every_day_lies_in_one_financial_year_of_twelve_months(day: date, ends: tuple[int, int]) -> None:
    first = dates.financial_year_start(day, ends=ends)

    assert first <= day
    assert (day - first).days <= 366
    assert dates.financial_year_start(first, ends=ends) == first
    assert dates.financial_year_start(first - timedelta(days=1), ends=ends) < first


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Australia/Sydney", date(2026, 4, 1)),
        ("Europe/London", date(2026, 3, 31)),
        ("America/New_York", date(2026, 3, 31)),
    ],
)
def test_the_day_is_the_firms_own(zone: str, day: date) -> None:
    assert dates.local_day(datetime(2026, 3, 31, 13, 30, tzinfo=UTC), zone) == day
