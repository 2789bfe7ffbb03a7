"""What somebody did in Xero meanwhile, and what a person here decides about it."""

import json
from datetime import date
from typing import Any

import pytest

from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.outbox.models import Attempt, Item, Link
from counterfoil.xero import sync_actions
from counterfoil.xero.models import AccountMapping, RemoteAccount
from counterfoil.xero.request import Answered, Request
from tests.refusals import refused
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day

pytestmark = pytest.mark.one_database(
    "the sender decides it; what it asks of the store is asked of both in test_stores_*.py and test_both_stores.py"
)


def in_xero(linked: Linked, resource: str, document: dict[str, Any], method: str = "PUT") -> dict[str, Any]:
    """Somebody enters something in Xero by hand."""
    body = json.dumps({resource.split("/", maxsplit=1)[0]: [document]})
    reply = linked.client.send(Request(method=method, path=resource, body=body))
    assert isinstance(reply, Answered) and reply.status == 200, reply
    made: dict[str, Any] = json.loads(reply.body)[resource.split("/", maxsplit=1)[0]][0]
    return made


def a_clients_contact(linked: Linked) -> dict[str, Any]:
    linked.firm.trust_receipt("1.00", matter="M-104", on="2026-03-01")
    linked.push()
    return linked.in_xero("Contacts")[0]


def by_hand(linked: Linked, contact_id: str, number: str) -> dict[str, Any]:
    line = {"Description": "By hand", "Quantity": 1, "UnitAmount": 5, "AccountCode": "200", "TaxType": "OUTPUT"}
    return in_xero(
        linked,
        "Invoices",
        {
            "Type": "ACCREC",
            "InvoiceNumber": number,
            "Contact": {"ContactID": contact_id},
            "Date": "2026-03-02",
            "DueDate": "2026-03-16",
            "Status": "AUTHORISED",
            "LineItems": [line],
        },
    )


def item(resource: str, type_: str = "") -> Item:
    return Item.objects.filter(resource=resource, type=type_ or "").order_by("-id")[0]


def test_a_number_that_somebody_used_in_xero_needs_a_person(linked: Linked) -> None:
    contact = a_clients_contact(linked)
    made = by_hand(linked, contact["ContactID"], "B-1001")
    linked.firm.bill("800.00", matter="M-104")

    linked.settle()

    bill = item("Invoices", "ACCREC")
    assert (bill.state, bill.reason_code) == ("review", "number-taken")
    assert made["InvoiceID"] in bill.reason_text


def test_an_invoice_voided_there_keeps_its_number_and_a_deleted_one_gives_it_back(linked: Linked) -> None:
    contact = a_clients_contact(linked)
    made = by_hand(linked, contact["ContactID"], "B-1001")
    in_xero(linked, f"Invoices/{made['InvoiceID']}", {"Status": "VOIDED"}, method="POST")
    linked.firm.bill("800.00", matter="M-104")

    linked.settle()

    assert item("Invoices", "ACCREC").state == "review"


def test_a_person_says_which_document_it_is(linked: Linked) -> None:
    contact = a_clients_contact(linked)
    made = by_hand(linked, contact["ContactID"], "B-1001")
    linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    bill = item("Invoices", "ACCREC")

    sync_actions.adopt(
        item_id=bill.pk, remote_id=made["InvoiceID"], by=linked.firm.by, at=linked.firm.at, why="entered twice"
    )

    bill.refresh_from_db()
    assert (bill.state, bill.remote_id) == ("confirmed", made["InvoiceID"])
    assert Link.objects.get(item=bill).remote_id == made["InvoiceID"]
    note = Audit.objects.filter(subject="push").get()
    assert (note.action, note.why) == ("adopt push", "entered twice")


def test_one_document_in_xero_is_the_copy_of_one_here(linked: Linked) -> None:
    contact = a_clients_contact(linked)
    for number in ("B-1001", "B-1002"):
        made = by_hand(linked, contact["ContactID"], number)
        linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    first, second = Item.objects.filter(state="review").order_by("id")
    decided: dict[str, Any] = {"by": linked.firm.by, "at": linked.firm.at, "why": "it is this one"}
    sync_actions.adopt(item_id=first.pk, remote_id=made["InvoiceID"], **decided)

    with refused("linked-already"):
        sync_actions.adopt(item_id=second.pk, remote_id=made["InvoiceID"], **decided)


def test_a_payment_that_somebody_recorded_first_fails_with_a_remedy_after_a_look(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()
    invoice = linked.in_xero("Invoices")[0]
    bank = AccountMapping.objects.get(account__code="1100").remote_id
    in_xero(
        linked,
        "Payments",
        {
            "Invoice": {"InvoiceID": invoice["InvoiceID"]},
            "Account": {"AccountID": bank},
            "Date": "2026-03-10",
            "Amount": 880,
        },
    )

    linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})
    linked.settle()

    payment = item("Payments", "ACCREC")
    assert (payment.state, payment.reason_code) == ("rejected", "amount-exceeded")
    assert "Remove that payment in Xero and retry" in payment.reason_text
    assert "Payments can only be made against Authorised documents" in payment.reason_text
    assert len(linked.in_xero("Payments")) == 1


