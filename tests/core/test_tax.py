"""Tax is worked out per line, half up to the cent, the same in both directions."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core import tax
from counterfoil.core.money import LARGEST_MINOR, Money, aud, nzd
from counterfoil.core.tax import TaxCodeFacts
from tests.refusals import refused

MINOR = st.integers(min_value=-LARGEST_MINOR, max_value=LARGEST_MINOR)
RATES = st.sampled_from([0, 100, 500, 825, 1000, 1250, 1500, 1750, 2000, 9999])
VAT = TaxCodeFacts(
    1,
    "VAT",
    "Standard rate",
    "collected",
    ((date(2008, 12, 1), 1500), (date(2010, 1, 1), 1750), (date(2011, 1, 4), 2000)),
)


def test_tax_of_three_lines_is_summed_per_line_and_not_per_document() -> None:
    nets = [nzd("25.06"), nzd("25.61"), nzd("25.63")]

    per_line = [tax.on_top(net, 1500) for net in nets]

    assert per_line == [nzd("3.76"), nzd("3.84"), nzd("3.84")]
    assert Money.sum(per_line) == nzd("11.44")
    assert Money.sum([*nets, *per_line]) == nzd("87.74")
    assert tax.on_top(Money.sum(nets), 1500) == nzd("11.45")


@pytest.mark.parametrize(
    ("net", "rate_bp", "wanted"),
    [
        ("0.05", 1000, "0.01"),
        ("0.04", 1000, "0.00"),
        ("-0.05", 1000, "-0.01"),
        ("-0.04", 1000, "0.00"),
        ("1.30", 1250, "0.16"),
        ("1.40", 1250, "0.18"),
        ("100.00", 0, "0.00"),
        ("0.00", 2000, "0.00"),
    ],
)
def test_half_a_cent_goes_away_from_zero(net: str, rate_bp: int, wanted: str) -> None:
    assert tax.on_top(aud(net), rate_bp) == aud(wanted)


@given(MINOR, RATES)
def test_tax_is_within_half_a_cent_and_a_credit_has_the_tax_of_its_charge(minor: int, rate_bp: int) -> None:
    net = Money(minor, "AUD")

    on_top = tax.on_top(net, rate_bp)

    assert abs(on_top.minor - Fraction(minor * rate_bp, 10_000)) <= Fraction(1, 2)
    assert tax.on_top(-net, rate_bp) == -on_top


@pytest.mark.parametrize(
    ("day", "rate_bp"),
    [
        (date(2008, 12, 1), 1500),
        (date(2009, 12, 31), 1500),
        (date(2010, 1, 1), 1750),
        (date(2011, 1, 3), 1750),
        (date(2026, 3, 2), 2000),
    ],
)
def test_a_rate_holds_from_its_first_day(day: date, rate_bp: int) -> None:
    assert VAT.rate_on(day) == rate_bp


def test_a_day_before_the_first_rate_is_refused() -> None:
    with refused("no-rate-on-day", "VAT", "2008-11-30", "choose another"):
        VAT.rate_on(date(2008, 11, 30))
