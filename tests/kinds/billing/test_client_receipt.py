"""Client receipt: money into an office account, spread over bills, the rest unallocated."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, OfficeBank
from counterfoil.kinds.billing.applying import Part
from counterfoil.kinds.billing.client_receipt import CLIENT_RECEIPT, ClientReceipt, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

BOOKS = books_for(
    bills=[
        a_bill(),
        a_bill(number="B-1043", owes="120.00", matter="M-117"),
        a_bill(number="B-1050", owes="50.00", on=date(2026, 3, 10)),
    ]
)


def receipt(amount: str, **parts: str) -> ClientReceipt:
    """`B1042="880.00"` pays bill B-1042."""
    paid = tuple(Part(bill=BillNumber(f"{bill[0]}-{bill[1:]}"), amount=aud(part)) for bill, part in parts.items())
    return replace(sample(), amount=aud(amount), parts=paid)


def test_a_receipt_pays_a_bill_and_keeps_the_rest_unallocated() -> None:
    assert (
        posted(CLIENT_RECEIPT, sample(), BOOKS)
        == """\
2026-03-09 Client receipt
  Dr 1100 Office bank account               1,000.00  O1
  Cr 1200 Trade debtors                       880.00  M-104
  Cr 1200 Trade debtors                       120.00"""
    )


def test_a_receipt_pays_bills_of_two_matters() -> None:
    assert (
        posted(CLIENT_RECEIPT, receipt("1000.00", B1042="880.00", B1043="120.00"), BOOKS)
        == """\
2026-03-09 Client receipt
  Dr 1100 Office bank account               1,000.00  O1
  Cr 1200 Trade debtors                       880.00  M-104
  Cr 1200 Trade debtors                       120.00  M-117"""
    )


def test_a_receipt_for_no_bill_is_all_unallocated() -> None:
    assert (
        posted(CLIENT_RECEIPT, receipt("75.00"), BOOKS)
        == """\
2026-03-09 Client receipt
  Dr 1100 Office bank account                  75.00  O1
  Cr 1200 Trade debtors                        75.00"""
    )


def test_a_receipt_says_what_it_settles() -> None:
    assert CLIENT_RECEIPT.allocations(receipt("1000.00", B1042="880.00", B1043="20.00")) == [
        Settles(aud("880.00"), target=BillNumber("B-1042")),
        Settles(aud("20.00"), target=BillNumber("B-1043")),
    ]


def test_a_receipt_into_a_trust_account_is_refused() -> None:
    with refused("bank-wrong-sort", "T1 is not an office account"):
        posted(CLIENT_RECEIPT, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_a_receipt_into_a_closed_account_is_refused() -> None:
    with refused("bank-closed", "O1", "choose an open account"):
        posted(CLIENT_RECEIPT, sample(), books_for(bills=[a_bill()], closed_bank="O1"))


def test_a_receipt_into_an_unknown_account_is_refused() -> None:
    with refused("bank-unknown", "O9"):
        posted(CLIENT_RECEIPT, replace(sample(), bank=OfficeBank("O9")), BOOKS)


def test_parts_above_the_receipt_are_refused() -> None:
    with refused("receipt-over-allocated", "0.01 more than the receipt", "lower one"):
        posted(CLIENT_RECEIPT, receipt("999.99", B1042="880.00", B1043="120.00"), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_a_part_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("amount-not-positive", amount):
        posted(CLIENT_RECEIPT, receipt("100.00", B1042=amount), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-100.00"])
def test_a_receipt_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("total-not-positive", amount):
        posted(CLIENT_RECEIPT, receipt(amount), BOOKS)


def test_more_than_a_bill_owes_is_refused() -> None:
    with refused("bill-over-paid", "B-1042 owes 880.00", "enter at most that"):
        posted(CLIENT_RECEIPT, receipt("1000.00", B1042="880.01"), BOOKS)


def test_a_bill_named_twice_is_refused() -> None:
    twice = replace(sample(), parts=(sample().parts[0], Part(bill=BillNumber("B-1042"), amount=aud("1.00"))))

    with refused("bill-named-twice", "B-1042", "make them one"):
        posted(CLIENT_RECEIPT, twice, BOOKS)


def test_a_bill_that_is_not_posted_is_refused() -> None:
    with refused("bill-unknown", "B-9999"):
        posted(CLIENT_RECEIPT, receipt("1000.00", B9999="1.00"), BOOKS)


def test_a_bill_of_a_later_day_is_refused() -> None:
    with refused("paid-before-billed", "B-1050 is dated 2026-03-10", "2026-03-10 or later"):
        posted(CLIENT_RECEIPT, receipt("50.00", B1050="50.00"), BOOKS)
