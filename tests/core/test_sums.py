"""A person may type a sum for an amount; it is exact, and nothing else is ever run."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core.money import LARGEST_MINOR, Money
from counterfoil.core.refusals import Refusal
from counterfoil.core.sums import worked_out
from tests.refusals import refused


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("120*1.2", "144.00"),
        ("1,000 - (50 + 7.5)", "942.50"),
        ("100/3", "33.33"),
        ("200/3", "66.67"),
        ("0.01/2", "0.01"),
        ("-0.01/2", "-0.01"),
        ("(1-1)*5", "0.00"),
        ("-(2+3)", "-5.00"),
        ("2--3", "5.00"),
        ("10−2×3÷4", "8.50"),
        ("1/3*3", "1.00"),
        ("0.1+0.2", "0.30"),
        (".5*4", "2.00"),
        ("5.*2", "10.00"),
    ],
)
def test_a_sum_is_worked_out_exactly_and_rounded_once(text: str, amount: str) -> None:
    assert worked_out(text, "AUD") == amount


@pytest.mark.parametrize("text", ["12.50", "-3", "1,234.50", "abc", "", "1.005"])
def test_what_is_no_sum_is_handed_back(text: str) -> None:
    assert worked_out(text, "AUD") == text


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "1+",
        "(1",
        "1)",
        "*2",
        "1**2",
        "2^3",
        "1e5+1",
        "__import__('os')+1",
        "1 2+3",
        "９+1",
        "()",
        "-" * 200 + "1",
    ],
)
def test_a_broken_sum_is_refused_as_no_amount(text: str) -> None:
    with refused("amount-not-money"):
        Money.parse(worked_out(text, "AUD"), "AUD")


def test_a_sum_in_yen_is_whole() -> None:
    assert worked_out("1000/3", "JPY") == "333"


def test_a_sum_with_endless_digits_ends_as_too_large() -> None:
    with refused("amount-too-large"):
        Money.parse(worked_out("*".join(["999999999"] * 20), "AUD"), "AUD")


def test_brackets_without_end_are_no_way_to_stop_the_program() -> None:
    text = "(" * 5000 + "1" + ")" * 5000

    assert worked_out(text, "AUD") == text


@given(st.lists(st.integers(min_value=0, max_value=10**7), min_size=2, max_size=8), st.data())
def test_sums_are_those_of_exact_fractions(minors: list[int], data: st.DataObject) -> None:
    terms = [f"{minor // 100}.{minor % 100:02d}" for minor in minors]
    signs = data.draw(st.lists(st.sampled_from("+-"), min_size=len(terms) - 1, max_size=len(terms) - 1))
    text = terms[0] + "".join(f" {sign} {term}" for sign, term in zip(signs, terms[1:], strict=True))
    wanted = Fraction(terms[0]) + sum(
        Fraction(term) * (1 if sign == "+" else -1) for sign, term in zip(signs, terms[1:], strict=True)
    )

    assert Money.parse(worked_out(text, "AUD"), "AUD").minor == wanted * 100


@given(st.text(alphabet="0123456789.,+-*/() xe_", max_size=60))
def test_any_text_is_an_amount_or_refused_and_nothing_else(text: str) -> None:
    with suppress(Refusal):
        assert abs(Money.parse(worked_out(text, "AUD"), "AUD").minor) <= LARGEST_MINOR
