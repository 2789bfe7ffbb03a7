"""Supplier credit: what a supplier gives back, the other way round than the bill was."""

from dataclasses import replace

from counterfoil.core.items import CostItem
from counterfoil.core.money import aud
from counterfoil.core.references import CostAccount, CreditOrderNumber, MatterCode
from counterfoil.kinds.suppliers.supplier_bill import SUPPLIER_BILL
from counterfoil.kinds.suppliers.supplier_bill import sample as a_bill
from counterfoil.kinds.suppliers.supplier_credit import SUPPLIER_CREDIT, sample
from tests.kinds.books import a_bill as a_document
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()
ORDER = replace(a_document(kind="purchase_credit_order", number="PC-1001", matter=""), state="placed")
FROM_ORDER = replace(sample(), made_from=CreditOrderNumber("PC-1001"))


def item(net: str, account: str, *, matter: str = "") -> CostItem:
    code = MatterCode(matter) if matter else None
    return CostItem(description="As agreed", account=CostAccount(account), net=aud(net), matter=code)


def test_a_credit_takes_back_the_cost_and_the_tax_that_was_claimed() -> None:
    assert (
        posted(SUPPLIER_CREDIT, sample(), BOOKS)
        == """\
2026-03-12 Supplier credit
  Dr 2100 Trade creditors                      55.00
  Cr 6290 Software and IT                      50.00
  Cr 2220 GST paid                              5.00"""
    )


def test_a_credit_with_a_bills_own_lines_is_the_bill_turned_round() -> None:
    bill = SUPPLIER_BILL.entry(SUPPLIER_BILL.priced(a_bill(), BOOKS), BOOKS)
    same = replace(sample(), items=a_bill().items)
    credit = SUPPLIER_CREDIT.entry(SUPPLIER_CREDIT.priced(same, BOOKS), BOOKS)

    assert bill and credit
    turned = {(line.account.code, line.matter, -line.amount.minor) for line in bill.postings}
    assert {(line.account.code, line.matter, line.amount.minor) for line in credit.postings} == turned


def test_costs_of_a_matter_that_was_closed_since_may_be_credited() -> None:
    closed = replace(sample(), items=(item("10.00", "5100", matter="M-090"),))

    assert "M-090" in posted(SUPPLIER_CREDIT, closed, BOOKS)


def test_what_was_paid_for_a_client_names_the_matter() -> None:
    with refused("matter-missing", "5100"):
        posted(SUPPLIER_CREDIT, replace(sample(), items=(item("10.00", "5100"),)), BOOKS)


def test_a_reference_that_stands_on_another_credit_of_the_supplier_is_refused_by_its_number() -> None:
    with refused("reference-taken", "SC-1001 of Harrow & Pike", "CR-9"):
        posted(SUPPLIER_CREDIT, sample(), books_for(references={("C-0007", "cr-9"): "SC-1001"}))


def test_a_credit_order_becomes_one_credit() -> None:
    assert "Dr 2100" in posted(SUPPLIER_CREDIT, FROM_ORDER, books_for(bills=[ORDER]))
    with refused("order-used", "PC-1001 became SC-1002 already"):
        posted(SUPPLIER_CREDIT, FROM_ORDER, books_for(bills=[ORDER], made={"PC-1001": "SC-1002"}))


def test_a_purchase_order_is_no_credit_order() -> None:
    other = replace(ORDER, kind="purchase_order", number="PC-1001")

    with refused("order-unknown", "there is no placed purchase credit order PC-1001"):
        posted(SUPPLIER_CREDIT, FROM_ORDER, books_for(bills=[other]))
