"""Firm advance: the firm's own money in trust pays for a client, who owes it from then on."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import FIRM, MatterCode, TrustBank
from counterfoil.kinds.trust.firm_advance import FIRM_ADVANCE, sample
from counterfoil.kinds.trust.parts import Part
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {(FIRM, "T1"): [(date(2026, 3, 1), "200.00")], ("M-104", "T1"): [(date(2026, 3, 1), "5000.00")]}
BOOKS = books_for(trust=HELD, place="nz")


def test_the_matter_owes_what_the_firm_paid_out_of_its_own() -> None:
    assert (
        posted(FIRM_ADVANCE, sample(), BOOKS)
        == """\
2026-03-09 Firm advance
  Dr 1260 Trust paid by firm                  120.00  M-104
  Dr 2150 Trust funds held                    120.00  FIRM T1
  Cr 1250 Firm's interest in trust            120.00
  Cr 1150 Trust bank account                  120.00  T1"""
    )


def test_never_more_than_the_firm_holds_though_the_matter_holds_plenty() -> None:
    parts = (*sample().parts, Part(matter=MatterCode("M-117"), amount=aud("80.01")))

    with refused("trust-overdrawn", "the firm's own trust ledger holds 200.00", "200.01 cannot be taken"):
        posted(FIRM_ADVANCE, replace(sample(), parts=parts), BOOKS)


def test_nothing_is_advanced_for_a_closed_matter() -> None:
    with refused("matter-closed", "M-090"):
        posted(FIRM_ADVANCE, replace(sample(), parts=(Part(matter=MatterCode("M-090"), amount=aud("1.00")),)), BOOKS)


def test_it_leaves_a_trust_account_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(FIRM_ADVANCE, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(FIRM_ADVANCE, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_a_row_of_nothing_is_refused() -> None:
    parts = (*sample().parts, Part(matter=MatterCode("M-117"), amount=aud("0.00")))

    with refused("amount-not-positive"):
        posted(FIRM_ADVANCE, replace(sample(), parts=parts), BOOKS)
