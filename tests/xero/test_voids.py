"""Voids: what a document became in Xero is taken back there, once, in order; what Xero refuses says what to do."""

import json
from dataclasses import replace

import pytest
from django.db import transaction

from counterfoil.documents.actions import Done
from counterfoil.documents.voids import queue_voids
from counterfoil.outbox import safe
from counterfoil.outbox.models import Attempt, Item, Link
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.sync_items import sync_items
from counterfoil.xero import sync_actions
from counterfoil.xero.link_settings import change_settings, settings_of
from counterfoil.xero.request import Answered, Request
from tests.everything import post_everything
from tests.xero.books import theirs
from tests.xero.conftest import Linked
from tests.xero.test_crashes import POINTS, Died, Mortal
from tests.xero.test_doubts import in_xero

pytestmark = pytest.mark.one_database(
    "the sender decides it; what it asks of the store is asked of both in test_stores_*.py and test_both_stores.py"
)

RESOURCES = ("Invoices", "CreditNotes", "Payments", "BankTransactions", "BankTransfers", "ManualJournals")
ENDED = {"VOIDED", "DELETED"}


def void(linked: Linked, *documents: Done) -> None:
    """Queue the voids of these documents, what leans on others first."""
    with transaction.atomic():
        for each in documents:
            queue_voids(each.kind, each.id, firm_id=linked.firm.id, at=linked.store.now())


def voids(linked: Linked) -> list[tuple[str, str, str]]:
    """Each void in words: what it takes back, its state, and why."""
    rows = Item.objects.filter(destination=linked.destination, operation="void").order_by("id")
    return [(f"{row.resource} {row.type}".strip(), row.state, row.reason_code) for row in rows]


def standing(linked: Linked) -> dict[str, list[str]]:
    """What still stands in Xero, by resource. A list of transfers leaves out the deleted ones by itself."""
    found = {name: [row["Status"] for row in linked.in_xero(name)] for name in RESOURCES}
    return {name: left for name, states in found.items() if (left := [one for one in states if one not in ENDED])}


def living_links() -> list[str]:
    living = Link.objects.exclude(source_kind__in=("contact", "account")).filter(ended_at=None)
    return sorted(living.values_list("source_kind", flat=True))


def copying(linked: Linked, *areas: str) -> None:
    """Copy these areas too."""
    was = settings_of(linked.destination)
    more = replace(was, areas=was.areas | set(areas))
    change_settings(by=linked.firm.by, at=linked.firm.at, destination=linked.destination, settings=more, day_limit=1000)


@pytest.fixture
def billed(linked: Linked) -> tuple[Done, Done]:
    """A bill, and a receipt that pays it with something left over."""
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    assert linked.settle().clean
    return bill, receipt


def test_every_record_of_every_kind_is_taken_back(linked: Linked) -> None:
    copying(linked, "firm_banking", "journals")
    done = post_everything(linked.firm)
    linked.map_all()
    linked.settle()
    assert {state for _, state, _ in linked.items()} == {"confirmed"}
    copied = Item.objects.exclude(source_kind__in=("contact", "account")).count()
    assert theirs(linked) != {}

    void(linked, *reversed(done))
    drained = linked.settle()

    assert drained.clean
    assert {state for _, state, _ in voids(linked)} == {"confirmed"}
    assert len(voids(linked)) == copied
    assert standing(linked) == {}
    assert theirs(linked) == {}
    assert living_links() == []
    keys = set(Attempt.objects.filter(purpose="void").values_list("key", flat=True))
    assert keys == {""}


def test_said_twice_nothing_is_queued_or_sent_twice(linked: Linked, billed: tuple[Done, Done]) -> None:
    _, receipt = billed

    void(linked, receipt)
    void(linked, receipt)
    linked.settle()
    void(linked, receipt)
    again = linked.settle()

    assert voids(linked) == [
        ("Payments ACCREC", "confirmed", ""),
        ("BankTransactions RECEIVE-OVERPAYMENT", "confirmed", ""),
    ]
    assert again.requests == 0


