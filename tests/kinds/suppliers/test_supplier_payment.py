"""Supplier payment: money out of an office account over bills of one supplier or several."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import ContactCode, OfficeBank, SupplierBillNumber
from counterfoil.kinds.suppliers.parts import Part
from counterfoil.kinds.suppliers.supplier_payment import SUPPLIER_PAYMENT, SupplierPayment, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

BOOKS = books_for(
    bills=[
        a_bill(kind="supplier_bill", number="SB-1042", owes="165.00"),
        a_bill(kind="supplier_bill", number="SB-1043", owes="80.00", contact="C-0009"),
        a_bill(kind="supplier_bill", number="SB-1050", owes="50.00", on=date(2026, 4, 2)),
        a_bill(number="B-1042"),
    ]
)


def payment(**parts: str) -> SupplierPayment:
    """`SB1042="165.00"` pays bill SB-1042."""
    paid = tuple(Part(bill=SupplierBillNumber(f"SB-{bill[2:]}"), amount=aud(part)) for bill, part in parts.items())
    return replace(sample(), parts=paid)


def test_bills_of_two_suppliers_are_paid_at_once() -> None:
    assert (
        posted(SUPPLIER_PAYMENT, payment(SB1042="165.00", SB1043="30.00"), BOOKS)
        == """\
2026-03-31 Supplier payment
  Dr 2100 Trade creditors                     165.00
  Dr 2100 Trade creditors                      30.00
  Cr 1100 Office bank account                 195.00  O1"""
    )


def test_a_payment_says_what_it_settles() -> None:
    assert SUPPLIER_PAYMENT.allocations(payment(SB1042="165.00", SB1043="30.00")) == [
        Settles(aud("165.00"), target=SupplierBillNumber("SB-1042")),
        Settles(aud("30.00"), target=SupplierBillNumber("SB-1043")),
    ]


def test_where_a_supplier_is_named_only_theirs_is_paid() -> None:
    with refused("other-contact", "SB-1043 is of C-0009", "choose one of C-0007"):
        named = replace(payment(SB1042="165.00", SB1043="30.00"), supplier=ContactCode("C-0007"))
        posted(SUPPLIER_PAYMENT, named, BOOKS)


def test_clients_money_pays_no_supplier() -> None:
    with refused("bank-wrong-sort", "T1 is not an office account"):
        posted(SUPPLIER_PAYMENT, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_more_than_a_bill_owes_is_refused() -> None:
    with refused("bill-over-paid", "supplier bill SB-1042 owes 165.00", "enter at most that"):
        posted(SUPPLIER_PAYMENT, payment(SB1042="165.01"), BOOKS)


def test_a_bill_named_twice_is_refused() -> None:
    with refused("bill-named-twice", "SB-1042", "make them one"):
        posted(SUPPLIER_PAYMENT, replace(sample(), parts=sample().parts * 2), BOOKS)


def test_a_bill_of_a_later_day_is_refused() -> None:
    with refused("paid-before-billed", "SB-1050 is dated 2026-04-02"):
        posted(SUPPLIER_PAYMENT, payment(SB1050="50.00"), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_a_part_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("amount-not-positive", amount):
        posted(SUPPLIER_PAYMENT, payment(SB1042="100.00", SB1043=amount), BOOKS)


def test_a_bill_to_a_client_is_none_of_a_supplier() -> None:
    with refused("supplier-bill-unknown", "B-1042"):
        clients = Part(bill=SupplierBillNumber("B-1042"), amount=aud("1.00"))
        posted(SUPPLIER_PAYMENT, replace(sample(), parts=(clients,)), BOOKS)
