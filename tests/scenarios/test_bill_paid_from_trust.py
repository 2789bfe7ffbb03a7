"""A client's bills are paid out of what is held for the matter: trust and office move in step, and the bill is paid."""

import pytest

from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.ledger.models import TrustBalance
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, documents, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117")
    firm.trust_receipt("1000.00", matter="M-104", on="2026-03-02")
    return firm


def pay(firm: BuiltFirm, *bills: tuple[Done, str], on: str = "2026-03-16", client: str = "Harrow & Pike") -> Done:
    parts = [{"bill": bill.number, "amount": amount} for bill, amount in bills]
    code = firm.contact(client).code
    return firm.enter("bill_paid_from_trust", on=on, bank="T1", into="O1", client=code, reason="Costs", parts=parts)


def test_the_bill_is_paid_and_both_banks_moved(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    pay(firm, (bill, "880.00"))

    assert (
        journal(firm).partition("3 2026")[2]
        == """-03-16 Bill paid from trust
  Dr 2150    880.00 M-104 T1
  Cr 1150    880.00 T1
  Dr 1100    880.00 O1
  Cr 1200    880.00 M-104"""
    )
    assert Document.objects.get(pk=bill.id).open_minor == 0
    assert TrustBalance.objects.get(matter__code="M-104").minor == 12_000
    assert_whole()


def test_a_part_is_paid_from_trust_and_the_rest_by_the_client(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    pay(firm, (bill, "500.00"))
    firm.receipt("380.00", pays={str(bill.number): "380.00"}, on="2026-03-20")

    with refused("bill-over-paid", "owes 0.00"):
        pay(firm, (bill, "0.01"), on="2026-03-21")
    assert "B-1001 v1 posted 880.00 open 0.00" in documents(firm)
    assert_whole()


def test_reversing_it_opens_the_bill_again_and_brings_the_money_back(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    payment = pay(firm, (bill, "880.00"))
    with refused("document-settled"):
        firm.reverse(bill)

    firm.reverse(payment, why="the client asked to pay himself")

    assert Document.objects.get(pk=bill.id).open_minor == 88_000
    assert TrustBalance.objects.get(matter__code="M-104").minor == 100_000
    firm.reverse(bill)
    assert_whole()


def test_a_bill_of_a_matter_that_holds_nothing_is_paid_after_a_transfer(firm: BuiltFirm) -> None:
    """No money of another matter pays it by itself: somebody says so, in writing, first."""
    bill = firm.bill("100.00", matter="M-117")
    with refused("trust-overdrawn", "M-117 holds 0.00"):
        pay(firm, (bill, "110.00"))

    firm.enter(
        "trust_transfer", on="2026-03-16", bank="T1", matter="M-104", to="M-117", amount="110.00", reason="As agreed"
    )
    pay(firm, (bill, "110.00"))

    held = {row.matter.code: row.minor for row in TrustBalance.objects.select_related("matter")}
    assert held == {"M-104": 89_000, "M-117": 0}
    assert_whole()


def test_another_clients_bill_stays_unpaid(firm: BuiltFirm) -> None:
    firm.matter("M-121", client="R. Osei")
    firm.trust_receipt("500.00", matter="M-121", payer="R. Osei")
    bill = firm.bill("100.00", matter="M-121")

    with refused("other-contact"):
        pay(firm, (bill, "110.00"))

    assert pay(firm, (bill, "110.00"), client="R. Osei").state == "posted"
    assert_whole()
