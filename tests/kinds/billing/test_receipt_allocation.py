"""Receipt allocation: what a client's receipt left over settles that client's bills."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, ReceiptNumber
from counterfoil.kinds.billing.applying import Part
from counterfoil.kinds.billing.receipt_allocation import RECEIPT_ALLOCATION, ReceiptAllocation, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

DOCUMENTS = [
    a_bill(),
    a_bill(number="B-1043", owes="120.00", matter="M-117"),
    a_bill(number="B-1044", owes="90.00", matter="M-117", contact="C-0009"),
    a_bill(number="B-1050", owes="50.00", on=date(2026, 3, 14)),
    a_bill(number="R-1003", owes="130.00", kind="client_receipt", matter="", on=date(2026, 3, 10)),
    a_bill(number="CN-1003", owes="220.00", kind="credit_note"),
]
BOOKS = books_for(bills=DOCUMENTS)


def to(**parts: str) -> ReceiptAllocation:
    """`B1042="20.00"` settles so much of bill B-1042."""
    settled = tuple(Part(bill=BillNumber(f"{bill[0]}-{bill[1:]}"), amount=aud(part)) for bill, part in parts.items())
    return replace(sample(), parts=settled)


def test_what_a_receipt_left_over_comes_to_the_matter_of_the_bill() -> None:
    assert (
        posted(RECEIPT_ALLOCATION, sample(), BOOKS)
        == """\
2026-03-16 Receipt allocation
  Dr 1200 Trade debtors                       120.00
  Cr 1200 Trade debtors                       120.00  M-104"""
    )


def test_it_says_which_receipt_settles_which_bill() -> None:
    assert RECEIPT_ALLOCATION.allocations(sample()) == [
        Settles(aud("120.00"), target=BillNumber("B-1042"), source=ReceiptNumber("R-1003"))
    ]


@pytest.mark.parametrize("number", ["CN-1003", "B-1042", "R-9999"])
def test_only_a_posted_receipt_is_allocated(number: str) -> None:
    with refused("receipt-unknown", number):
        RECEIPT_ALLOCATION.check(replace(sample(), receipt=ReceiptNumber(number)), BOOKS)


def test_more_than_is_left_of_the_credit_is_refused() -> None:
    with refused("credit-over-used", "130.00 is left"):
        RECEIPT_ALLOCATION.check(to(B1042="120.00", B1043="120.00"), BOOKS)


def test_more_than_the_bill_owes_is_refused() -> None:
    with refused("bill-over-paid", "B-1050", "50.00"):
        RECEIPT_ALLOCATION.check(to(B1050="50.01"), BOOKS)


def test_a_bill_of_another_client_is_refused() -> None:
    with refused("other-contact", "C-0007", "C-0009"):
        RECEIPT_ALLOCATION.check(to(B1044="90.00"), BOOKS)


def test_a_day_before_the_credit_or_the_bill_is_refused() -> None:
    with refused("used-before-credited", "2026-03-10"):
        RECEIPT_ALLOCATION.check(replace(to(B1042="20.00"), on=date(2026, 3, 9)), BOOKS)
    with refused("paid-before-billed", "2026-03-14"):
        RECEIPT_ALLOCATION.check(replace(to(B1050="20.00"), on=date(2026, 3, 12)), BOOKS)


def test_a_bill_on_two_rows_is_refused() -> None:
    twice = Part(bill=BillNumber("B-1042"), amount=aud("10.00"))

    with refused("bill-named-twice", "B-1042"):
        RECEIPT_ALLOCATION.check(replace(sample(), parts=(twice, twice)), BOOKS)


def test_an_amount_of_nothing_is_refused() -> None:
    with refused("amount-not-positive"):
        RECEIPT_ALLOCATION.check(to(B1042="0.00", B1043="5.00"), BOOKS)


def test_the_same_credit_is_given_to_the_same_bill_by_one_document() -> None:
    given = books_for(bills=DOCUMENTS, given={(sample().source, "B-1042"): "15.00"})

    with refused("given-already", "B-1042", "15.00"):
        RECEIPT_ALLOCATION.check(to(B1042="20.00"), given)
    RECEIPT_ALLOCATION.check(to(B1043="20.00"), given)
