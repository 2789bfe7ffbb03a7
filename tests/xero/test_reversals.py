"""A reversed document is voided in Xero as well, at its own date, so that both ledgers agree again."""

import pytest

from counterfoil.documents.actions import Done
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports.checks import run_checks
from counterfoil.reports.states import states_of_documents
from counterfoil.xero import sync_actions
from tests.refusals import refused
from tests.xero.books import ours, theirs
from tests.xero.comparing import compare, left_over, listed, read
from tests.xero.conftest import Linked
from tests.xero.test_voids import standing, voids


def word(linked: Linked, done: Done) -> tuple[str, str]:
    state = states_of_documents(firm_id=linked.firm.id, ids=[done.id], at=linked.store.now())[done.id]
    return state.state, state.reason


def test_trust_money_that_was_received_twice_is_reversed_on_both_sides(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    twice = linked.firm.trust_receipt("500.00", matter="M-104")
    linked.settle()

    linked.firm.reverse(twice)
    assert word(linked, twice) == ("queued", "")
    linked.settle()

    assert word(linked, twice) == ("voided", "Voided in Xero")
    assert sorted(row["Status"] for row in linked.in_xero("BankTransactions")) == ["AUTHORISED", "DELETED"]
    assert ours(linked) == theirs(linked) != {}
    assert run_checks() == []


def test_a_bill_goes_after_what_settled_it(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    linked.settle()

    with refused("document-settled"):
        linked.firm.reverse(bill)
    linked.firm.reverse(receipt)
    linked.firm.reverse(bill)
    linked.settle()

    assert {state for _, state, _ in voids(linked)} == {"confirmed"}
    assert standing(linked) == {}
    assert ours(linked) == theirs(linked) == {}


def test_where_xero_is_locked_for_its_day_it_stays_and_says_what_to_do(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    Destination.objects.update(locked_through="2026-03-31")

    with refused("locked-in-xero", "B-1001 is dated 2026-03-09 and Xero is locked through 2026-03-31"):
        linked.firm.reverse(bill)
    Destination.objects.update(locked_through="2026-03-08")

    assert linked.firm.reverse(bill).state == "reversed"


def test_until_the_void_is_done_the_difference_is_explained(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    linked.by_hand("change", period_lock="2026-03-31")
    linked.firm.reverse(bill)

    waiting = compare(linked, reading := read(linked))
    assert left_over(waiting) == {}
    assert {why for rows in listed(linked, waiting, reading).values() for _, why, _ in rows} == {"still_there"}
    linked.settle()
    assert word(linked, bill)[0] == "failed"
    refused_there = compare(linked, read(linked))
    assert left_over(refused_there) == {} and refused_there.differing
    linked.by_hand("change", period_lock="")
    sync_actions.retry(item_id=Item.objects.get(operation="void").pk, by=linked.firm.by, at=linked.store.now())
    linked.settle()

    assert compare(linked, read(linked)).differing == ()


def test_a_copy_that_is_on_its_way_is_waited_for(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    Item.objects.filter(resource="Invoices").update(state="unknown")

    for step in (linked.firm.reverse, linked.firm.reopen):
        with refused("document-locked", "a copy of B-1001 is on its way to Xero"):
            step(bill)


def test_a_draft_that_was_refused_its_approval_is_deleted_with_its_document(linked: Linked) -> None:
    bill = linked.firm.supplier_bill("80.00", reference="88-B", account="6250")
    linked.fault("400", match={"method": "POST", "resource": "Invoices"})
    linked.settle()
    assert [row["Status"] for row in linked.in_xero("Invoices")] == ["DRAFT"]

    linked.firm.reopen(bill)
    linked.settle()

    assert [row["Status"] for row in linked.in_xero("Invoices")] == ["DELETED"]
    assert Item.objects.get(resource="Invoices", operation="create").state == "cancelled"


@pytest.mark.parametrize("step", ["reverse", "reopen"])
def test_what_was_not_sent_is_withdrawn_and_nothing_is_voided(linked: Linked, step: str) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")

    getattr(linked.firm, step)(bill)
    linked.settle()

    assert voids(linked) == []
    assert linked.in_xero("Invoices") == []
