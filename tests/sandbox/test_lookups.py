"""Did it land? The ways a push finds each of its documents again, whatever became of them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.harness import (
    Json,
    World,
    bank,
    bill,
    credit_note,
    journal,
    line,
    order,
    payment,
    sale,
    supplier_credit,
    transfer,
)

DELETED, VOIDED = {"Status": "DELETED"}, {"Status": "VOIDED"}
Sent = Callable[[World, str], Json]


def _payment(world: World, contact: str) -> Json:
    return payment(world.made("Invoices", sale(contact))["InvoiceID"], "10.00", Reference="LX-1")


KINDS: dict[str, tuple[str, Sent, Json, str]] = {
    "sales invoice": ("Invoices", lambda w, c: sale(c, Reference="LX-1"), VOIDED, 'Reference=="LX-1"'),
    "bill by link": ("Invoices", lambda w, c: bill(c, Url="https://firm.example/LX-1"), VOIDED, 'Url.EndsWith("LX-1")'),
    "credit note": ("CreditNotes", lambda w, c: credit_note(c, Reference="LX-1"), VOIDED, 'Reference=="LX-1"'),
    "supplier credit": ("CreditNotes", lambda w, c: supplier_credit(c), VOIDED, 'Type=="ACCPAYCREDIT"'),
    "payment": ("Payments", _payment, DELETED, 'Reference=="LX-1"'),
    "trust receipt": ("BankTransactions", lambda w, c: bank(c, Reference="LX-1"), DELETED, 'Reference=="LX-1"'),
    "transfer": ("BankTransfers", lambda w, c: transfer("1.00", Reference="LX-1"), DELETED, 'Reference=="LX-1"'),
    "journal": ("ManualJournals", lambda w, c: journal(), VOIDED, 'Narration.EndsWith("LX-1")'),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_marker_finds_it_among_others(world: World, kind: str) -> None:
    resource, sent, _, where = KINDS[kind]
    contact = world.contact()
    _others(world, contact)
    made = world.made(resource, sent(world, contact))

    found = world.ask("GET", resource, where=where).json()[resource]

    assert [one[_key(resource)] for one in found] == [made[_key(resource)]]


@pytest.mark.parametrize("kind", KINDS)
def test_what_changed_since_names_it_when_made_and_when_ended(world: World, kind: str) -> None:
    resource, sent, end, _ = KINDS[kind]
    contact = world.contact()
    _others(world, contact)
    ready = sent(world, contact)
    world.later(minutes=5)
    made_after = world.now
    made = world.made(resource, ready)
    world.later(minutes=5)
    ended_after = world.now
    world.ask("POST", f"{resource}/{made[_key(resource)]}", end)

    for since in (made_after, ended_after):
        world.headers["if-modified-since"] = since.strftime("%Y-%m-%dT%H:%M:%S")
        found = world.ask("GET", resource, includeDeleted="true").json()[resource]
        assert [(one[_key(resource)], one["Status"]) for one in found] == [(made[_key(resource)], end["Status"])]
    world.headers["if-modified-since"] = "2026-11-03T00:00:00"
    assert world.ask("GET", resource, includeDeleted="true").json()[resource] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "transfer"])
def test_pages_hold_every_document_once_in_the_order_of_change(world: World, kind: str) -> None:
    resource, sent, _, _ = KINDS[kind]
    contact, made = world.contact(), []
    for _ in range(5):
        made.append(world.made(resource, sent(world, contact))[_key(resource)])
        world.later(minutes=1)

    pages = [
        world.ask("GET", resource, page=str(page), pageSize="2", order="UpdatedDateUTC").json() for page in range(1, 5)
    ]

    found = [one[_key(resource)] for page in pages for one in page[resource]]
    assert [len(page[resource]) for page in pages] == [2, 2, 1, 0]
    assert found == made
    assert pages[0]["pagination"] == {"page": 1, "pageSize": 2, "pageCount": 3, "itemCount": 5}


def test_an_instant_is_compared_to_the_second(world: World) -> None:
    contact = world.contact()
    world.made("Invoices", sale(contact))
    world.later(minutes=5)
    late = world.made("Invoices", sale(contact))["InvoiceID"]

    found = world.ask("GET", "Invoices", where="UpdatedDateUTC>=DateTime(2026,11,02,09,05,00)").json()["Invoices"]
    that_day = world.ask("GET", "Invoices", where="UpdatedDateUTC>=DateTime(2026,11,02)").json()["Invoices"]

    assert [one["InvoiceID"] for one in found] == [late]
    assert len(that_day) == 2


def test_the_payments_of_one_invoice_are_found_by_it_and_so_are_refunds(world: World) -> None:
    contact = world.contact()
    note = world.made("CreditNotes", credit_note(contact))["CreditNoteID"]
    refund = payment("", "1.00") | {"Invoice": None, "CreditNote": {"CreditNoteID": note}}
    made = world.made("Payments", refund)["PaymentID"]

    for where in (f'CreditNote.CreditNoteID==guid("{note}")', f'Invoice.InvoiceID==guid("{note}")'):
        found = world.ask("GET", "Payments", where=where).json()["Payments"]
        assert [one["PaymentID"] for one in found] == [made]


def test_an_overpayment_s_marker_is_in_its_line_on_a_page(world: World) -> None:
    surplus = {"Description": "Too much LX-1", "LineAmount": "4.00"}
    world.made("BankTransactions", bank(world.contact(), surplus, kind="RECEIVE-OVERPAYMENT", account="090"))

    for resource in ("BankTransactions", "Overpayments"):
        (found,) = world.ask("GET", resource, page="1").json()[resource]
        assert found["LineItems"][0]["Description"] == "Too much LX-1"


def test_allocations_are_read_off_a_page_of_credit_notes(world: World) -> None:
    contact = world.contact()
    note, invoice = world.made("CreditNotes", credit_note(contact)), world.made("Invoices", sale(contact))
    sent = {"Invoice": {"InvoiceID": invoice["InvoiceID"]}, "Amount": "4.00", "Date": "2026-11-02"}
    world.ask("PUT", f"CreditNotes/{note['CreditNoteID']}/Allocations", sent)

    (found,) = world.ask("GET", "CreditNotes", page="1").json()["CreditNotes"]

    assert [one["Invoice"]["InvoiceID"] for one in found["Allocations"]] == [invoice["InvoiceID"]]


def _others(world: World, contact: str) -> None:
    """One of each kind that is not ours."""
    invoice = world.made("Invoices", sale(contact))["InvoiceID"]
    others: list[tuple[str, Any]] = [
        ("Invoices", bill(contact)),
        ("CreditNotes", credit_note(contact)),
        ("Payments", payment(invoice, "1.00")),
        ("BankTransactions", bank(contact, line("1.00"))),
        ("BankTransfers", transfer("2.00")),
        ("ManualJournals", journal(Narration="By hand")),
        ("PurchaseOrders", order(contact)),
    ]
    for resource, sent in others:
        world.made(resource, sent)


def _key(resource: str) -> str:
    return f"{resource.removesuffix('s')}ID"
