"""Trust payment: never more than is held for the matter, on no day from the payment's date on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part
from counterfoil.kinds.trust.trust_payment import TRUST_PAYMENT, TrustPayment, is_held, sample
from tests.kinds.books import Movements, books_for, posted
from tests.refusals import refused

HELD: Mapping[tuple[str, str], Movements] = {
    ("M-104", "T1"): [(date(2026, 3, 1), "500.00")],
    ("M-117", "T1"): [(date(2026, 3, 1), "200.00")],
}
BOOKS = books_for(trust=HELD)


def payment(*parts: tuple[str, str], on: date = date(2026, 3, 2)) -> TrustPayment:
    paid = tuple(Part(matter=MatterCode(matter), amount=aud(amount)) for matter, amount in parts)
    return replace(sample(), parts=paid, on=on)


def test_a_payment_reduces_what_is_held() -> None:
    assert (
        posted(TRUST_PAYMENT, sample(), BOOKS)
        == """\
2026-03-02 Trust payment
  Dr 2150 Trust funds held                    300.00  M-104 T1
  Cr 1150 Trust bank account                  300.00  T1"""
    )


def test_a_payment_may_take_the_last_cent_of_two_matters() -> None:
    assert (
        posted(TRUST_PAYMENT, payment(("M-104", "500.00"), ("M-117", "200.00")), BOOKS)
        == """\
2026-03-02 Trust payment
  Dr 2150 Trust funds held                    500.00  M-104 T1
  Dr 2150 Trust funds held                    200.00  M-117 T1
  Cr 1150 Trust bank account                  700.00  T1"""
    )


def test_a_payment_above_what_is_held_is_refused() -> None:
    with refused("trust-overdrawn", "M-104 holds 500.00 on 2026-03-02", "500.01 cannot be taken"):
        posted(TRUST_PAYMENT, payment(("M-104", "500.01")), BOOKS)


def test_two_rows_of_one_matter_are_added_up() -> None:
    with refused("trust-overdrawn", "501.00 cannot be taken"):
        posted(TRUST_PAYMENT, payment(("M-104", "300.00"), ("M-104", "201.00")), BOOKS)


def test_one_matters_money_never_pays_for_another() -> None:
    with refused("trust-overdrawn", "M-117 holds 200.00"):
        posted(TRUST_PAYMENT, payment(("M-104", "100.00"), ("M-117", "300.00")), BOOKS)


def test_a_matter_that_never_held_anything_is_refused() -> None:
    with refused("trust-overdrawn", "M-104 holds 0.00"):
        posted(TRUST_PAYMENT, sample(), books_for())


def test_a_payment_above_the_lowest_later_balance_is_refused() -> None:
    short = books_for(trust={("M-104", "T1"): [(date(2026, 3, 1), "500.00"), (date(2026, 3, 9), "-201.00")]})

    with refused("trust-overdrawn", "M-104 holds 299.00 on 2026-03-09"):
        is_held(sample(), short)


def back_dated(*more: tuple[date, str]) -> Mapping[tuple[str, str], Movements]:
    kept = [(date(2026, 3, 1), "1000.00"), (date(2026, 3, 20), "-1000.00"), (date(2026, 3, 25), "500.00")]
    return {("M-104", "T1"): [*kept, *more]}


def test_a_back_dated_payment_is_refused_though_the_closing_balance_would_bear_it() -> None:
    with refused("trust-overdrawn", "M-104 holds 0.00 on 2026-03-20", "400.00"):
        posted(TRUST_PAYMENT, payment(("M-104", "400.00"), on=date(2026, 3, 10)), books_for(trust=back_dated()))


def test_a_back_dated_payment_is_allowed_where_every_later_day_bears_it() -> None:
    books = books_for(trust=back_dated((date(2026, 3, 15), "400.00")))

    assert "400.00" in posted(TRUST_PAYMENT, payment(("M-104", "400.00"), on=date(2026, 3, 10)), books)


def test_money_received_later_cannot_be_paid_out_before() -> None:
    later = books_for(trust={("M-104", "T1"): [(date(2026, 3, 9), "500.00")]})

    with refused("trust-overdrawn", "M-104 holds 0.00 on 2026-03-08"):
        posted(TRUST_PAYMENT, payment(("M-104", "1.00"), on=date(2026, 3, 8)), later)


def test_money_in_another_trust_account_is_not_there_to_spend() -> None:
    elsewhere = books_for(trust={("M-104", "T2"): [(date(2026, 3, 1), "500.00")]})

    with refused("trust-overdrawn"):
        posted(TRUST_PAYMENT, sample(), elsewhere)


def test_a_payment_tomorrow_is_refused() -> None:
    with refused("date-in-future", "today is 2026-03-01"):
        posted(TRUST_PAYMENT, sample(), books_for(trust=HELD, today=date(2026, 3, 1)))


def test_a_payment_from_an_office_account_is_refused() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(TRUST_PAYMENT, replace(sample(), bank=TrustBank("O1")), BOOKS)


def test_a_payment_from_a_closed_account_is_refused() -> None:
    with refused("bank-closed", "T1"):
        posted(TRUST_PAYMENT, sample(), books_for(trust=HELD, closed_bank="T1"))


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_a_part_of_nothing_or_less_is_refused(amount: str) -> None:
    with refused("amount-not-positive", amount):
        posted(TRUST_PAYMENT, payment(("M-104", "5.00"), ("M-117", amount)), BOOKS)
