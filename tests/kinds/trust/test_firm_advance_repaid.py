"""Firm advance repaid: out of what the matter holds by now, and no more than was advanced for it."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.firm_advance_repaid import FIRM_ADVANCE_REPAID, FirmAdvanceRepaid, sample
from counterfoil.kinds.trust.parts import Part
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {("M-104", "T1"): [(date(2026, 3, 20), "500.00")], ("M-117", "T1"): [(date(2026, 3, 20), "10.00")]}
ADVANCED = {
    ("TRUST_ADVANCES", "M-104", ""): [(date(2026, 3, 9), "120.00")],
    ("TRUST_ADVANCES", "M-117", ""): [(date(2026, 3, 9), "30.00")],
}
BOOKS = books_for(trust=HELD, slots=ADVANCED, place="nz")


def repaid(*parts: tuple[str, str]) -> FirmAdvanceRepaid:
    return replace(sample(), parts=tuple(Part(matter=MatterCode(code), amount=aud(amount)) for code, amount in parts))


def test_the_firm_has_its_money_back_in_trust() -> None:
    assert (
        posted(FIRM_ADVANCE_REPAID, sample(), BOOKS)
        == """\
2026-03-31 Firm advance repaid
  Dr 2150 Trust funds held                    120.00  M-104 T1
  Cr 2150 Trust funds held                    120.00  FIRM T1
  Dr 1250 Firm's interest in trust            120.00
  Cr 1260 Trust paid by firm                  120.00  M-104"""
    )


def test_no_more_than_was_advanced_two_rows_added_up() -> None:
    with refused("more-than-held", "of M-104 120.00 is advanced by the firm", "121.00 cannot be taken"):
        posted(FIRM_ADVANCE_REPAID, repaid(("M-104", "120.00"), ("M-104", "1.00")), BOOKS)


def test_no_more_than_the_matter_holds() -> None:
    with refused("trust-overdrawn", "M-117 holds 10.00"):
        posted(FIRM_ADVANCE_REPAID, repaid(("M-117", "10.01")), BOOKS)


def test_not_before_the_clients_money_was_there() -> None:
    with refused("trust-overdrawn", "M-104 holds 0.00 on 2026-03-19"):
        posted(FIRM_ADVANCE_REPAID, replace(sample(), on=date(2026, 3, 19)), BOOKS)


def test_it_moves_within_a_trust_account_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(FIRM_ADVANCE_REPAID, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(FIRM_ADVANCE_REPAID, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_a_row_of_nothing_is_refused() -> None:
    with refused("amount-not-positive"):
        posted(FIRM_ADVANCE_REPAID, repaid(("M-104", "1.00"), ("M-117", "0.00")), BOOKS)
