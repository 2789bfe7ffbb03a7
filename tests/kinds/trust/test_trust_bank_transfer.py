"""Trust bank transfer: clients' money goes to another trust account, with the matters whose money it is."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part
from counterfoil.kinds.trust.trust_bank_transfer import TRUST_BANK_TRANSFER, TrustBankTransfer, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {
    ("M-104", "T1"): [(date(2026, 3, 1), "500.00")],
    ("M-117", "T1"): [(date(2026, 3, 1), "200.00")],
}
BOOKS = books_for(trust=HELD)


def transfer(*parts: tuple[str, str]) -> TrustBankTransfer:
    moved = tuple(Part(matter=MatterCode(matter), amount=aud(amount)) for matter, amount in parts)
    return replace(sample(), parts=moved)


def test_bank_and_ledgers_move_together() -> None:
    assert (
        posted(TRUST_BANK_TRANSFER, transfer(("M-104", "500.00"), ("M-117", "0.01")), BOOKS)
        == """\
2026-03-02 Trust bank transfer
  Dr 1151 Second trust account                500.01  T2
  Dr 2150 Trust funds held                    500.00  M-104 T1
  Dr 2150 Trust funds held                      0.01  M-117 T1
  Cr 1150 Trust bank account                  500.01  T1
  Cr 2150 Trust funds held                    500.00  M-104 T2
  Cr 2150 Trust funds held                      0.01  M-117 T2"""
    )


def test_no_matter_moves_more_than_it_holds_in_that_account() -> None:
    with refused("trust-overdrawn", "M-117 holds 200.00"):
        posted(TRUST_BANK_TRANSFER, transfer(("M-104", "1.00"), ("M-117", "200.01")), BOOKS)


def test_the_account_must_have_it_too() -> None:
    deposited = books_for(trust=HELD, slots={("STATUTORY_DEPOSIT", "", "T1"): [(date(2026, 3, 1), "600.00")]})

    with refused("bank-overdrawn", "T1 has 100.00 on 2026-03-02", "300.00 cannot leave it"):
        posted(TRUST_BANK_TRANSFER, transfer(("M-104", "300.00")), deposited)


def test_two_accounts_are_two() -> None:
    with refused("bank-twice", "T1"):
        posted(TRUST_BANK_TRANSFER, replace(sample(), into=TrustBank("T1")), BOOKS)


def test_the_firms_own_bank_takes_no_clients_money() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(TRUST_BANK_TRANSFER, replace(sample(), into=TrustBank("O1")), BOOKS)


def test_a_transfer_tomorrow_is_refused() -> None:
    with refused("date-in-future"):
        posted(TRUST_BANK_TRANSFER, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_a_row_of_nothing_is_refused() -> None:
    with refused("amount-not-positive"):
        posted(TRUST_BANK_TRANSFER, transfer(("M-104", "1.00"), ("M-117", "0.00")), BOOKS)
