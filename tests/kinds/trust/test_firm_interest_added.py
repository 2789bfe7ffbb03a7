"""Firm interest added: the firm's own money goes into trust and stands on its own ledger there."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import OfficeBank, TrustBank
from counterfoil.kinds.trust.firm_interest_added import FIRM_INTEREST_ADDED, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for(place="nz")


def test_it_stands_on_the_firms_own_ledger() -> None:
    assert (
        posted(FIRM_INTEREST_ADDED, sample(), BOOKS)
        == """\
2026-03-02 Firm interest added
  Dr 1150 Trust bank account                1,000.00  T1
  Cr 2150 Trust funds held                  1,000.00  FIRM T1
  Dr 1250 Firm's interest in trust          1,000.00
  Cr 1100 Office bank account               1,000.00  O1"""
    )


def test_it_goes_from_office_to_trust_today_or_before() -> None:
    with refused("bank-wrong-sort", "T1 is not an office account"):
        posted(FIRM_INTEREST_ADDED, replace(sample(), bank=OfficeBank("T1")), BOOKS)
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(FIRM_INTEREST_ADDED, replace(sample(), into=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(FIRM_INTEREST_ADDED, replace(sample(), on=date(2026, 4, 1)), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_or_less_is_refused(amount: str) -> None:
    with refused("total-not-positive"):
        posted(FIRM_INTEREST_ADDED, replace(sample(), amount=aud(amount)), BOOKS)


def test_where_the_chart_has_no_place_for_it_the_slot_is_named() -> None:
    with refused("slot-empty", "FIRM_INTEREST_IN_TRUST"):
        posted(FIRM_INTEREST_ADDED, sample(), books_for(place="nz", without_slot="FIRM_INTEREST_IN_TRUST"))
