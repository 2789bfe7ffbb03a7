"""Retainer payment: bills are paid out of the retainer of a matter, never beyond it on any day."""

from dataclasses import replace
from datetime import date

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber
from counterfoil.kinds.billing.applying import Part
from counterfoil.kinds.billing.retainer_payment import RETAINER_PAYMENT, RetainerPayment, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

PAID_IN = [(date(2026, 3, 2), "500.00")]
BILLS = [
    a_bill(),
    a_bill(number="B-1043", owes="120.00", matter="M-090"),
    a_bill(number="B-1044", owes="90.00", matter="M-117", contact="C-0009"),
    a_bill(number="B-1045", owes="90.00", matter="M-104", contact="C-0009"),
]
BOOKS = books_for(bills=BILLS, slots={("RETAINERS_HELD", "M-104", ""): PAID_IN})


def paying(**parts: str) -> RetainerPayment:
    """`B1042="380.00"` pays bill B-1042."""
    paid = tuple(Part(bill=BillNumber(f"{bill[0]}-{bill[1:]}"), amount=aud(part)) for bill, part in parts.items())
    return replace(sample(), parts=paid)


def test_bills_are_paid_out_of_the_retainer_of_one_matter() -> None:
    assert (
        posted(RETAINER_PAYMENT, paying(B1042="380.00", B1043="120.00"), BOOKS)
        == """\
2026-03-16 Retainer payment
  Dr 2170 Retainers held in office account        500.00  M-104
  Cr 1200 Trade debtors                       380.00  M-104
  Cr 1200 Trade debtors                       120.00  M-090"""
    )


def test_it_says_what_it_settles() -> None:
    assert RETAINER_PAYMENT.allocations(paying(B1042="380.00")) == [Settles(aud("380.00"), target=BillNumber("B-1042"))]


def test_a_bill_of_another_clients_matter_is_refused() -> None:
    with refused("other-contact", "B-1044", "C-0009"):
        posted(RETAINER_PAYMENT, paying(B1044="90.00"), BOOKS)


def test_a_bill_of_the_same_matter_may_be_billed_to_somebody_else() -> None:
    assert "Cr 1200 Trade debtors                        90.00  M-104" in posted(
        RETAINER_PAYMENT, paying(B1045="90.00"), BOOKS
    )


def test_more_than_is_held_on_a_later_day_is_refused() -> None:
    drawn = [*PAID_IN, (date(2026, 4, 2), "-460.00"), (date(2026, 4, 9), "1000.00")]
    short = books_for(bills=BILLS, slots={("RETAINERS_HELD", "M-104", ""): drawn})

    with refused("more-than-held", "M-104", "40.00", "held as a retainer", "2026-04-02"):
        posted(RETAINER_PAYMENT, sample(), short)


def test_the_retainer_of_another_matter_does_not_help() -> None:
    other = books_for(bills=BILLS, slots={("RETAINERS_HELD", "M-117", ""): PAID_IN})

    with refused("more-than-held", "0.00"):
        posted(RETAINER_PAYMENT, sample(), other)


def test_more_than_the_bill_owes_or_before_its_day_is_refused() -> None:
    with refused("bill-over-paid", "B-1043", "120.00"):
        posted(RETAINER_PAYMENT, paying(B1043="120.01"), BOOKS)
    with refused("paid-before-billed", "2026-03-02"):
        posted(RETAINER_PAYMENT, replace(sample(), on=date(2026, 3, 1)), BOOKS)


def test_it_is_refused_while_connected_with_what_to_do_in_its_place() -> None:
    assert "trust" in RETAINER_PAYMENT.refused
