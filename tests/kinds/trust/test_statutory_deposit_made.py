"""Statutory deposit made: out of what is in the trust account, with every matter's ledger as it was."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import TrustBank
from counterfoil.kinds.trust.statutory_deposit_made import STATUTORY_DEPOSIT_MADE, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {("M-104", "T1"): [(date(2026, 3, 1), "9408.00")], ("M-117", "T2"): [(date(2026, 3, 1), "5000.00")]}
BOOKS = books_for(trust=HELD)


def test_the_deposit_is_told_by_the_account_it_came_from() -> None:
    assert (
        posted(STATUTORY_DEPOSIT_MADE, sample(), BOOKS)
        == """\
2026-03-31 Statutory deposit made
  Dr 1270 Statutory deposit                 6,200.00  T1
  Cr 1150 Trust bank account                6,200.00  T1"""
    )


def test_no_more_is_deposited_than_the_account_has_after_earlier_deposits() -> None:
    earlier = {("STATUTORY_DEPOSIT", "", "T1"): [(date(2026, 3, 15), "6200.00")]}

    with refused("bank-overdrawn", "T1 has 3,208.00 on 2026-03-31", "6,200.00 cannot leave it"):
        posted(STATUTORY_DEPOSIT_MADE, sample(), books_for(trust=HELD, slots=earlier))


def test_what_another_account_has_is_not_there_to_deposit() -> None:
    with refused("bank-overdrawn", "T2 has 5,000.00"):
        posted(STATUTORY_DEPOSIT_MADE, replace(sample(), bank=TrustBank("T2")), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_or_less_is_refused(amount: str) -> None:
    with refused("total-not-positive"):
        posted(STATUTORY_DEPOSIT_MADE, replace(sample(), amount=aud(amount)), BOOKS)


def test_it_comes_from_a_trust_account_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(STATUTORY_DEPOSIT_MADE, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(STATUTORY_DEPOSIT_MADE, replace(sample(), on=date(2026, 4, 1)), BOOKS)
