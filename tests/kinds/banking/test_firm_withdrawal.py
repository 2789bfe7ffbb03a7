"""Firm withdrawal: the firm's own money out, with no supplier's bill behind it."""

from dataclasses import replace

from counterfoil.core.items import MoneyItem
from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode, MatterCode, OfficeBank, TaxCode
from counterfoil.kinds.banking.firm_withdrawal import FIRM_WITHDRAWAL, sample
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


def test_a_withdrawal_claims_the_tax_that_was_paid_and_may_be_for_a_matter() -> None:
    withdrawal = replace(sample(), items=(item("10.00", "6060"), item("42.00", "5230", matter="M-104")))

    assert (
        posted(FIRM_WITHDRAWAL, withdrawal, BOOKS)
        == """\
2026-03-31 Firm withdrawal
  Dr 6060 Merchant fees                        10.00
  Dr 5230 Court filing fees                    42.00  M-104
  Dr 2220 GST paid                              1.00
  Cr 1100 Office bank account                  53.00  O1"""
    )


def test_trust_accounts_are_for_clients_money() -> None:
    with refused("bank-wrong-sort", "T1"):
        posted(FIRM_WITHDRAWAL, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_an_account_that_documents_keep_for_themselves_is_refused() -> None:
    for code in ("1100", "1150", "1200", "2150"):
        with refused("account-not-allowed", code):
            posted(FIRM_WITHDRAWAL, replace(sample(), items=(item("1.00", code, tax="BASEX"),)), BOOKS)


def test_a_tax_code_of_the_other_side_is_refused() -> None:
    with refused("tax-code-not-allowed", "GST ", "choose a purchases code"):
        posted(FIRM_WITHDRAWAL, replace(sample(), items=(item("1.00", "6060", tax="GST"),)), BOOKS)


def test_a_closed_matter_takes_no_item() -> None:
    with refused("matter-closed", "M-090"):
        posted(FIRM_WITHDRAWAL, replace(sample(), items=(item("1.00", "5230", matter="M-090"),)), BOOKS)
