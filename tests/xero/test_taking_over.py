"""Theirs is accepted: the draft says what stood in Xero, and what it cannot say a person is told to type."""

import pytest

from counterfoil.core import shapes
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.outbox.models import Item
from counterfoil.reports.checks import run_checks
from counterfoil.xero.answering import accept_theirs
from counterfoil.xero.correcting import go_on_by_itself
from counterfoil.xero.drifts import standing_in_xero
from counterfoil.xero.models import AccountMapping, Correction, Drift
from counterfoil.xero.sweep import sweep
from counterfoil.xero.taking_over import Known, take_over
from counterfoil.xero.their_content import foreseen
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked

DAY = "2026-03-20"


def accepted(linked: Linked, document: Done) -> Correction:
    """Swept, accepted, voided there, and drafted here."""
    sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
    accept_theirs(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="they are right")
    linked.settle()
    go_on_by_itself(linked.destination.pk, at=linked.store.now())
    done = Correction.objects.get(document_id=document.id)
    assert done.state == "done"
    return done


def content(correction: Correction) -> dict[str, object]:
    assert correction.replacement is not None
    return shapes.parse(correction.replacement.content)


def edit_there(linked: Linked, section: str, document: Done, **form: str) -> None:
    item = Item.objects.get(source_kind=document.kind, source_id=document.id, operation="create")
    linked.by_hand(f"{section}/{item.remote_id}/edit", **form)


def test_a_bills_date_and_lines_stand_in_its_draft_and_posted_again_both_sides_agree(linked: Linked) -> None:
    bill = linked.firm.bill("100.00", matter="M-104", on=DAY, due_on="2026-03-30")
    linked.settle()
    other = AccountMapping.objects.get(account__code="4100").remote_id
    edit_there(
        linked, "invoices", bill, on="2026-03-19", **{"amount-0": "90.00", "description-0": "Less", "account-0": other}
    )

    done = accepted(linked, bill)

    found = content(done)
    assert (found["on"], found["items"]) == (
        "2026-03-19",
        [{"description": "Less", "account": "4100", "net": "90.00", "tax": "GST"}],
    )
    assert (
        done.said == "Taken over from Xero: the date 2026-03-19; of line 1 the amount 90.00;"
        " of line 1 the description 'Less'."
    )
    said = standing_in_xero(bill.kind, bill.id, firm_id=linked.firm.id)
    assert said == ("taken over", done.public_id, done.said)
    linked.firm.post(bill)
    linked.settle()
    assert ours(linked) == theirs(linked)
    assert standing_in_xero(bill.kind, bill.id, firm_id=linked.firm.id) is None
    assert run_checks() == []


@pytest.mark.one_database("what a draft can say; the statements are asked of both with a bill")
def test_trust_money_of_another_amount_and_day_stands_in_a_new_draft(linked: Linked) -> None:
    trust = linked.firm.trust_receipt("500.00", matter="M-104", on=DAY)
    linked.settle()
    edit_there(linked, "bank-transactions", trust, on="2026-03-19", **{"amount-0": "450.00"})

    done = accepted(linked, trust)

    found = content(done)
    assert (found["on"], found["parts"]) == ("2026-03-19", [{"matter": "M-104", "amount": "450.00"}])
    assert done.replacement_id != trust.id and Document.objects.get(pk=trust.id).state == "reversed"


@pytest.mark.one_database("what a draft can say; the statements are asked of both with a bill")
def test_what_a_draft_cannot_say_is_told_before_and_after(linked: Linked) -> None:
    rows = [
        {"description": "Advice", "account": "4100", "net": "60.00", "tax": "GST"},
        {"description": "Letters", "account": "4100", "net": "40.00", "tax": "GST"},
    ]
    bill = linked.firm.enter("client_bill", on=DAY, due_on="2026-03-30", matter="M-104", items=rows)
    linked.settle()
    edit_there(linked, "invoices", bill, on="2026-03-19", **{"amount-0": "90.00"})
    sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
    before = foreseen(Drift.objects.get())

    done = accepted(linked, bill)

    assert before and done.said.startswith(before.said) and before.left
    assert content(done)["items"] == rows
    assert "Type yourself: the lines, which stand there as" in done.said
    assert "The total is 110.00 here and 99.00 in Xero." in done.said


SENT = {
    "Type": "ACCPAY",
    "InvoiceNumber": "INV-9",
    "Contact": {"ContactID": "one"},
    "Date": DAY,
    "DueDate": "2026-03-30",
    "LineItems": [{"Description": "Paper SB-1001 LXAAAA-BCDFGHJK", "AccountCode": "461", "UnitAmount": 10}],
}
BILL = {
    "on": DAY,
    "due_on": "2026-03-30",
    "supplier": "C-0001",
    "reference": "INV-9",
    "items": [{"description": "Paper", "account": "6250", "net": "10.00"}],
}
FIELDS = ("on", "due_on", "supplier", "reference", "items", "memo")
LINE = {"description": "Paper SB-1001 LXAAAA-BCDFGHJK", "account": "461", "net": "10.00", "tax": "0.00"}


@pytest.mark.parametrize(
    ("change", "becomes", "taken", "left"),
    [
        ({"due_on": "2026-04-09"}, {"due_on": "2026-04-09"}, ["the due date 2026-04-09"], []),
        ({"number": "INV-10"}, {"reference": "INV-10"}, ["the supplier's number INV-10"], []),
        ({"contact": "two", "contact_name": "Paper Ltd"}, {"supplier": "C-0002"}, ["the contact Paper Ltd"], []),
        ({"contact": "six", "contact_name": "Nobody Ltd"}, {}, [], ["the contact Nobody Ltd"]),
        (
            {"lines": [{**LINE, "account": "404"}]},
            {"items": [{"description": "Paper", "account": "6050", "net": "10.00"}]},
            ["of line 1 the account 6050"],
            [],
        ),
        ({"lines": [{**LINE, "account": "999"}]}, {}, [], ["of line 1 the account 999"]),
        (
            {"lines": [LINE, {**LINE, "description": "Ink", "net": "5.00"}]},
            {},
            [],
            ["the lines, which stand there as Paper 10.00, Ink 5.00"],
        ),
    ],
)
def test_each_field_is_taken_over_or_left(
    change: dict[str, object], becomes: dict[str, object], taken: list[str], left: list[str]
) -> None:
    there = {"on": DAY, "due_on": "2026-03-30", "number": "INV-9", "contact": "one", "lines": [LINE]} | change
    known = Known({"one": "C-0001", "two": "C-0002"}, {"461": "6250", "404": "6050"})

    over = take_over(BILL, fields=FIELDS, sent=SENT, theirs=there, known=known, mark="SB-1001 LXAAAA-BCDFGHJK")

    assert (over.content, over.taken, over.left) == (BILL | becomes, taken, left)
