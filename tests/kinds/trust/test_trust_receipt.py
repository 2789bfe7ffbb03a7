"""Trust receipt: clients' money comes into a trust account."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part
from counterfoil.kinds.trust.trust_receipt import TRUST_RECEIPT, TrustReceipt, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def receipt(*parts: tuple[str, str]) -> TrustReceipt:
    return replace(
        sample(), parts=tuple(Part(matter=MatterCode(matter), amount=aud(amount)) for matter, amount in parts)
    )


def test_a_receipt_is_held_matter_by_matter() -> None:
    assert (
        posted(TRUST_RECEIPT, sample(), BOOKS)
        == """\
2026-03-02 Trust receipt
  Dr 1150 Trust bank account                  500.00  T1
  Cr 2150 Trust funds held                    300.00  M-104 T1
  Cr 2150 Trust funds held                    200.00  M-117 T1"""
    )


def test_a_receipt_today_is_allowed_and_one_tomorrow_is_refused() -> None:
    books = books_for(today=date(2026, 3, 2))

    assert "500.00" in posted(TRUST_RECEIPT, sample(), books)
    with refused("date-in-future", "today is 2026-03-02", "or earlier"):
        posted(TRUST_RECEIPT, replace(sample(), on=date(2026, 3, 3)), books)


def test_a_receipt_into_an_office_account_is_refused() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(TRUST_RECEIPT, replace(sample(), bank=TrustBank("O1")), BOOKS)


def test_a_receipt_into_a_closed_account_is_refused() -> None:
    with refused("bank-closed", "T1"):
        posted(TRUST_RECEIPT, sample(), books_for(closed_bank="T1"))


def test_a_receipt_for_a_closed_matter_is_refused() -> None:
    with refused("matter-closed", "M-090"):
        posted(TRUST_RECEIPT, receipt(("M-104", "1.00"), ("M-090", "1.00")), BOOKS)


def test_a_receipt_for_an_unknown_matter_is_refused() -> None:
    with refused("matter-unknown", "M-999"):
        posted(TRUST_RECEIPT, receipt(("M-999", "1.00")), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_a_part_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("amount-not-positive", amount):
        posted(TRUST_RECEIPT, receipt(("M-104", "5.00"), ("M-117", amount)), BOOKS)


def test_a_receipt_of_nothing_is_refused() -> None:
    with refused("total-not-positive", "0.00"):
        posted(TRUST_RECEIPT, receipt(("M-104", "0.00")), BOOKS)
