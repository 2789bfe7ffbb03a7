"""Bank transfer: the firm's own money from one of its accounts to another."""

from dataclasses import replace

from counterfoil.core.money import aud
from counterfoil.core.references import OfficeBank
from counterfoil.kinds.banking.bank_transfer import BANK_TRANSFER, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def test_a_transfer_leaves_one_account_and_reaches_the_other() -> None:
    assert (
        posted(BANK_TRANSFER, sample(), BOOKS)
        == """\
2026-03-31 Bank transfer
  Dr 1101 Office savings account              500.00  O2
  Cr 1100 Office bank account                 500.00  O1"""
    )


def test_an_account_cannot_be_transferred_to_itself() -> None:
    with refused("bank-twice", "O1 stands on both sides"):
        posted(BANK_TRANSFER, replace(sample(), into=OfficeBank("O1")), BOOKS)


def test_clients_money_is_moved_by_a_trust_transfer_alone() -> None:
    for transfer in (replace(sample(), bank=OfficeBank("T1")), replace(sample(), into=OfficeBank("T1"))):
        with refused("bank-wrong-sort", "T1 is not an office account"):
            posted(BANK_TRANSFER, transfer, BOOKS)


def test_a_closed_account_takes_and_gives_nothing() -> None:
    with refused("bank-closed", "O1"):
        posted(BANK_TRANSFER, sample(), books_for(closed_bank="O1"))


def test_nothing_is_no_transfer() -> None:
    with refused("total-not-positive"):
        posted(BANK_TRANSFER, replace(sample(), amount=aud("0.00")), BOOKS)