def test_a_payment_goes_before_its_invoice_which_waits_for_it(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed
    payment = Item.objects.get(resource="Payments")
    linked.by_hand(f"payments/{payment.remote_id}/reconcile")

    void(linked, receipt, bill)
    linked.settle()

    assert voids(linked) == [
        ("Payments ACCREC", "rejected", "reconciled-there"),
        ("BankTransactions RECEIVE-OVERPAYMENT", "confirmed", ""),
        ("Invoices ACCREC", "pending", ""),
    ]
    found = sync_items(firm_id=linked.firm.id, at=linked.store.now()).rows
    (invoice,) = [row for row in found if (row.operation, row.resource) == ("void", "Invoices")]
    assert (invoice.state, invoice.waits_for, invoice.amount_minor) == ("waiting", (receipt.number,), 88_000)


def the_void(resource: str) -> Item:
    return Item.objects.get(resource=resource, operation="void")


def refused_then_mended(linked: Linked, resource: str, code: str, *says: str) -> Item:
    """The void was refused for that reason, in those words, and nothing is lost."""
    item = the_void(resource)
    assert (item.state, item.reason_code) == ("rejected", code)
    for text in says:
        assert text in item.reason_text
    assert "Xero says: " in item.reason_text
    return item


def retried(linked: Linked, item: Item) -> str:
    sync_actions.retry(item_id=item.pk, by=linked.firm.by, at=linked.store.now())
    linked.settle()
    item.refresh_from_db()
    return item.state


def test_a_reconciled_payment_stops_with_its_cause_and_goes_on_when_that_is_mended(
    linked: Linked, billed: tuple[Done, Done]
) -> None:
    bill, receipt = billed
    remote_id = Item.objects.get(resource="Payments", operation="create").remote_id
    linked.by_hand(f"payments/{remote_id}/reconcile")
    void(linked, receipt, bill)
    linked.settle()

    item = refused_then_mended(
        linked, "Payments", "reconciled-there", "unreconcile it", "reconciled with a bank statement"
    )
    assert retried(linked, item) == "rejected"
    linked.by_hand(f"payments/{remote_id}/unreconcile")

    assert retried(linked, item) == "confirmed"
    assert standing(linked) == {}


def test_a_locked_period_stops_it(linked: Linked, billed: tuple[Done, Done]) -> None:
    linked.by_hand("change", period_lock="2026-03-31")
    void(linked, billed[1])
    linked.settle()

    item = refused_then_mended(linked, "Payments", "period-locked", "Lock dates", "or unlink the document here")
    linked.by_hand("change", period_lock="")

    assert retried(linked, item) == "confirmed"


def test_an_invoice_that_was_paid_there_stops_and_says_how_much(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    remote_id = Item.objects.get(resource="Invoices").remote_id
    bank = next(row for row in linked.in_xero("Accounts") if row["Type"] == "BANK")
    payment = {
        "Invoice": {"InvoiceID": remote_id},
        "Account": {"AccountID": bank["AccountID"]},
        "Date": "2026-03-20",
        "Amount": 500,
    }
    made = in_xero(linked, "Payments", payment)
    void(linked, bill)
    linked.settle()

    item = refused_then_mended(
        linked, "Invoices", "paid-there", "There 500.00 paid on it.", "Remove that there, then retry"
    )
    linked.by_hand(f"payments/{made['PaymentID']}/delete")

    assert retried(linked, item) == "confirmed"


@pytest.mark.parametrize("sort", ["credit note", "overpayment"])
def test_a_credit_that_was_used_there_stops(linked: Linked, sort: str) -> None:
    bill = linked.firm.bill("100.00", matter="M-104")
    if sort == "credit note":
        credit = linked.firm.credit_note("200.00", matter="M-104")
        resource, where = "CreditNotes", "CreditNotes"
    else:
        credit = linked.firm.receipt("300.00")
        resource, where = "BankTransactions", "Overpayments"
    linked.settle()
    invoice = Item.objects.get(resource="Invoices").remote_id
    link = Link.objects.get(item__resource=resource)
    address = f"{where}/{link.other_id or link.remote_id}/Allocations"
    body = json.dumps({"Allocations": [{"Invoice": {"InvoiceID": invoice}, "Amount": 50, "Date": "2026-03-31"}]})
    used = linked.client.send(Request(method="PUT", path=address, body=body))
    assert isinstance(used, Answered) and used.status == 200
    void(linked, credit, bill)
    linked.settle()

    refused_then_mended(linked, resource, "used-there", "Take that back there")
    refused_then_mended(linked, "Invoices", "paid-there", "There 50.00 credited on it.")


def test_what_somebody_voided_already_is_done(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    linked.by_hand(f"invoices/{Item.objects.get(resource='Invoices').remote_id}/void")

    void(linked, bill)
    linked.settle()

    assert voids(linked) == [("Invoices ACCREC", "confirmed", "")]
    assert living_links() == []


FAULTS = (
    "drop_before",
    "drop_after",
    "drop_late:30",
    "cut",
    "500_before",
    "500_after",
    "503",
    "504_after",
    "429",
    "401",
)


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_on_the_way_it_is_void_in_the_end(linked: Linked, fault: str) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    note = linked.firm.credit_note("200.00", matter="M-104")
    applied = linked.firm.apply(note, pays={str(bill.number): "100.00"})
    linked.settle()
    void(linked, applied, note, bill)
    for method, resource in (("DELETE", "CreditNotes"), ("POST", "CreditNotes"), ("POST", "Invoices")):
        linked.fault(fault, match={"method": method, "resource": resource})

    linked.settle()

    assert {state for _, state, _ in voids(linked)} == {"confirmed"}
    assert standing(linked) == {}


@pytest.mark.parametrize("point", [*POINTS, "after read"])
def test_dying_at_any_point_of_any_void_loses_nothing(linked: Linked, point: str) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    note = linked.firm.credit_note("200.00", matter="M-104")
    applied = linked.firm.apply(note, pays={str(bill.number): "100.00"})
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "780.00"})
    linked.settle()
    void(linked, applied, receipt, note, bill)
    if point == "after read":
        linked.fault("drop_after", match={"method": "POST"}, times=3)

    died = 0
    for turn in range(14):
        try:
            linked.push(f"worker {turn}", gone=True, passing=Mortal(point, 1 + turn % 2))
        except Died:
            died += 1
        linked.shift(5)
    linked.settle("the last", gone=True)

    assert died >= 2
    assert {state for _, state, _ in voids(linked)} == {"confirmed"}
    assert len(voids(linked)) == 5
    assert standing(linked) == {}
    assert theirs(linked) == {}


def test_after_a_restore_it_is_looked_at_before_it_is_sent(linked: Linked, billed: tuple[Done, Done]) -> None:
    void(linked, billed[1])
    safe.enter(reason="restored from a backup", at=linked.store.now())
    sync_actions.leave_safe(
        destination_id=linked.destination.pk, by=linked.firm.by, at=linked.store.now(), why="looked"
    )

    linked.settle()

    assert {state for _, state, _ in voids(linked)} == {"confirmed"}
    asked = list(Attempt.objects.filter(item__operation="void").order_by("id").values_list("purpose", flat=True))
    assert asked[:1] == ["read"]


def test_what_an_allocation_stands_under_is_frozen_with_the_void(linked: Linked) -> None:
    bill = linked.firm.bill("100.00", matter="M-104")
    receipt = linked.firm.receipt("300.00")
    applied = linked.firm.apply(receipt, pays={str(bill.number): "110.00"})
    linked.settle()
    carriers = DatabaseStore().carriers(Item.objects.get(resource="Allocations").pk)

    void(linked, applied)
    linked.settle()

    snapshot = the_void("Allocations").snapshot
    assert all(carrier.remote_id in snapshot for carrier in carriers) and len(carriers) == 2
    assert voids(linked) == [("Allocations Overpayments", "confirmed", "")]
    assert linked.in_xero("Invoices")[0]["AmountDue"] == 110.00


def test_a_void_that_is_given_up_leaves_the_record_and_frees_the_document(
    linked: Linked, billed: tuple[Done, Done]
) -> None:
    _, receipt = billed
    linked.by_hand("change", period_lock="2026-03-31")
    void(linked, receipt)
    linked.settle()

    for item in Item.objects.filter(operation="void"):
        sync_actions.give_up(item_id=item.pk, by=linked.firm.by, at=linked.store.now(), why="the year is closed there")

    assert [state for _, state, _ in voids(linked)] == ["cancelled", "cancelled"]
    assert living_links() == ["client_bill"]
    assert [row["Status"] for row in linked.in_xero("Payments")] == ["AUTHORISED"]
