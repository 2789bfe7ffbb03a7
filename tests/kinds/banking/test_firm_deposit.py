"""Firm deposit: the firm's own money in, with no bill behind it."""

from dataclasses import replace

from counterfoil.core.items import MoneyItem
from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode, MatterCode, OfficeBank, TaxCode
from counterfoil.kinds.banking.firm_deposit import FIRM_DEPOSIT, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def item(net: str, account: str, *, tax: str = "", matter: str = "") -> MoneyItem:
    return MoneyItem(
        description="As agreed",
        account=AccountCode(account),
        net=aud(net),
        tax=TaxCode(tax) if tax else None,
        matter=MatterCode(matter) if matter else None,
    )


def test_a_deposit_carries_the_tax_that_was_collected() -> None:
    deposit = replace(sample(), items=(item("100.00", "4920"), item("500.00", "4900")))

    assert (
        posted(FIRM_DEPOSIT, deposit, BOOKS)
        == """\
2026-03-31 Firm deposit
  Dr 1100 Office bank account                 610.00  O1
  Cr 4920 Sundry income                       100.00
  Cr 4900 Interest received                   500.00
  Cr 2210 GST collected                        10.00"""
    )


def test_trust_accounts_are_for_clients_money() -> None:
    with refused("bank-wrong-sort", "T1"):
        posted(FIRM_DEPOSIT, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_an_account_that_documents_keep_for_themselves_is_refused() -> None:
    for code in ("1100", "1150", "1200", "2150"):
        with refused("account-not-allowed", code):
            posted(FIRM_DEPOSIT, replace(sample(), items=(item("1.00", code, tax="BASEX"),)), BOOKS)


def test_a_tax_code_of_the_other_side_is_refused() -> None:
    with refused("tax-code-not-allowed", "GST-P", "choose a sales code"):
        posted(FIRM_DEPOSIT, replace(sample(), items=(item("1.00", "4920", tax="GST-P"),)), BOOKS)


def test_a_closed_matter_takes_no_item() -> None:
    with refused("matter-closed", "M-090"):
        posted(FIRM_DEPOSIT, replace(sample(), items=(item("1.00", "4920", matter="M-090"),)), BOOKS)