def test_what_was_refused_because_somebody_entered_it_there_is_linked_with_that(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()
    invoice = linked.in_xero("Invoices")[0]
    bank = AccountMapping.objects.get(account__code="1100").remote_id
    by_them = {"Invoice": {"InvoiceID": invoice["InvoiceID"]}, "Account": {"AccountID": bank}, "Date": "2026-03-10"}
    in_xero(linked, "Payments", by_them | {"Amount": 880})
    linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})
    linked.settle()
    payment = item("Payments", "ACCREC")
    there = linked.in_xero("Payments")[0]["PaymentID"]

    sync_actions.adopt(
        item_id=payment.pk, remote_id=there, by=linked.firm.by, at=linked.firm.at, why="the same payment"
    )

    payment.refresh_from_db()
    assert (payment.state, payment.remote_id) == ("confirmed", there)
    assert ours(linked) == theirs(linked)


def test_a_movement_of_the_same_shape_without_our_mark_needs_a_person(linked: Linked) -> None:
    """Our payment arrived, its answer was lost, and a person took our mark out of it before we looked."""
    contact = a_clients_contact(linked)
    linked.fault("500_before", match={"method": "PUT", "resource": "BankTransactions"})
    linked.firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    linked.push()
    line = {"Description": "On account", "Quantity": 1, "UnitAmount": 500, "AccountCode": "850"}
    made = in_xero(
        linked,
        "BankTransactions",
        {
            "Type": "RECEIVE",
            "Contact": {"ContactID": contact["ContactID"]},
            "BankAccount": {"AccountID": AccountMapping.objects.get(account__code="1150").remote_id},
            "Date": "2026-03-02",
            "LineAmountTypes": "NoTax",
            "LineItems": [line],
        },
    )

    linked.settle()

    receipt = item("BankTransactions", "RECEIVE")
    assert (receipt.state, receipt.reason_code) == ("review", "looks-alike")
    assert made["BankTransactionID"] in receipt.reason_text
    sync_actions.say_absent(item_id=receipt.pk, by=linked.firm.by, at=linked.firm.at, why="that one is the client's")
    linked.settle()
    assert item("BankTransactions", "RECEIVE").state == "confirmed"
    assert len(linked.in_xero("BankTransactions")) == 3


def test_a_document_that_was_ended_there_before_we_looked_is_adopted_and_said(linked: Linked) -> None:
    linked.fault("500_after", match={"method": "PUT", "resource": "BankTransactions"})
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.push()
    made = linked.in_xero("BankTransactions")[0]
    in_xero(linked, f"BankTransactions/{made['BankTransactionID']}", {"Status": "DELETED"}, method="POST")

    linked.settle()

    receipt = item("BankTransactions", "RECEIVE")
    assert (receipt.state, receipt.reason_code) == ("confirmed", "differs")
    assert "voided or deleted in Xero" in receipt.reason_text


def test_a_name_that_xero_knows_already_gets_the_clients_code(linked: Linked) -> None:
    in_xero(linked, "Contacts", {"Name": "harrow & pike"})

    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.settle()

    assert sorted(contact["Name"] for contact in linked.in_xero("Contacts")) == [
        "Harrow & Pike (C-0001)",
        "harrow & pike",
    ]
    assert item("Contacts").state == "confirmed"
    outcomes = list(
        Attempt.objects.filter(item__resource="Contacts").order_by("id").values_list("outcome", "generation")
    )
    assert outcomes == [("rejected", 1), ("confirmed", 2)]


def test_two_clients_of_one_name_are_two_contacts(linked: Linked) -> None:
    from counterfoil.practice.contacts import add_contact

    namesake = add_contact(name="Harrow & Pike", by=linked.firm.by, at=linked.firm.at)
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.firm.clients["Harrow & Pike"] = namesake
    linked.firm.trust_receipt("500.00", matter="M-104")

    linked.settle()

    names = {contact["ContactNumber"]: contact["Name"] for contact in linked.in_xero("Contacts")}
    assert names == {"C-0001": "Harrow & Pike", namesake.code: f"Harrow & Pike ({namesake.code})"}


