"""Money is whole cents: what is read as an amount, what is not, and how an amount is shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core.money import LARGEST_MINOR, Money, aud, gbp, nzd
from tests.refusals import refused

MINOR = st.integers(min_value=-LARGEST_MINOR, max_value=LARGEST_MINOR)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("-0", 0),
        ("5", 500),
        ("5.", 500),
        ("5.5", 550),
        ("+5.05", 505),
        ("-.05", -5),
        (".5", 50),
        ("1,234.50", 123450),
        ("1234567.89", 123456789),
        ("  12.00\n", 1200),
        ("0000012.00", 1200),
        ("9,999,999,999.99", LARGEST_MINOR),
        ("-9,999,999,999.99", -LARGEST_MINOR),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, minor: int) -> None:
    assert Money.parse(text, "AUD").minor == minor


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "-", "+", "-.", ",", "1,23.00", "1234,567.00", "1,,000", ",100", "1.000,50", "1.2.3"),
        *("NaN", "nan", "Infinity", "-inf", "1e5", "1E5", "0x10", "1_000", "12 34", "- 5", "5-", "(5)", "$5", "5 AUD"),
        *("５.００", "٥", "१०", "½", "²", "1\u202f000", "--5", "+-5", "True", "None"),
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with refused("amount-not-money", "write it like 1234.50"):
        Money.parse(text, "AUD")


@pytest.mark.parametrize("text", ["1.005", "0.001", "-.125", "1,234.567"])
def test_a_third_decimal_is_refused_and_never_rounded(text: str) -> None:
    with refused("amount-too-fine", text, "2 decimals"):
        Money.parse(text, "AUD")


def test_a_yen_has_no_decimals() -> None:
    assert Money.parse("1,200", "JPY") == Money(1200, "JPY")
    assert str(Money(-1200, "JPY")) == "-1,200"
    assert Money(-1200, "JPY").plain() == "-1200"
    with refused("amount-too-fine"):
        Money.parse("1200.5", "JPY")


@pytest.mark.parametrize("text", ["10,000,000,000.00", "-10000000000", "9" * 40, "9" * 5000])
def test_an_amount_beyond_the_largest_is_refused(text: str) -> None:
    with refused("amount-too-large", "9,999,999,999.99"):
        Money.parse(text, "AUD")


def test_a_refusal_repeats_only_the_beginning_of_what_was_typed() -> None:
    with refused("amount-not-money") as caught:
        Money.parse("x" * 4000, "AUD")

    assert len(caught.advice) < 100


@pytest.mark.parametrize("minor", [1.0, "100", None, True])
def test_money_is_never_made_of_anything_but_whole_cents(minor: object) -> None:
    with pytest.raises(TypeError, match="whole number of minor units"):
        Money(minor, "AUD")  # type: ignore[arg-type]


def test_money_does_not_change() -> None:
    fee = aud("700.00")

    with pytest.raises(AttributeError, match="does not change"):
        fee.minor = 1

    assert fee == aud("700.00")


def test_two_currencies_do_not_add_up_nor_compare() -> None:
    with pytest.raises(ValueError, match="AUD and NZD do not add up"):
        aud("1.00") + nzd("1.00")
    with pytest.raises(ValueError, match="AUD and GBP do not add up"):
        assert aud("1.00") < gbp("2.00")
    assert aud("1.00") != nzd("1.00")


@given(MINOR)
def test_an_amount_is_read_back_as_it_was_written(minor: int) -> None:
    amount = Money(minor, "AUD")

    assert Money.parse(amount.plain(), "AUD") == amount
    assert Money.parse(str(amount), "AUD") == amount


@given(MINOR, MINOR)
def test_sums_and_order_are_those_of_whole_numbers(one: int, other: int) -> None:
    left, right = Money(one, "AUD"), Money(other, "AUD")

    assert (left + right).minor == one + other
    assert (left - right).minor == one - other
    assert (left < right, left == right, bool(left)) == (one < other, one == other, one != 0)
    assert Money.sum([left, right, -left]) == right


def test_an_empty_sum_needs_a_currency() -> None:
    assert Money.sum([], currency="AUD") == Money.zero("AUD")
    with pytest.raises(ValueError, match="currency"):
        Money.sum([])


def test_a_dollar_is_shared_among_three_with_the_odd_cent_first() -> None:
    assert aud("1.00").split([1, 1, 1]) == [aud("0.34"), aud("0.33"), aud("0.33")]


def test_the_odd_cent_goes_to_the_largest_remainder() -> None:
    assert aud("0.05").split([3, 7]) == [aud("0.02"), aud("0.03")]
    assert aud("0.10").split([1, 0, 5]) == [aud("0.02"), aud("0.00"), aud("0.08")]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_share_nothing_out_are_an_error(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        aud("1.00").split(weights)


@given(MINOR, WEIGHTS)
def test_parts_add_up_to_the_whole_each_within_a_cent_of_its_share(minor: int, weights: list[int]) -> None:
    parts = [part.minor for part in Money(minor, "AUD").split(weights)]

    assert sum(parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - minor * weight) < sum(weights)


@given(MINOR, WEIGHTS)
def test_a_credit_is_shared_out_like_its_charge(minor: int, weights: list[int]) -> None:
    charge = Money(minor, "AUD")

    assert (-charge).split(weights) == [-part for part in charge.split(weights)]
