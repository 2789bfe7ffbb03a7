"""Credit note: a bill turned round, on the account it was charged on or on another."""

from dataclasses import replace

import pytest

from counterfoil.core.items import CreditItem
from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode, ContactCode, MatterCode, SalesTax
from counterfoil.kinds.billing.credit_note import CREDIT_NOTE, CreditNote, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def note(net: str, account: str, tax: str | None = None) -> CreditNote:
    item = CreditItem(
        description="Reduced", account=AccountCode(account), net=aud(net), tax=SalesTax(tax) if tax else None
    )
    return replace(sample(), items=(item,))


def test_a_credit_note_turns_a_bill_round() -> None:
    assert (
        posted(CREDIT_NOTE, sample(), BOOKS)
        == """\
2026-03-12 Credit note
  Dr 4100 Professional fees                   200.00  M-104
  Dr 2210 GST collected                        20.00
  Cr 1200 Trade debtors                       220.00  M-104"""
    )


def test_bad_debts_are_credited_on_an_account_of_their_own_with_the_tax_of_the_bill() -> None:
    assert (
        posted(CREDIT_NOTE, note("200.00", "6040", "GST"), BOOKS)
        == """\
2026-03-12 Credit note
  Dr 6040 Bad debts                           200.00  M-104
  Dr 2210 GST collected                        20.00
  Cr 1200 Trade debtors                       220.00  M-104"""
    )


def test_a_line_without_a_tax_code_takes_its_accounts() -> None:
    assert "GST" not in posted(CREDIT_NOTE, note("200.00", "6040"), BOOKS)
    assert "Dr 2210 GST collected" in posted(CREDIT_NOTE, note("200.00", "4100"), BOOKS)


def test_it_is_the_matters_clients_unless_another_is_named() -> None:
    assert CREDIT_NOTE.priced(sample(), BOOKS).client == "C-0007"
    assert CREDIT_NOTE.priced(replace(sample(), client=ContactCode("C-0009")), BOOKS).client == "C-0009"


def test_a_client_may_be_credited_without_a_matter() -> None:
    free = replace(sample(), matter=None, client=ContactCode("C-0007"))

    assert posted(CREDIT_NOTE, free, BOOKS).endswith("Cr 1200 Trade debtors                       220.00")


def test_whom_it_is_for_must_be_said() -> None:
    with refused("field-missing", "credited to"):
        posted(CREDIT_NOTE, replace(sample(), matter=None), BOOKS)


def test_a_closed_matter_is_credited_like_an_open_one() -> None:
    closed = replace(sample(), matter=MatterCode("M-090"))

    assert "M-090" in posted(CREDIT_NOTE, closed, BOOKS)


@pytest.mark.parametrize("account", ["1100", "1200", "2150"])
def test_banks_debtors_and_trust_money_are_not_credited(account: str) -> None:
    with refused("account-not-allowed", account):
        CREDIT_NOTE.priced(note("200.00", account), BOOKS)


def test_a_purchases_code_is_refused() -> None:
    with refused("tax-code-not-allowed", "GST-P"):
        CREDIT_NOTE.priced(note("200.00", "4100", "GST-P"), BOOKS)


def test_a_credit_of_nothing_is_refused() -> None:
    with refused("total-not-positive"):
        posted(CREDIT_NOTE, note("0.00", "4100"), BOOKS)
