"""Firm interest drawn: the firm's own money leaves trust, and never a client's."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import FIRM, OfficeBank, TrustBank
from counterfoil.kinds.trust.firm_interest_drawn import FIRM_INTEREST_DRAWN, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {(FIRM, "T1"): [(date(2026, 3, 1), "900.00")], ("M-104", "T1"): [(date(2026, 3, 1), "5000.00")]}
BOOKS = books_for(trust=HELD, place="nz")


def test_it_leaves_the_firms_ledger_and_its_interest_in_trust() -> None:
    assert (
        posted(FIRM_INTEREST_DRAWN, sample(), BOOKS)
        == """\
2026-03-31 Firm interest drawn
  Dr 2150 Trust funds held                    880.00  FIRM T1
  Cr 1150 Trust bank account                  880.00  T1
  Dr 1100 Office bank account                 880.00  O1
  Cr 1250 Firm's interest in trust            880.00"""
    )


def test_no_more_than_is_the_firms_whatever_clients_hold() -> None:
    with refused("trust-overdrawn", "the firm's own trust ledger holds 900.00", "900.01 cannot be taken"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), amount=aud("900.01")), BOOKS)


def test_not_before_it_was_the_firms() -> None:
    with refused("trust-overdrawn", "holds 0.00 on 2026-02-28"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), on=date(2026, 2, 28)), BOOKS)


def test_it_goes_from_trust_to_office_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("bank-wrong-sort", "T1 is not an office account"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), into=OfficeBank("T1")), BOOKS)
    with refused("date-in-future"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_nothing_is_refused() -> None:
    with refused("total-not-positive"):
        posted(FIRM_INTEREST_DRAWN, replace(sample(), amount=aud("0.00")), BOOKS)
