"""Purchase order: priced like the bill that it becomes, and never posted."""

from dataclasses import replace

import pytest

from counterfoil.core.items import CostItem
from counterfoil.core.kinds import Kept
from counterfoil.core.money import aud
from counterfoil.core.references import CostAccount, PurchaseSourceNumber, PurchaseTax
from counterfoil.kinds.suppliers.purchase_order import PURCHASE_ORDER, PurchaseOrder, sample
from counterfoil.kinds.suppliers.supplier_bill import SUPPLIER_BILL, SupplierBill
from counterfoil.kinds.suppliers.supplier_bill import sample as a_bill
from tests.kinds.books import a_bill as a_document
from tests.kinds.books import books_for, posted
from tests.refusals import refused

ORDER = replace(a_document(kind="purchase_order", number="PO-1001", matter=""), state="placed")
BOOKS = books_for(bills=[ORDER])


def item(net: str, account: str, *, tax: str = "") -> CostItem:
    code = PurchaseTax(tax) if tax else None
    return CostItem(description="As agreed", account=CostAccount(account), net=aud(net), tax=code)


def check(order: PurchaseOrder) -> None:
    PURCHASE_ORDER.check(PURCHASE_ORDER.priced(order, BOOKS), BOOKS)


def from_order(**more: object) -> SupplierBill:
    return replace(a_bill(), made_from=PurchaseSourceNumber("PO-1001"), **more)  # type: ignore[arg-type]


def test_an_order_is_worth_what_its_bill_will_be_and_moves_nothing() -> None:
    check(sample())

    priced = PURCHASE_ORDER.priced(sample(), BOOKS)
    assert str(PURCHASE_ORDER.total(priced, BOOKS)) == "1,320.00"
    assert PURCHASE_ORDER.entry(priced, BOOKS) is None
    assert not PURCHASE_ORDER.posts


def test_an_order_stays_here_and_says_why() -> None:
    assert isinstance(PURCHASE_ORDER.push, Kept)
    assert "here or in Xero" in PURCHASE_ORDER.push.reason
    assert PURCHASE_ORDER.records() == ()


@pytest.mark.parametrize(
    ("account", "tax", "code"), [("4100", "", "account-not-allowed"), ("5100", "", "matter-missing")]
)
def test_an_order_is_refused_what_its_bill_would_be(account: str, tax: str, code: str) -> None:
    with refused(code, account):
        check(replace(sample(), items=(item("10.00", account, tax=tax or "BASEX"),)))


def test_an_order_of_nothing_is_refused() -> None:
    with refused("total-not-positive"):
        check(replace(sample(), items=(item("0.00", "6290"),)))


def test_a_bill_is_made_from_an_order_of_its_own_supplier() -> None:
    assert "Cr 2100" in posted(SUPPLIER_BILL, from_order(), BOOKS)
    of_another = books_for(bills=[replace(ORDER, contact="C-0009")])
    with refused("other-contact", "PO-1001 is of C-0009"):
        posted(SUPPLIER_BILL, from_order(), of_another)


def test_an_order_becomes_one_bill() -> None:
    with refused("order-used", "PO-1001 became SB-1007 already"):
        posted(SUPPLIER_BILL, from_order(), books_for(bills=[ORDER], made={"PO-1001": "SB-1007"}))


def test_a_bill_names_an_order_that_is_there() -> None:
    with refused("order-unknown", "PO-1001"):
        posted(SUPPLIER_BILL, from_order(), books_for())
