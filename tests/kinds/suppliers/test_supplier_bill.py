"""Supplier bill: costs of the firm and of its matters, with the tax that may be claimed, under the number on it."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.items import CostItem
from counterfoil.core.money import aud
from counterfoil.core.references import CostAccount, MatterCode, PurchaseSourceNumber, PurchaseTax
from counterfoil.kinds.suppliers.supplier_bill import SUPPLIER_BILL, SupplierBill, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

BOOKS = books_for()
ORDER = replace(a_bill(kind="purchase_order", number="PO-1001", matter=""), state="placed")


def item(net: str, account: str, *, tax: str = "", matter: str = "") -> CostItem:
    return CostItem(
        description="As agreed",
        account=CostAccount(account),
        net=aud(net),
        tax=PurchaseTax(tax) if tax else None,
        matter=MatterCode(matter) if matter else None,
    )


def test_costs_of_a_matter_and_of_the_firm_are_owed_with_the_tax_that_may_be_claimed() -> None:
    assert (
        posted(SUPPLIER_BILL, sample(), BOOKS)
        == """\
2026-03-02 Supplier bill
  Dr 5100 Disbursements paid for clients        100.00  M-104
  Dr 6290 Software and IT                      50.00
  Dr 2220 GST paid                             15.00
  Cr 2100 Trade creditors                     165.00"""
    )


def test_what_is_bought_to_be_kept_is_an_asset_and_a_discount_is_a_line_below_zero() -> None:
    bill = replace(sample(), items=(item("2500.00", "1510"), item("-250.00", "1510"), item("90.00", "6040")))

    assert (
        posted(SUPPLIER_BILL, bill, BOOKS)
        == """\
2026-03-02 Supplier bill
  Dr 1510 Computer equipment                2,500.00
  Cr 1510 Computer equipment                  250.00
  Dr 6040 Bad debts                            90.00
  Dr 2220 GST paid                            225.00
  Cr 2100 Trade creditors                   2,565.00"""
    )


def test_tax_is_rounded_line_by_line() -> None:
    bill = replace(sample(), items=(item("0.05", "6290"), item("0.05", "6290"), item("0.04", "6290")))

    priced = SUPPLIER_BILL.priced(bill, BOOKS)

    assert [str(line.tax_amount) for line in priced.items] == ["0.01", "0.01", "0.00"]
    assert str(SUPPLIER_BILL.total(priced, BOOKS)) == "0.16"


def test_a_bill_is_dated_and_due_on_its_own_days() -> None:
    with refused("due-before-date", "2026-03-01"):
        posted(SUPPLIER_BILL, replace(sample(), due_on=date(2026, 3, 1)), BOOKS)


def test_a_reference_that_stands_on_another_bill_of_the_supplier_is_refused_by_its_number() -> None:
    taken = books_for(references={("C-0007", "inv-88"): "SB-1004"})

    with refused("reference-taken", "SB-1004 of Harrow & Pike", "INV-88", "INV-88(a)"):
        posted(SUPPLIER_BILL, sample(), taken)


def test_what_is_paid_for_a_client_names_the_matter() -> None:
    with refused("matter-missing", "5100", "As agreed"):
        posted(SUPPLIER_BILL, replace(sample(), items=(item("10.00", "5100"),)), BOOKS)


def test_a_closed_matter_takes_no_costs() -> None:
    with refused("matter-closed", "M-090"):
        posted(SUPPLIER_BILL, replace(sample(), items=(item("10.00", "5220", matter="M-090"),)), BOOKS)


@pytest.mark.parametrize("code", ["1100", "1150", "1200", "2100", "2150", "2220", "3100", "4100"])
def test_banks_income_and_what_documents_keep_for_themselves_are_no_costs(code: str) -> None:
    with refused("account-not-allowed", code):
        posted(SUPPLIER_BILL, replace(sample(), items=(item("1.00", code, tax="BASEX"),)), BOOKS)


def test_a_tax_code_of_sales_is_refused() -> None:
    with refused("tax-code-not-allowed", "GST ", "choose a purchases code"):
        posted(SUPPLIER_BILL, replace(sample(), items=(item("1.00", "6290", tax="GST"),)), BOOKS)


def test_a_bill_that_discounts_more_than_it_charges_is_refused() -> None:
    with refused("total-not-positive", "-11.00"):
        posted(SUPPLIER_BILL, replace(sample(), items=(item("-10.00", "6290"),)), BOOKS)


def from_order(**more: object) -> SupplierBill:
    return replace(sample(), made_from=PurchaseSourceNumber("PO-1001"), **more)  # type: ignore[arg-type]


def test_a_bill_is_made_from_an_order_of_its_own_supplier() -> None:
    assert "Cr 2100" in posted(SUPPLIER_BILL, from_order(), books_for(bills=[ORDER]))
    of_another = books_for(bills=[replace(ORDER, contact="C-0009")])
    with refused("other-contact", "PO-1001 is of C-0009"):
        posted(SUPPLIER_BILL, from_order(), of_another)


def test_an_order_becomes_one_bill() -> None:
    with refused("order-used", "PO-1001 became SB-1007 already"):
        posted(SUPPLIER_BILL, from_order(), books_for(bills=[ORDER], made={"PO-1001": "SB-1007"}))


def test_a_bill_names_an_order_that_is_there() -> None:
    with refused("order-unknown", "PO-1001"):
        posted(SUPPLIER_BILL, from_order(), books_for())
