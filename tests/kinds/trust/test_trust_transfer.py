"""Trust transfer: from one matter to another in the same trust account, never more than the one holds."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.trust_transfer import TRUST_TRANSFER, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for(trust={("M-104", "T1"): [(date(2026, 3, 1), "500.00"), (date(2026, 3, 9), "-150.00")]})


def test_money_is_held_for_the_other_matter() -> None:
    assert (
        posted(TRUST_TRANSFER, sample(), BOOKS)
        == """\
2026-03-02 Trust transfer
  Dr 2150 Trust funds held                    300.00  M-104 T1
  Cr 2150 Trust funds held                    300.00  M-117 T1"""
    )


def test_more_than_the_lowest_later_balance_is_refused() -> None:
    with refused("trust-overdrawn", "M-104 holds 350.00 on 2026-03-09", "350.01"):
        posted(TRUST_TRANSFER, replace(sample(), amount=aud("350.01")), BOOKS)


def test_what_the_other_matter_holds_does_not_count() -> None:
    with refused("trust-overdrawn", "M-117 holds 0.00"):
        posted(TRUST_TRANSFER, replace(sample(), matter=MatterCode("M-117"), to=MatterCode("M-104")), BOOKS)


def test_a_transfer_to_the_same_matter_is_refused() -> None:
    with refused("same-matter", "M-104 is on both sides"):
        posted(TRUST_TRANSFER, replace(sample(), to=MatterCode("M-104")), BOOKS)


def test_a_closed_matter_receives_nothing() -> None:
    with refused("matter-closed", "M-090"):
        posted(TRUST_TRANSFER, replace(sample(), to=MatterCode("M-090")), BOOKS)


def test_a_transfer_tomorrow_is_refused() -> None:
    with refused("date-in-future"):
        posted(TRUST_TRANSFER, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_an_office_account_holds_nothing_for_matters() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(TRUST_TRANSFER, replace(sample(), bank=TrustBank("O1")), BOOKS)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_or_less_is_refused(amount: str) -> None:
    with refused("total-not-positive"):
        posted(TRUST_TRANSFER, replace(sample(), amount=aud(amount)), BOOKS)
