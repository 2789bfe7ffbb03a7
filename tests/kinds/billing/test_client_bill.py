"""Client bill: fees and disbursements charged to a matter, with tax."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.items import Item, PricedItem
from counterfoil.core.money import Money, aud
from counterfoil.core.references import ContactCode, IncomeAccount, MatterCode, SalesTax
from counterfoil.kinds.billing.client_bill import CLIENT_BILL, ClientBill, sample, total
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def item(net: str, *, account: str = "4100", tax: str | None = "GST", description: str = "Advice") -> Item:
    code = SalesTax(tax) if tax else None
    return Item(description=description, account=IncomeAccount(account), net=aud(net), tax=code)


def bill(*items: Item) -> ClientBill:
    return replace(sample(), items=items)


def priced(document: ClientBill) -> list[Money]:
    """The tax of each line."""
    found = CLIENT_BILL.priced(document, BOOKS).items
    assert all(isinstance(one, PricedItem) for one in found)
    return [one.tax_amount for one in found]


def test_a_bill_charges_fees_and_disbursements_with_tax() -> None:
    assert (
        posted(CLIENT_BILL, sample(), BOOKS)
        == """\
2026-03-02 Client bill
  Dr 1200 Trade debtors                       880.00  M-104
  Cr 4100 Professional fees                   700.00  M-104
  Cr 4200 Disbursements recovered             100.00  M-104
  Cr 2210 GST collected                        80.00"""
    )


def test_a_discount_is_a_line_below_zero_with_its_tax() -> None:
    discounted = bill(item("700.00"), item("-50.00", description="Discount"))

    assert (
        posted(CLIENT_BILL, discounted, BOOKS)
        == """\
2026-03-02 Client bill
  Dr 1200 Trade debtors                       715.00  M-104
  Cr 4100 Professional fees                   700.00  M-104
  Dr 4100 Professional fees                    50.00  M-104
  Cr 2210 GST collected                        65.00"""
    )


def test_a_bill_without_tax_has_no_tax_line() -> None:
    assert (
        posted(CLIENT_BILL, bill(item("700.00", tax="EXPORT")), BOOKS)
        == """\
2026-03-02 Client bill
  Dr 1200 Trade debtors                       700.00  M-104
  Cr 4100 Professional fees                   700.00  M-104"""
    )


def test_tax_is_worked_out_line_by_line() -> None:
    lines = bill(item("0.05"), item("0.05"), item("0.05"))

    assert priced(lines) == [aud("0.01")] * 3
    assert total(CLIENT_BILL.priced(lines, BOOKS), BOOKS) == aud("0.18")


def test_a_line_without_a_tax_code_takes_its_accounts() -> None:
    assert priced(bill(item("100.00", tax=None), item("100.00", account="4210", tax=None))) == [
        aud("10.00"),
        aud("0.00"),
    ]


def test_a_bill_without_a_client_goes_to_the_matters() -> None:
    assert CLIENT_BILL.priced(sample(), BOOKS).client == "C-0007"
    assert CLIENT_BILL.priced(replace(sample(), client=ContactCode("C-0009")), BOOKS).client == "C-0009"


def test_a_bill_on_a_closed_matter_is_refused() -> None:
    with refused("matter-closed", "M-090", "reopen it or choose another"):
        posted(CLIENT_BILL, replace(sample(), matter=MatterCode("M-090")), BOOKS)


def test_a_bill_on_an_unknown_matter_is_refused() -> None:
    with refused("matter-unknown", "M-999", "open it first"):
        posted(CLIENT_BILL, replace(sample(), matter=MatterCode("M-999")), BOOKS)


def test_a_bill_due_before_its_date_is_refused() -> None:
    with refused("due-before-date", "2026-03-01", "2026-03-02"):
        posted(CLIENT_BILL, replace(sample(), due_on=date(2026, 3, 1)), BOOKS)


def test_a_bill_may_be_due_on_its_day() -> None:
    assert "880.00" in posted(CLIENT_BILL, replace(sample(), due_on=sample().on), BOOKS)


@pytest.mark.parametrize("items", [(item("50.00"), item("-50.00")), (item("50.00"), item("-80.00")), (item("0.00"),)])
def test_a_bill_of_nothing_or_less_is_refused(items: tuple[Item, ...]) -> None:
    with refused("total-not-positive", "must be above zero"):
        posted(CLIENT_BILL, bill(*items), BOOKS)


@pytest.mark.parametrize("account", ["1200", "2150", "1150", "5100", "6050", "3990"])
def test_only_income_may_be_charged(account: str) -> None:
    with refused("account-not-allowed", account, "choose one"):
        posted(CLIENT_BILL, bill(item("50.00", account=account)), BOOKS)


def test_an_unknown_account_is_refused() -> None:
    with refused("account-unknown", "9999", "choose one from the chart"):
        posted(CLIENT_BILL, bill(item("50.00", account="9999")), BOOKS)


def test_an_unknown_tax_code_is_refused() -> None:
    with refused("tax-code-unknown", "VAT", "choose one from the list"):
        posted(CLIENT_BILL, bill(item("50.00", tax="VAT")), BOOKS)


def test_a_tax_code_of_purchases_is_refused() -> None:
    with refused("tax-code-not-allowed", "GST-P", "choose a sales code"):
        posted(CLIENT_BILL, bill(item("50.00", tax="GST-P")), BOOKS)


def test_a_day_before_the_tax_code_has_a_rate_is_refused() -> None:
    early = replace(sample(), on=date(2000, 6, 30), due_on=date(2000, 7, 14))

    with refused("no-rate-on-day", "GST", "2000-06-30"):
        posted(CLIENT_BILL, early, BOOKS)


@pytest.mark.parametrize("slot", ["RECEIVABLE", "TAX_COLLECTED"])
def test_a_chart_without_the_account_says_whom_to_ask(slot: str) -> None:
    with refused("slot-empty", slot, "who looks after this installation"):
        posted(CLIENT_BILL, sample(), books_for(without_slot=slot))
