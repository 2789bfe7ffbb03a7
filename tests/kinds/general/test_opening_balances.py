"""Opening balances: what stood on the accounts when the books began."""

from dataclasses import replace

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode
from counterfoil.kinds.general.journal_lines import JournalLine
from counterfoil.kinds.general.opening_balances import OPENING_BALANCES, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def balance(account: str, *, debit: str = "", credit: str = "") -> JournalLine:
    return JournalLine(
        account=AccountCode(account), debit=aud(debit) if debit else None, credit=aud(credit) if credit else None
    )


def test_balances_are_booked_as_they_stood_and_a_bank_account_is_its_banks() -> None:
    assert (
        posted(OPENING_BALANCES, sample(), BOOKS)
        == """\
2026-03-31 Opening balances
  Dr 1100 Office bank account              12,000.00  O1
  Dr 1500 Office equipment                  5,400.00
  Cr 3100 Principals' capital              17,400.00"""
    )


def test_tax_that_was_collected_before_may_begin_the_books() -> None:
    lines = (balance("1100", debit="90.00"), balance("2210", credit="90.00"))

    assert "Cr 2210 GST collected" in posted(OPENING_BALANCES, replace(sample(), lines=lines), BOOKS)


@pytest.mark.parametrize("account", ["1200", "2100", "2150", "1150", "2170"])
def test_debtors_creditors_and_clients_money_begin_with_documents_of_their_own(account: str) -> None:
    lines = (balance(account, debit="90.00"), balance("3100", credit="90.00"))

    with refused("account-not-allowed", account):
        posted(OPENING_BALANCES, replace(sample(), lines=lines), BOOKS)


def test_balances_balance() -> None:
    lines = (balance("1100", debit="90.00"), balance("3100", credit="89.99"))

    with refused("entry-unbalanced", "the difference is 0.01"):
        posted(OPENING_BALANCES, replace(sample(), lines=lines), BOOKS)
