"""Client refund: what a client is owed goes back out of an office bank."""

from dataclasses import replace
from datetime import date

from counterfoil.core.kinds import Kept, Settles
from counterfoil.core.money import aud
from counterfoil.core.references import ClientsMoneyNumber, OfficeBank
from counterfoil.kinds.billing.client_refund import CLIENT_REFUND, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

BOOKS = books_for(
    bills=[
        a_bill(),
        a_bill(number="CN-1003", owes="220.00", kind="credit_note"),
        a_bill(number="R-1003", owes="120.00", kind="client_receipt", matter="", on=date(2026, 3, 16)),
    ]
)


def test_a_credit_note_is_paid_back_on_its_matter() -> None:
    assert (
        posted(CLIENT_REFUND, sample(), BOOKS)
        == """\
2026-03-20 Client refund
  Dr 1200 Trade debtors                       120.00  M-104
  Cr 1100 Office bank account                 120.00  O1"""
    )


def test_what_a_receipt_left_over_is_paid_back_without_a_matter() -> None:
    of_receipt = replace(sample(), credit=ClientsMoneyNumber("R-1003"))

    assert "Dr 1200 Trade debtors                       120.00\n" in posted(CLIENT_REFUND, of_receipt, BOOKS)
    assert CLIENT_REFUND.allocations(of_receipt) == [Settles(aud("120.00"), source=ClientsMoneyNumber("R-1003"))]


def test_more_than_is_left_is_refused() -> None:
    with refused("credit-over-used", "CN-1003", "220.00"):
        posted(CLIENT_REFUND, replace(sample(), amount=aud("220.01")), BOOKS)


def test_a_refund_before_the_money_came_is_refused() -> None:
    early = replace(sample(), credit=ClientsMoneyNumber("R-1003"), on=date(2026, 3, 15))

    with refused("used-before-credited", "2026-03-16"):
        posted(CLIENT_REFUND, early, BOOKS)


def test_a_bill_is_not_paid_back() -> None:
    with refused("credit-unknown", "B-1042"):
        posted(CLIENT_REFUND, replace(sample(), credit=ClientsMoneyNumber("B-1042")), BOOKS)


def test_trust_money_pays_no_refund_of_the_firms() -> None:
    with refused("bank-wrong-sort"):
        posted(CLIENT_REFUND, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_it_is_refused_while_connected() -> None:
    assert isinstance(CLIENT_REFUND.push, Kept)
    assert CLIENT_REFUND.refused == "apply what is left to another bill of the client"
