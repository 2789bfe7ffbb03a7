"""Statutory deposit returned: back to the account that it came from, and no more than that."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import TrustBank
from counterfoil.kinds.trust.statutory_deposit_returned import STATUTORY_DEPOSIT_RETURNED, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for(slots={("STATUTORY_DEPOSIT", "", "T1"): [(date(2026, 3, 1), "6200.00")]})


def test_it_comes_back_to_its_account() -> None:
    assert (
        posted(STATUTORY_DEPOSIT_RETURNED, sample(), BOOKS)
        == """\
2026-03-31 Statutory deposit returned
  Dr 1150 Trust bank account                6,200.00  T1
  Cr 1270 Statutory deposit                 6,200.00  T1"""
    )


def test_no_more_comes_back_than_the_account_deposited() -> None:
    with refused("more-than-held", "of T1 6,200.00 is deposited", "6,200.01 cannot be taken"):
        posted(STATUTORY_DEPOSIT_RETURNED, replace(sample(), amount=aud("6200.01")), BOOKS)
    with refused("more-than-held", "of T2 0.00 is deposited"):
        posted(STATUTORY_DEPOSIT_RETURNED, replace(sample(), bank=TrustBank("T2")), BOOKS)


def test_it_does_not_come_back_before_it_was_made() -> None:
    with refused("more-than-held", "of T1 0.00 is deposited on 2026-02-28"):
        posted(STATUTORY_DEPOSIT_RETURNED, replace(sample(), on=date(2026, 2, 28)), BOOKS)


def test_it_comes_into_a_trust_account_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(STATUTORY_DEPOSIT_RETURNED, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(STATUTORY_DEPOSIT_RETURNED, replace(sample(), on=date(2026, 4, 1)), BOOKS)
