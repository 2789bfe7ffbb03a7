"""Bank account numbers are read as people type them, and written as their country does."""

import pytest

from counterfoil.core.bank_numbers import is_routing_number, read_bank_number
from counterfoil.core.jurisdictions import CODES, jurisdiction
from tests.refusals import refused


@pytest.mark.parametrize(
    ("code", "typed", "written"),
    [
        ("au", "062-000 12345678", "062-000 12345678"),
        ("au", "06200012345678", "062-000 12345678"),
        ("au", " 062 000-1234567 ", "062-000 1234567"),
        ("nz", "01-0902-0068389-00", "01-0902-0068389-00"),
        ("nz", "010902006838900", "01-0902-0068389-00"),
        ("nz", "01 0902 0068389 000", "01-0902-0068389-000"),
        ("ew", "20-00-00 12345678", "20-00-00 12345678"),
        ("ew", "20000012345678", "20-00-00 12345678"),
        ("us", "021000021 123456789", "021000021 123456789"),
        ("us", "021000021-1234", "021000021 1234"),
        *((code, "", "") for code in CODES),
    ],
)
def test_a_number_is_written_as_its_country_writes_it(code: str, typed: str, written: str) -> None:
    assert read_bank_number(typed, jurisdiction(code).bank_account_format) == written


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("au", "06200 12345678"),
        ("au", "062-000"),
        ("au", "062-000 1234567890"),
        ("nz", "01-0902-68389-00"),
        ("ew", "20-00-00 1234567"),
        ("us", "21000021 123456789"),
        ("us", "021000021 123"),
        ("au", "BSB 062-000 12345678"),
    ],
)
def test_a_number_that_is_none_is_refused_with_the_form_it_has(code: str, typed: str) -> None:
    written = jurisdiction(code).bank_account_format

    with refused("bank-number-not-understood", written.example):
        read_bank_number(typed, written)


@pytest.mark.parametrize("digits", ["021000021", "123456780", "011401533"])
def test_a_routing_number_carries_its_check_digit(digits: str) -> None:
    assert is_routing_number(digits)


@pytest.mark.parametrize("wrong", ["021000022", "012000021", "000000000"])
def test_a_routing_number_with_a_wrong_digit_is_refused(wrong: str) -> None:
    with refused("bank-number-not-understood", wrong):
        read_bank_number(f"{wrong} 123456789", jurisdiction("us").bank_account_format)


def test_one_wrong_digit_of_a_routing_number_is_always_seen() -> None:
    right = "021000021"
    wrong = {
        right[:place] + digit + right[place + 1 :]
        for place in range(9)
        for digit in "0123456789"
        if digit != right[place]
    }

    assert not any(is_routing_number(each) for each in wrong)
