"""Retainer refund: what is left of a retainer goes back, never more than is held on any later day."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, OfficeBank
from counterfoil.kinds.billing.retainer_refund import RETAINER_REFUND, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

PAID_IN = [(date(2026, 3, 2), "500.00")]
BOOKS = books_for(slots={("RETAINERS_HELD", code, ""): PAID_IN for code in ("M-104", "M-090")})


def test_what_is_left_goes_back_out_of_the_office_bank() -> None:
    assert (
        posted(RETAINER_REFUND, sample(), BOOKS)
        == """\
2026-03-31 Retainer refund
  Dr 2170 Retainers held in office account         60.00  M-104
  Cr 1100 Office bank account                  60.00  O1"""
    )


def test_a_closed_matter_pays_back_like_an_open_one() -> None:
    assert "M-090" in posted(RETAINER_REFUND, replace(sample(), matter=MatterCode("M-090")), BOOKS)


def test_the_whole_retainer_may_go_back_and_not_a_cent_more() -> None:
    posted(RETAINER_REFUND, replace(sample(), amount=aud("500.00")), BOOKS)

    with refused("more-than-held", "M-104", "500.00", "500.01"):
        posted(RETAINER_REFUND, replace(sample(), amount=aud("500.01")), BOOKS)


def test_more_than_is_held_on_a_later_day_is_refused() -> None:
    drawn = [*PAID_IN, (date(2026, 4, 2), "-460.00"), (date(2026, 4, 9), "1000.00")]

    with refused("more-than-held", "40.00", "2026-04-02"):
        posted(RETAINER_REFUND, sample(), books_for(slots={("RETAINERS_HELD", "M-104", ""): drawn}))


def test_trust_money_pays_no_retainer_back() -> None:
    with refused("bank-wrong-sort", "T1"):
        posted(RETAINER_REFUND, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_it_is_refused_while_connected_with_what_to_do_in_its_place() -> None:
    assert "trust" in RETAINER_REFUND.refused
