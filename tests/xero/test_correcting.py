"""The guided correction: void in Xero, take back here, draft again; whatever happens in between it goes on."""

from typing import Any

import pytest

from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit, Member
from counterfoil.firms.roles import Actor
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports.checks import run_checks
from counterfoil.xero.correcting import ask_again, begin, give_up, go_on, go_on_by_itself
from counterfoil.xero.correction_plan import plan
from counterfoil.xero.models import Correction
from counterfoil.xero.unlinking import unlink
from tests.refusals import refused
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_crashes import Died, Mortal
from tests.xero.test_voids import standing, voids

STEPS = ("void", "look", "take back", "draft")
POINTS = ("after begin", *(f"after {step}" for step in STEPS))


@pytest.fixture
def billed(linked: Linked) -> tuple[Done, Done]:
    """A bill, and a receipt that pays it with something left over."""
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    assert linked.settle().clean
    return bill, receipt


def correct(linked: Linked, done: Done, why: str = "wrong matter", **more: Any) -> Correction:
    return begin(document_id=done.id, by=linked.firm.by, at=linked.store.now(), why=why, **more)


def later(linked: Linked) -> Correction:
    """Xero is asked for what waits, and the worker takes corrections further."""
    linked.settle()
    go_on_by_itself(linked.destination.pk, at=linked.store.now())
    return Correction.objects.latest("pk")


def states(linked: Linked) -> dict[str, str]:
    return {
        str(one.number or "new"): one.state for one in Document.objects.filter(firm=linked.firm.firm).order_by("pk")
    }


def in_xero(linked: Linked) -> list[tuple[str, str]]:
    found = [(row["InvoiceNumber"], row["Status"]) for row in linked.in_xero("Invoices")]
    found += [("payment", row["Status"]) for row in linked.in_xero("Payments")]
    return sorted(found)


