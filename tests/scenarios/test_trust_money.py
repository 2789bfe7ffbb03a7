"""Clients' money comes in for two matters, is paid out, and a payment that never left the bank is taken back."""

import pytest

from counterfoil.ledger.models import TrustBalance
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei")
    return firm


def held(firm: BuiltFirm) -> dict[str, int]:
    return {row.matter.code: row.minor for row in TrustBalance.objects.filter(firm_id=firm.id)}


def receive_for_two(firm: BuiltFirm) -> None:
    parts = [{"matter": "M-104", "amount": "300.00"}, {"matter": "M-117", "amount": "200.00"}]
    payer = firm.contact("Harrow & Pike").code
    firm.enter("trust_receipt", on="2026-03-02", bank="T1", payer=payer, reason="On account", parts=parts)


def test_one_receipt_for_two_matters_is_paid_out_matter_by_matter(firm: BuiltFirm) -> None:
    receive_for_two(firm)

    firm.trust_payment("250.00", matter="M-104", on="2026-03-05")
    with refused("trust-overdrawn", "M-104 holds 50.00"):
        firm.trust_payment("60.00", matter="M-104", on="2026-03-06")
    firm.trust_payment("200.00", matter="M-117", on="2026-03-06")

    assert held(firm) == {"M-104": 5000, "M-117": 0}
    assert (
        journal(firm)
        == """\
1 2026-03-02 Trust receipt
  Dr 1150    500.00 T1
  Cr 2150    300.00 M-104 T1
  Cr 2150    200.00 M-117 T1
2 2026-03-05 Trust payment
  Dr 2150    250.00 M-104 T1
  Cr 1150    250.00 T1
3 2026-03-06 Trust payment
  Dr 2150    200.00 M-117 T1
  Cr 1150    200.00 T1"""
    )
    assert_whole()


def test_a_payment_taken_back_leaves_room_for_another(firm: BuiltFirm) -> None:
    receive_for_two(firm)
    payment = firm.trust_payment("300.00", matter="M-104", on="2026-03-05")
    with refused("trust-overdrawn", "M-104 holds 0.00"):
        firm.trust_payment("300.00", matter="M-104", on="2026-03-06")

    firm.reverse(payment, why="the cheque was never presented")
    firm.trust_payment("300.00", matter="M-104", on="2026-03-06", payee="Land Registry")

    assert held(firm) == {"M-104": 0, "M-117": 20000}
    assert (
        journal(firm).partition("2 2026-03-05")[2]
        == """ Trust payment
  Dr 2150    300.00 M-104 T1
  Cr 1150    300.00 T1
3 2026-03-05 Reversal of TP-1001
  Cr 2150    300.00 M-104 T1
  Dr 1150    300.00 T1
4 2026-03-06 Trust payment
  Dr 2150    300.00 M-104 T1
  Cr 1150    300.00 T1"""
    )
    assert_whole()


def test_a_receipt_that_was_spent_cannot_be_taken_back(firm: BuiltFirm) -> None:
    receipt = firm.trust_receipt("300.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("0.01", matter="M-104", on="2026-03-05")

    with refused("trust-overdrawn", "M-104 holds 299.99 on 2026-03-05", "300.00 cannot be taken from it"):
        firm.reverse(receipt)

    assert_whole()


def test_a_receipt_whose_money_was_needed_between_cannot_be_taken_back_though_more_came_later(firm: BuiltFirm) -> None:
    receipt = firm.trust_receipt("300.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("300.00", matter="M-104", on="2026-03-05")
    firm.trust_receipt("900.00", matter="M-104", on="2026-03-20")

    with refused("trust-overdrawn", "M-104 holds 0.00 on 2026-03-05"):
        firm.reverse(receipt)

    assert_whole()


def test_trust_money_is_never_taken_back_to_draft(firm: BuiltFirm) -> None:
    receipt = firm.trust_receipt("300.00", matter="M-104")

    with refused("step-not-allowed", "from here: reverse"):
        firm.reopen(receipt)
