"""Unlinking: the document is free here, its copy stays as it is in Xero, and a later posting makes another copy."""

import pytest

from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.outbox.models import Item, Link
from counterfoil.reports.checks import run_checks
from counterfoil.reports.document import copies_of
from counterfoil.reports.states import states_of_documents
from counterfoil.xero.unlinking import unlink
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.xero.conftest import Linked


@pytest.fixture
def billed(linked: Linked) -> tuple[Done, Done]:
    """A bill and its payment, both in Xero."""
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    assert linked.settle().clean
    return bill, receipt


def unlinked(firm: BuiltFirm, *documents: Done, why: str = "wrong matter", by: Actor | None = None) -> list[str]:
    done = unlink(document_ids=[each.id for each in documents], by=by or firm.by, at=firm.at, why=why)
    return [each.number for each in done]


def in_xero(linked: Linked) -> list[tuple[str, str]]:
    """Every document there, with its status."""
    found = [(one["InvoiceNumber"], one["Status"]) for one in linked.in_xero("Invoices")]
    found += [("payment", one["Status"]) for one in linked.in_xero("Payments")]
    return sorted(found)


def word(firm: BuiltFirm, done: Done) -> tuple[str, str]:
    state = states_of_documents(firm_id=firm.id, ids=[done.id], at=firm.at)[done.id]
    return state.state, state.reason


def test_both_copies_stay_and_the_document_is_free(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed
    before = in_xero(linked)

    assert unlinked(linked.firm, receipt, bill) == [receipt.number, bill.number]

    assert in_xero(linked) == before == [("B-1001", "PAID"), ("payment", "AUTHORISED")]
    assert linked.settle().requests == 0
    assert word(linked.firm, bill) == ("unlinked", "Unlinked: wrong matter")
    copies = copies_of(firm_id=linked.firm.id, kind="client_bill", document_id=bill.id, at=linked.firm.at)
    assert [(copy.state, copy.reason) for copy in copies] == [("unlinked", "Unlinked: wrong matter")]
    assert not Link.objects.filter(ended_at__isnull=True).exclude(source_kind="contact").exists()
    assert linked.firm.reopen(receipt).state == linked.firm.reopen(bill).state == "draft"
    assert run_checks() == []


def test_it_is_in_the_audit_log_with_its_reason_and_what_was_left(linked: Linked, billed: tuple[Done, Done]) -> None:
    _, receipt = billed

    unlinked(linked.firm, receipt, why="the bank bounced it")

    row = Audit.objects.get(action="unlink")
    assert (row.subject_id, row.by_id, row.why) == (receipt.id, linked.firm.by.user_id, "the bank bounced it")
    ids = list(Item.objects.filter(source_id=receipt.id, source_kind="client_receipt").values_list("remote_id"))
    assert all(str(remote_id) in row.detail for (remote_id,) in ids) and len(ids) == 2


def test_what_settles_it_goes_first_and_is_named(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed

    with refused("unlink-order", f"Client receipt {receipt.number} settles {bill.number}"):
        unlinked(linked.firm, bill)
    unlinked(linked.firm, receipt)

    assert unlinked(linked.firm, bill) == [bill.number]


def test_posted_again_it_is_another_copy_with_a_number_of_its_own(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed
    unlinked(linked.firm, bill, receipt)
    linked.firm.reopen(receipt)
    linked.firm.reopen(bill)

    linked.firm.post(bill)
    linked.firm.post(receipt)
    assert linked.settle().clean

    assert in_xero(linked) == [
        ("B-1001", "PAID"),
        ("B-1001/2", "PAID"),
        ("payment", "AUTHORISED"),
        ("payment", "AUTHORISED"),
    ]
    assert word(linked.firm, bill)[0] == "pushed"
    assert run_checks() == []


def test_what_was_not_sent_yet_is_withdrawn_with_it(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    receipt = linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})

    with refused("unlink-order", str(receipt.number)):
        unlinked(linked.firm, bill)
    linked.firm.reopen(receipt)

    assert unlinked(linked.firm, bill) == [bill.number]


def test_what_is_on_its_way_is_waited_for(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    Item.objects.filter(resource="Invoices").update(state="unknown")

    with refused("copy-on-its-way", "B-1001"):
        unlinked(linked.firm, bill)


def test_a_document_without_a_copy_has_nothing_to_unlink(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")

    with refused("not-linked", "B-1001"):
        unlinked(linked.firm, bill)


def test_all_of_several_or_none(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, _ = billed
    other = linked.firm.bill("100.00", matter="M-104")
    linked.settle()

    with refused("unlink-order"):
        unlinked(linked.firm, other, bill)

    assert word(linked.firm, other)[0] == "pushed"


@pytest.mark.parametrize("why", ["", "  "])
def test_it_takes_a_reason(linked: Linked, billed: tuple[Done, Done], why: str) -> None:
    with refused("reason-missing"):
        unlinked(linked.firm, billed[1], why=why)


@pytest.mark.parametrize("role", ["fee_earner", "admin", "auditor", "api_client"])
def test_others_may_not(linked: Linked, billed: tuple[Done, Done], role: str) -> None:
    somebody = Actor(user_id=None, name="Sam Roe", firm_id=linked.firm.id, roles=frozenset({role}))

    with refused("not-permitted", "bookkeeper"):
        unlinked(linked.firm, billed[1], by=somebody)


def test_a_payment_on_an_unlinked_bill_waits_and_names_it(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    unlinked(linked.firm, bill)

    receipt = linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})
    drained = linked.push()

    assert drained.left.states == {"pending": 1}
    assert word(linked.firm, receipt)[0] == "waiting"
    assert "B-1001 is not linked to Xero any more" in word(linked.firm, receipt)[1]
    linked.firm.reopen(receipt)
    linked.firm.reopen(bill)
    linked.firm.post(bill)
    linked.firm.post(receipt)
    assert linked.settle().clean
    assert in_xero(linked) == [("B-1001", "AUTHORISED"), ("B-1001/2", "PAID"), ("payment", "AUTHORISED")]


def test_a_document_of_another_firm_is_unknown(linked: Linked, billed: tuple[Done, Done]) -> None:
    other = a_firm("Another LLP")

    with refused("document-unknown"):
        unlink(document_ids=[billed[0].id], by=other.by, at=linked.firm.at, why="not mine")
    assert Document.objects.get(pk=billed[0].id).state == "posted"


def test_the_books_are_corrected_by_hand_as_the_manual_says(linked: Linked, billed: tuple[Done, Done]) -> None:
    """Delete there, unlink, take back, change, post again."""
    bill, receipt = billed
    payment = Item.objects.get(resource="Payments")
    linked.by_hand(f"payments/{payment.remote_id}/delete")
    unlinked(linked.firm, receipt)

    linked.firm.reopen(receipt)
    actions.discard(document_id=receipt.id, by=linked.firm.by, at=linked.firm.at)
    again = linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})
    assert linked.settle().clean

    assert word(linked.firm, again)[0] == "pushed"
    assert sorted(in_xero(linked)) == [("B-1001", "PAID"), ("payment", "AUTHORISED"), ("payment", "DELETED")]