def test_a_paid_bill_is_corrected_on_both_sides(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed

    begun = correct(linked, bill)
    assert (begun.state, [void[0] for void in voids(linked)]) == (
        "voiding",
        ["Payments ACCREC", "BankTransactions RECEIVE-OVERPAYMENT", "Invoices ACCREC"],
    )
    assert states(linked) == {"B-1001": "posted", "R-1001": "posted"}
    done = later(linked)

    assert (done.state, done.replacement_id) == ("done", bill.id)
    assert states(linked) == {"B-1001": "draft", "R-1001": "draft"}
    assert standing(linked) == {}
    assert ours(linked) == theirs(linked) == {}
    assert run_checks() == []
    changed = {"on": "2026-03-09", "due_on": "2026-03-23", "matter": "M-104"}
    item = {"description": "Advice", "account": "4100", "net": "900.00", "tax": "GST"}
    document = actions.read(
        kind_of("client_bill"), {**changed, "items": [item]}, firm_id=linked.firm.id, at=linked.firm.at
    )
    actions.edit(document_id=bill.id, document=document, by=linked.firm.by, at=linked.firm.at)
    linked.firm.post(bill)
    linked.firm.post(receipt)
    linked.settle()
    assert in_xero(linked) == [
        ("B-1001", "VOIDED"),
        ("B-1001/2", "AUTHORISED"),
        ("payment", "AUTHORISED"),
        ("payment", "DELETED"),
    ]
    assert ours(linked) == theirs(linked) != {}
    assert run_checks() == []


def test_the_plan_names_everything_in_order_and_changes_nothing(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed
    note = linked.firm.credit_note("20.00", matter="M-104")
    other = linked.firm.bill("100.00", matter="M-104")
    applied = linked.firm.apply(receipt, pays={str(other.number): "50.00"})
    linked.settle()
    before = list(Item.objects.order_by("pk").values_list("state", flat=True))

    found = plan(document_id=bill.id, by=linked.firm.by, at=linked.firm.at)

    assert found.barred is None
    assert [(each.number, each.step) for each in found.taken] == [
        (applied.number, "reopen"),
        (receipt.number, "reopen"),
        (bill.number, "reopen"),
    ]
    assert note.number not in {each.number for each in found.taken}
    assert list(Item.objects.order_by("pk").values_list("state", flat=True)) == before
    assert set(states(linked).values()) == {"posted"}


@pytest.mark.parametrize("point", POINTS)
def test_dying_at_any_point_it_goes_on_where_it_stopped(linked: Linked, billed: tuple[Done, Done], point: str) -> None:
    bill, _ = billed
    dead = 0
    for _ in range(4):
        try:
            correct(linked, bill, passing=Mortal(point, 1))
            linked.settle()
        except Died:
            dead += 1
            if point == "after begin" or dead == 2:
                break
        if Correction.objects.get().state == "done":
            break

    later(linked)
    done = later(linked)

    assert dead >= 1
    assert Correction.objects.count() == 1
    assert done.state == "done"
    assert states(linked) == {"B-1001": "draft", "R-1001": "draft"}
    assert len(voids(linked)) == 3 and standing(linked) == {}
    assert Document.objects.get(pk=bill.id).version == 2
    assert ours(linked) == theirs(linked) == {}
    assert run_checks() == []


def test_trust_money_is_reversed_and_drafted_anew(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    payment = linked.firm.trust_payment("120.00", matter="M-104")
    linked.settle()

    correct(linked, payment, why="paid to another")
    done = later(linked)

    assert done.state == "done" and done.replacement is not None
    assert states(linked) == {"TR-1001": "posted", "TP-1001": "reversed", "new": "draft"}
    replacement = done.replacement
    assert (replacement.kind, replacement.content) == ("trust_payment", Document.objects.get(pk=payment.id).content)
    assert ours(linked) == theirs(linked) != {}
    again = go_on(correction=done, by=linked.firm.by, at=linked.firm.at)
    assert again.state == "done" and Document.objects.count() == 3


def test_what_xero_refuses_is_mended_there_and_it_goes_on(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, _ = billed
    payment = Item.objects.get(resource="Payments")
    linked.by_hand(f"payments/{payment.remote_id}/reconcile")
    correct(linked, bill)

    stuck = later(linked)
    item = Item.objects.get(resource="Payments", operation="void")
    assert (stuck.state, item.state, item.reason_code) == ("voiding", "rejected", "reconciled-there")
    assert states(linked) == {"B-1001": "posted", "R-1001": "posted"}
    linked.by_hand(f"payments/{payment.remote_id}/unreconcile")
    ask_again(correction=stuck, by=linked.firm.by, at=linked.store.now())

    assert later(linked).state == "done"
    assert ours(linked) == theirs(linked) == {}


def test_what_is_unlinked_meanwhile_stays_in_xero_and_the_rest_goes_on(
    linked: Linked, billed: tuple[Done, Done]
) -> None:
    bill, receipt = billed
    linked.by_hand(f"payments/{Item.objects.get(resource='Payments').remote_id}/reconcile")
    correct(linked, bill)
    later(linked)

    unlink(document_ids=[receipt.id, bill.id], by=linked.firm.by, at=linked.firm.at, why="left as it is there")
    done = later(linked)

    assert done.state == "done"
    assert states(linked) == {"B-1001": "draft", "R-1001": "draft"}
    assert in_xero(linked) == [("B-1001", "PAID"), ("payment", "AUTHORISED")]


def test_a_payment_that_came_meanwhile_is_taken_back_too(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    correct(linked, bill)
    late = linked.firm.receipt("100.00", pays={str(bill.number): "100.00"})

    item = Item.objects.get(source_kind="client_receipt", part__startswith="pay:")
    assert (item.state, item.held, item.reason_code) == ("pending", True, "unlinked")
    done = later(linked)

    assert done.state == "done"
    assert Document.objects.get(pk=late.id).state == "draft"
    assert ours(linked) == theirs(linked) == {}


def test_what_the_books_refuse_is_said_before_anything_is_done(linked: Linked) -> None:
    receipt = linked.firm.trust_receipt("500.00", matter="M-104")
    linked.firm.trust_payment("120.00", matter="M-104")
    linked.settle()

    with refused("trust-overdrawn"):
        correct(linked, receipt)

    assert Correction.objects.count() == 0 and voids(linked) == []


def test_what_the_books_refuse_in_between_stops_it_and_it_goes_on_after_that_is_mended(linked: Linked) -> None:
    receipt = linked.firm.trust_receipt("500.00", matter="M-104")
    linked.settle()
    correct(linked, receipt)
    payment = linked.firm.trust_payment("120.00", matter="M-104")

    stopped = later(linked)
    assert (stopped.state, stopped.stopped_code) == ("voided", "trust-overdrawn")
    assert later(linked).stopped_code == "trust-overdrawn"
    linked.firm.reverse(payment)
    done = go_on(correction=stopped, by=linked.firm.by, at=linked.store.now())

    assert (done.state, done.stopped_code) == ("done", "")
    linked.settle()
    assert ours(linked) == theirs(linked) == {}


def test_a_locked_day_there_is_said_before_anything_is_done(linked: Linked, billed: tuple[Done, Done]) -> None:
    Destination.objects.update(locked_through="2026-03-10")

    with refused("locked-in-xero", "enter the opposite of it dated today"):
        correct(linked, billed[0])


def test_what_was_never_sent_is_taken_back_in_the_ordinary_way(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")

    with refused("not-linked", "in the ordinary way"):
        correct(linked, bill)


def test_two_corrections_do_not_share_a_receipt(linked: Linked) -> None:
    first, second = linked.firm.bill("100.00", matter="M-104"), linked.firm.bill("200.00", matter="M-104")
    linked.firm.receipt("330.00", pays={str(first.number): "110.00", str(second.number): "220.00"})
    linked.settle()
    correct(linked, first)

    with refused("being-corrected", "R-1001 is part of the correction of B-1001"):
        correct(linked, second)
    assert correct(linked, first).pk == Correction.objects.get().pk


def test_given_up_nothing_more_is_voided(linked: Linked, billed: tuple[Done, Done]) -> None:
    begun = correct(linked, billed[0])

    ended = give_up(correction=begun, by=linked.firm.by, at=linked.store.now(), why="it was right after all")
    linked.settle()

    assert ended.state == "given_up"
    assert {state for _, state, _ in voids(linked)} == {"cancelled"}
    assert states(linked) == {"B-1001": "posted", "R-1001": "posted"}
    assert in_xero(linked) == [("B-1001", "PAID"), ("payment", "AUTHORISED")]
    again = correct(linked, billed[0])
    assert again.pk != begun.pk and later(linked).state == "done"


def test_it_takes_the_right_to_do_all_of_it_and_a_reason(linked: Linked, billed: tuple[Done, Done]) -> None:
    receipt = linked.firm.trust_receipt("500.00", matter="M-104")
    linked.settle()
    bookkeeper = Actor(linked.firm.by.user_id, "Sam Roe", linked.firm.id, frozenset({"bookkeeper"}))

    with refused("reason-missing"):
        correct(linked, billed[0], why=" ")
    with refused("not-permitted", "trust manager"):
        begin(document_id=receipt.id, by=bookkeeper, at=linked.firm.at, why="wrong payer")
    assert begin(document_id=billed[0].id, by=bookkeeper, at=linked.firm.at, why="wrong").state == "voiding"


def test_whoever_lost_the_role_meanwhile_is_not_acted_for(linked: Linked, billed: tuple[Done, Done]) -> None:
    correct(linked, billed[0])
    Member.objects.update(roles="auditor")

    stopped = later(linked)
    assert (stopped.state, stopped.stopped_code) == ("voiding", "not-permitted")

    assert go_on(correction=stopped, by=linked.firm.by, at=linked.store.now()).state == "done"


def test_every_step_is_in_the_audit_log(linked: Linked, billed: tuple[Done, Done]) -> None:
    bill, receipt = billed
    correct(linked, bill, why="wrong matter")
    later(linked)

    rows = Audit.objects.filter(subject="document", action__in=("correct", "reopen")).order_by("pk")
    assert [(row.action, row.subject_id, row.why) for row in rows] == [
        ("correct", bill.id, "wrong matter"),
        ("reopen", receipt.id, "wrong matter"),
        ("reopen", bill.id, "wrong matter"),
    ]
