"""Business days: weekends and the holidays that are handed in are none."""

from datetime import date

import pytest

from counterfoil.core.business_days import is_business_day, next_business_day, why_no_business_day

EASTER = {date(2026, 4, 3): "Good Friday", date(2026, 4, 5): "Easter Sunday", date(2026, 4, 6): "Easter Monday"}


def at_easter(day: date) -> str:
    return EASTER.get(day, "")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 2), ""),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 4), "Saturday"),
        (date(2026, 4, 5), "Easter Sunday"),
        (date(2026, 4, 12), "Sunday"),
    ],
)
def test_a_day_that_is_no_business_day_says_why(day: date, why: str) -> None:
    assert why_no_business_day(day, at_easter) == why
    assert is_business_day(day, at_easter) == (not why)


def test_the_next_business_day_is_the_day_itself_or_the_first_after_it() -> None:
    assert next_business_day(date(2026, 4, 2), at_easter) == date(2026, 4, 2)
    assert next_business_day(date(2026, 4, 3), at_easter) == date(2026, 4, 7)
    assert next_business_day(date(2026, 4, 11), at_easter) == date(2026, 4, 13)
