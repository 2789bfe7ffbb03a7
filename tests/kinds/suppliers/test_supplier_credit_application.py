"""Supplier credit application: one credit over several bills of the same supplier, with nothing moved in the books."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import SupplierBillNumber, SupplierCreditNumber
from counterfoil.kinds.suppliers.parts import Part
from counterfoil.kinds.suppliers.supplier_credit_application import (
    SUPPLIER_CREDIT_APPLICATION,
    SupplierCreditApplication,
    sample,
)
from tests.kinds.books import a_bill, books_for
from tests.refusals import refused

DOCUMENTS = [
    a_bill(kind="supplier_bill", number="SB-1042", owes="165.00"),
    a_bill(kind="supplier_bill", number="SB-1044", owes="20.00"),
    a_bill(kind="supplier_bill", number="SB-1043", owes="80.00", contact="C-0009"),
    a_bill(kind="supplier_credit", number="SC-1003", owes="55.00", on=date(2026, 3, 12)),
]
BOOKS = books_for(bills=DOCUMENTS)


def application(**parts: str) -> SupplierCreditApplication:
    """`SB1042="55.00"` settles bill SB-1042."""
    settled = tuple(Part(bill=SupplierBillNumber(f"SB-{bill[2:]}"), amount=aud(part)) for bill, part in parts.items())
    return replace(sample(), parts=settled)


def check(applied: SupplierCreditApplication) -> None:
    SUPPLIER_CREDIT_APPLICATION.check(applied, BOOKS)


def test_a_credit_settles_two_bills_and_moves_nothing() -> None:
    applied = application(SB1042="35.00", SB1044="20.00")

    check(applied)

    assert SUPPLIER_CREDIT_APPLICATION.entry(applied, BOOKS) is None
    credit = SupplierCreditNumber("SC-1003")
    assert SUPPLIER_CREDIT_APPLICATION.allocations(applied) == [
        Settles(aud("35.00"), target=SupplierBillNumber("SB-1042"), source=credit),
        Settles(aud("20.00"), target=SupplierBillNumber("SB-1044"), source=credit),
    ]


def test_no_more_is_used_than_is_left_of_the_credit() -> None:
    with refused("credit-over-used", "supplier credit SC-1003 55.00 is left"):
        check(application(SB1042="40.00", SB1044="15.01"))


def test_no_more_is_settled_than_a_bill_owes() -> None:
    with refused("bill-over-paid", "SB-1044 owes 20.00"):
        check(application(SB1044="20.01"))


def test_a_credit_settles_bills_of_its_own_supplier_only() -> None:
    with refused("other-contact", "C-0007, C-0009"):
        check(application(SB1042="5.00", SB1043="5.00"))


def test_a_credit_is_used_on_its_own_day_or_later() -> None:
    with refused("used-before-credited", "SC-1003 is dated 2026-03-12"):
        check(replace(application(SB1042="5.00"), on=date(2026, 3, 11)))


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_a_part_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("amount-not-positive", amount):
        check(application(SB1042="10.00", SB1044=amount))


def test_a_bill_is_given_of_one_credit_once() -> None:
    """Xero lets one allocation stand between a credit and a bill."""
    before = books_for(bills=DOCUMENTS, given={("SC-1003", "SB-1042"): "5.00"})

    with refused("given-already", "SC-1003", "SB-1042"):
        SUPPLIER_CREDIT_APPLICATION.check(application(SB1042="5.00"), before)
