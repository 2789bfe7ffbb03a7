"""Purchase credit order: what a supplier is asked to give back; it becomes a supplier credit."""

from dataclasses import replace

from counterfoil.core.references import CreditOrderNumber
from counterfoil.kinds.suppliers.purchase_credit_order import PURCHASE_CREDIT_ORDER, sample
from counterfoil.kinds.suppliers.supplier_credit import SUPPLIER_CREDIT
from counterfoil.kinds.suppliers.supplier_credit import sample as a_credit
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

ORDER = replace(a_bill(kind="purchase_credit_order", number="PC-1001", matter=""), state="placed")
CREDIT = replace(a_credit(), made_from=CreditOrderNumber("PC-1001"))


def test_a_credit_order_is_worth_what_its_credit_will_be_and_moves_nothing() -> None:
    priced = PURCHASE_CREDIT_ORDER.priced(sample(), books_for())

    PURCHASE_CREDIT_ORDER.check(priced, books_for())

    assert str(PURCHASE_CREDIT_ORDER.total(priced, books_for())) == "330.00"
    assert PURCHASE_CREDIT_ORDER.entry(priced, books_for()) is None


def test_a_credit_order_becomes_one_credit() -> None:
    assert "Dr 2100" in posted(SUPPLIER_CREDIT, CREDIT, books_for(bills=[ORDER]))
    with refused("order-used", "PC-1001 became SC-1002 already"):
        posted(SUPPLIER_CREDIT, CREDIT, books_for(bills=[ORDER], made={"PC-1001": "SC-1002"}))


def test_a_purchase_order_is_no_credit_order() -> None:
    other = replace(ORDER, kind="purchase_order", number="PC-1001")

    with refused("order-unknown", "there is no placed purchase credit order PC-1001"):
        posted(SUPPLIER_CREDIT, CREDIT, books_for(bills=[other]))