def test_a_missing_counterpart_fails_in_words_and_goes_on_when_it_is_mapped(linked: Linked) -> None:
    from counterfoil.xero.mapping import map_account

    trust = AccountMapping.objects.get(account__code="2150")
    was = RemoteAccount.objects.get(remote_id=trust.remote_id)
    account_id = trust.account_id
    trust.delete()
    post_a_day(linked)
    linked.settle()
    failed = Item.objects.get(resource="BankTransactions", type="RECEIVE")
    assert (failed.state, failed.reason_code) == ("rejected", "mapping-missing")
    assert failed.reason_text == (
        "Account 2150 Trust funds held has no counterpart in Xero; map it under Xero sync > Mapping"
    )
    assert item("Invoices", "ACCREC").state == "confirmed"

    map_account(
        by=linked.firm.by,
        at=linked.firm.at,
        destination=linked.destination,
        account_id=account_id,
        remote_id=was.remote_id,
    )
    linked.settle()

    assert {state for _, state, _ in linked.items()} == {"confirmed"}
    assert ours(linked) == theirs(linked)


def test_a_refusal_is_tried_again_under_a_new_key_after_the_cause_is_gone(linked: Linked) -> None:
    fees = AccountMapping.objects.get(account__code="4100").remote_id
    in_xero(linked, f"Accounts/{fees}", {"AccountID": fees, "Status": "ARCHIVED"}, method="POST")
    linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    bill = item("Invoices", "ACCREC")
    assert (bill.state, bill.reason_code) == ("rejected", "account-archived")
    assert "Restore it there or map another" in bill.reason_text and "Account code '200'" in bill.reason_text
    in_xero(linked, f"Accounts/{fees}", {"AccountID": fees, "Status": "ACTIVE"}, method="POST")

    sync_actions.retry(item_id=bill.pk, by=linked.firm.by, at=linked.firm.at)
    linked.settle()

    keys = list(Attempt.objects.filter(item=bill).order_by("id").values_list("key", "outcome"))
    assert keys == [(f"{bill.marker}/1", "rejected"), (f"{bill.marker}/2", "confirmed")]


def test_a_locked_period_is_refused_with_what_to_do(linked: Linked) -> None:
    books = linked.sandbox.sandbox.xero.organisations[linked.destination.remote_id]
    from msgspec.structs import replace

    books.profiles.put(replace(books.profile, period_lock=date(2026, 3, 31)))

    linked.firm.bill("800.00", matter="M-104")
    linked.settle()

    assert item("Invoices", "ACCREC").reason_code == "period-locked"


def test_what_is_held_waits_with_all_that_leans_on_it(linked: Linked) -> None:
    post_a_day(linked)
    bill = item("Invoices", "ACCREC")
    sync_actions.hold(item_id=bill.pk, by=linked.firm.by, at=linked.firm.at, why="the client disputes it")

    linked.push()

    assert (item("Invoices", "ACCREC").state, item("Payments", "ACCREC").state) == ("pending", "pending")
    sync_actions.release(item_id=bill.pk, by=linked.firm.by, at=linked.firm.at)
    linked.settle()
    assert item("Payments", "ACCREC").state == "confirmed"


def test_a_fee_earner_decides_nothing_about_pushes(linked: Linked) -> None:
    post_a_day(linked)
    earner = Actor(user_id=None, name="F. Earner", firm_id=linked.firm.id, roles=frozenset({"fee_earner"}))

    with refused("not-permitted"):
        sync_actions.retry(item_id=item("Invoices", "ACCREC").pk, by=earner, at=linked.firm.at)


def test_what_is_in_xero_cannot_be_tried_again(linked: Linked) -> None:
    post_a_day(linked)
    linked.push()

    with refused("item-not-retriable"):
        sync_actions.retry(item_id=item("Invoices", "ACCREC").pk, by=linked.firm.by, at=linked.firm.at)
    with pytest.raises(Refusal):
        sync_actions.give_up(
            item_id=item("Invoices", "ACCREC").pk, by=linked.firm.by, at=linked.firm.at, why="not wanted"
        )


def test_a_total_that_xero_changed_is_said_and_not_refused(linked: Linked) -> None:
    from counterfoil.xero import sums, wire

    body = '{"Payments":[{"Amount":880.00,"Date":"2026-03-02"}]}'

    found = sums.difference(wire.Payment(payment_id="x", amount=sums.document(body)["Amount"] + 1), body)

    assert found == "the amount is 881.00 in Xero and 880.00 here"


def test_a_bill_that_never_reached_xero_can_be_taken_back(linked: Linked) -> None:
    """It was tried while nobody answered: nothing of it is in Xero."""
    a_clients_contact(linked)
    linked.sandbox.stop()
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()
    assert item("Invoices", "ACCREC").generation == 1

    linked.firm.reopen(bill)

    assert item("Invoices", "ACCREC").state == "cancelled"


def test_a_bill_in_doubt_is_locked(linked: Linked) -> None:
    linked.fault("drop_after", match={"method": "PUT", "resource": "Invoices"})
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()

    with refused("document-locked"):
        linked.firm.reopen(bill)
