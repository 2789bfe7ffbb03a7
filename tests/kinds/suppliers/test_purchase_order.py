"""Purchase order: priced like the bill that it becomes, and never posted."""

from dataclasses import replace

import pytest

from counterfoil.core.items import CostItem
from counterfoil.core.kinds import Kept
from counterfoil.core.money import aud
from counterfoil.core.references import CostAccount, PurchaseTax
from counterfoil.kinds.suppliers.purchase_order import PURCHASE_ORDER, PurchaseOrder, sample
from tests.kinds.books import books_for
from tests.refusals import refused

BOOKS = books_for()


def item(net: str, account: str, *, tax: str = "") -> CostItem:
    code = PurchaseTax(tax) if tax else None
    return CostItem(description="As agreed", account=CostAccount(account), net=aud(net), tax=code)


def check(order: PurchaseOrder) -> None:
    PURCHASE_ORDER.check(PURCHASE_ORDER.priced(order, BOOKS), BOOKS)


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
